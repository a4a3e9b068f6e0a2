package io.jenkins.plugins.hotfix.step.registry;

import io.jenkins.plugins.hotfix.config.Binding;
import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Nearest;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.forge.hosting.ForgeSettings;
import io.jenkins.plugins.hotfix.step.Operation;
import io.jenkins.plugins.hotfix.step.backport.Backport;
import io.jenkins.plugins.hotfix.step.deploy.Deploy;
import io.jenkins.plugins.hotfix.step.deploy.Rollback;
import io.jenkins.plugins.hotfix.step.deploy.Verify;
import io.jenkins.plugins.hotfix.step.fix.Branch;
import io.jenkins.plugins.hotfix.step.fix.CriticalTests;
import io.jenkins.plugins.hotfix.step.fix.Fix;
import io.jenkins.plugins.hotfix.step.gate.Gate;
import io.jenkins.plugins.hotfix.step.release.Release;
import io.jenkins.plugins.hotfix.step.report.Report;
import io.jenkins.plugins.hotfix.step.triage.Triage;
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
        BY_NAME.put("hotfixBranch", new Branch());
        BY_NAME.put("hotfixFix", new Fix());
        BY_NAME.put("criticalTests", new CriticalTests());
        BY_NAME.put("hotfixTag", new Release());
        BY_NAME.put("deployProd", new Deploy());
        BY_NAME.put("verifyProd", new Verify());
        BY_NAME.put("rollbackProd", new Rollback());
        BY_NAME.put("backportDevelop", new Backport());
        BY_NAME.put("writeIncidentReport", new Report());
    }

    private static final Map<String, Class<? extends Record>> REQUESTS = new LinkedHashMap<>();

    static {
        BY_NAME.forEach((name, operation) -> REQUESTS.put(name, operation.request()));
        REQUESTS.put(ForgeSettings.SECTION, ForgeSettings.class);
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
                    "There is no step '" + step + "'." + Nearest.sentence(step, BY_NAME.keySet()) + " There are: "
                            + String.join(", ", BY_NAME.keySet()) + ".");
        }
        return operation;
    }

    /** What each section of the settings can hold, by the step's name. */
    public static Map<String, Class<? extends Record>> requests() {
        return Collections.unmodifiableMap(REQUESTS);
    }

    /**
     * Checks every section against the step that it is for, so that a slip is found before the first step and not in
     * the middle of the night's work.
     *
     * @param source where they stand
     * @param whence the same for messages
     * @throws InvalidSettingException if one does not fit
     */
    public static void check(Settings settings, Source source, String whence) {
        settings.sections().keySet().forEach(step -> {
            Class<? extends Record> request = named(step).request();
            Configuration.checkNames(step, request, settings, source);
            Binding.bind(request, step, List.of(settings.layer(step, whence)));
        });
    }
}
