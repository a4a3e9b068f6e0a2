package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.config.Binding;
import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every operation by the name of its pipeline step. */
public final class Steps {
    private static final Map<String, Operation<?>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("hotfixTriage", new Triage());
        BY_NAME.put("hotfixIncident", new Current());
        BY_NAME.put("hotfixGate", new Gate());
        BY_NAME.put("hotfixMitigation", new Mitigation());
        BY_NAME.put("hotfixBranch", new Branch());
        BY_NAME.put("hotfixFix", new Fix());
        BY_NAME.put("criticalTests", new CriticalTests());
        BY_NAME.put("hotfixTag", new Release());
        BY_NAME.put("hotfixRollbackPlan", new PlanRollback());
        BY_NAME.put("deployProd", new Deploy());
        BY_NAME.put("hotfixUnlock", new Unlock());
        BY_NAME.put("verifyProd", new Verify());
        BY_NAME.put("rollbackProd", new Rollback());
        BY_NAME.put("backportDevelop", new Backport());
        BY_NAME.put("writeIncidentReport", new Report());
        BY_NAME.put("hotfixCleanup", new Cleanup());
    }

    private Steps() {}

    /** The names of all steps, in the order in which a hotfix takes them. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(BY_NAME.keySet());
    }

    /**
     * The operation behind a step.
     *
     * @throws InvalidSettingException if there is no such step
     */
    public static Operation<?> named(String step) {
        Operation<?> operation = BY_NAME.get(step);
        if (operation == null) {
            throw new InvalidSettingException(
                    "There is no step '" + step + "'. There are: " + String.join(", ", BY_NAME.keySet()) + ".");
        }
        return operation;
    }

    /**
     * Checks every section against the step that it is for, so that a slip is found before the first step and not in
     * the middle of the night's work.
     *
     * @param whence where they stand, for messages
     * @throws InvalidSettingException if one does not fit
     */
    public static void check(Settings settings, String whence) {
        settings.sections().keySet().forEach(step -> check(step, named(step).request(), settings, whence));
    }

    private static <R extends Record> void check(String step, Class<R> request, Settings settings, String whence) {
        Binding.bind(request, step, List.of(settings.layer(step, whence)));
    }
}
