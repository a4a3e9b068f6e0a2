package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.Replaces;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a command is told of the incident, as environment variables. */
public final class IncidentVariables {
    private IncidentVariables() {}

    /** What is known so far, by the name of the variable. */
    public static Map<String, String> of(Incident incident) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("HOTFIX_ID", String.valueOf(incident.id()));
        variables.put("HOTFIX_TITLE", String.valueOf(incident.title()));
        variables.put("HOTFIX_SEVERITY", String.valueOf(incident.severity()));
        incident.branch().ifPresent(branch -> variables.put("HOTFIX_BRANCH", branch.branch()));
        incident.fix().ifPresent(fix -> variables.put("HOTFIX_COMMIT", fix.tip()));
        incident.release().ifPresent(release -> {
            variables.put("HOTFIX_COMMIT", release.commit());
            variables.put("HOTFIX_TAG", release.tag());
        });
        replaced(incident).ifPresent(version -> variables.put("HOTFIX_REPLACES", version));
        return variables;
    }

    private static Optional<String> replaced(Incident incident) {
        Optional<Replaces> replaces = incident.release().flatMap(release -> incident.replaces());
        return replaces.isPresent()
                ? replaces.map(Replaces::version)
                : incident.production().map(Assessed::version);
    }
}
