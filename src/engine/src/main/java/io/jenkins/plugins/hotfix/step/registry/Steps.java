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
import io.jenkins.plugins.hotfix.step.notice.Notifications;
import io.jenkins.plugins.hotfix.step.outside.Afterwards;
import io.jenkins.plugins.hotfix.step.outside.Outside;
import io.jenkins.plugins.hotfix.step.release.Release;
import io.jenkins.plugins.hotfix.step.remediate.Coverage;
import io.jenkins.plugins.hotfix.step.remediate.Parity;
import io.jenkins.plugins.hotfix.step.remediate.Remediate;
import io.jenkins.plugins.hotfix.step.report.Report;
import io.jenkins.plugins.hotfix.step.review.Expedited;
import io.jenkins.plugins.hotfix.step.ticket.Tickets;
import io.jenkins.plugins.hotfix.step.triage.Triage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every operation by the name of its pipeline step. */
public final class Steps {
    /** What follows the incident outside. */
    static final Outside OUTSIDE = Outside.of(new Notifications(), new Tickets());

    private static final Map<String, Operation<?>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("hotfixTriage", new Triage());
        BY_NAME.put("hotfixIncident", new Current());
        BY_NAME.put("hotfixGate", new Gate());
        BY_NAME.put("hotfixBranch", new Branch());
        BY_NAME.put("hotfixFix", new Fix());
        BY_NAME.put("criticalTests", new CriticalTests());
        BY_NAME.put(Expedited.STEP, new Expedited());
        BY_NAME.put("hotfixTag", new Release());
        BY_NAME.put("deployProd", new Deploy());
        BY_NAME.put("verifyProd", new Verify());
        BY_NAME.put("rollbackProd", new Rollback());
        BY_NAME.put("backportDevelop", new Backport());
        BY_NAME.put("writeIncidentReport", new Report(OUTSIDE));
        BY_NAME.put("hotfixRemediate", new Remediate());
        BY_NAME.put("hotfixParity", new Parity());
        BY_NAME.put("hotfixCoverage", new Coverage());
    }

    private static final Map<String, Class<? extends Record>> REQUESTS = new LinkedHashMap<>();

    static {
        BY_NAME.forEach((name, operation) -> REQUESTS.put(name, operation.request()));
        REQUESTS.put(ForgeSettings.SECTION, ForgeSettings.class);
        for (Afterwards<?> each : OUTSIDE.all()) {
            REQUESTS.put(each.section(), each.request());
        }
    }

    private Steps() {}

    /** The names of all steps, in the order in which a hotfix takes them. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(BY_NAME.keySet());
    }

    /** The sections that settings can have: one for each step, one for the forge, and one for whatever follows the incident outside. */
    public static Set<String> sections() {
        return Collections.unmodifiableSet(REQUESTS.keySet());
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

    /** What each section of the settings can hold, by its name. */
    public static Map<String, Class<? extends Record>> requests() {
        return Collections.unmodifiableMap(REQUESTS);
    }

    /**
     * Checks every section against what it is for, so that a slip is found before the first step and not in
     * the middle of the night's work.
     *
     * @param source where they stand
     * @param whence the same for messages
     * @throws InvalidSettingException if one does not fit
     */
    public static void check(Settings settings, Source source, String whence) {
        settings.sections().keySet().forEach(section -> {
            Class<? extends Record> request = REQUESTS.get(section);
            Configuration.checkNames(section, request, settings, source);
            Binding.bind(request, section, List.of(settings.layer(section, whence)));
        });
    }
}
