package io.jenkins.plugins.hotfix.step;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which environment variables hold secrets: those that are named, and those whose name says so. */
final class SecretVariables {
    private static final Pattern TELLING =
            Pattern.compile("(?i).*(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|API_?KEY|PRIVATE_?KEY).*");
    /** A shorter value hides nothing, but would be masked in every other word. */
    private static final int SHORTEST = 4;

    private SecretVariables() {}

    /** The values to mask in what commands print: those of these variables, and those that the host keeps secret. */
    static Set<String> values(Site site, List<String> named) {
        Set<String> values = new HashSet<>(site.secrets());
        for (Map<String, String> environment : List.of(System.getenv(), site.environment())) {
            environment.forEach((name, value) -> {
                if (named.contains(name) || (TELLING.matcher(name).matches() && value.length() >= SHORTEST)) {
                    values.add(value);
                }
            });
        }
        return values;
    }
}
