package io.jenkins.plugins.hotfix.incident;

import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import java.util.Locale;

/** How far an incident came on the way from the alarm to the archived report. */
public enum Status {
    /** Nobody declared it yet. */
    UNKNOWN,
    /** It can wait, and goes the normal way. */
    DECLINED,
    /** It was closed although it was not finished. */
    ABANDONED,
    DECLARED,
    MITIGATED,
    BRANCHED,
    /** The fix is there, its tests are not. */
    FIXED,
    TESTED,
    /** Merged into production's branch and tagged. */
    RELEASED,
    DEPLOYMENT_FAILED,
    DEPLOYED,
    /** Deployed, and production does worse with it. */
    BREACHED,
    /** Production is as it was before the hotfix: what was broken then is broken again. */
    ROLLED_BACK,
    /** Neither the hotfix nor what was there before runs as it should. */
    ROLLBACK_FAILED,
    /** Deployed, in every branch that must have it, and nobody forced it away there. */
    RESOLVED;

    static Status of(Incident incident) {
        if (incident.declared().isEmpty()) {
            return UNKNOWN;
        }
        if (incident.declined().isPresent()) {
            return DECLINED;
        }
        if (incident.abandoned().isPresent()) {
            return ABANDONED;
        }
        if (incident.directPush().isPresent() && incident.release().isEmpty()) {
            boolean everywhere = !incident.backports().isEmpty()
                    && incident.backports().stream().allMatch(Status::settled);
            return everywhere && incident.accepted() ? RESOLVED : DEPLOYED;
        }
        if (incident.rollback().isPresent()) {
            return incident.rollback().get().status().equals("succeeded") ? ROLLED_BACK : ROLLBACK_FAILED;
        }
        if (incident.deployment().isPresent()) {
            if (!incident.deployment().get().status().equals("succeeded")) {
                return DEPLOYMENT_FAILED;
            }
            if (incident.verification().filter(Status::breached).isPresent() && !incident.kept()) {
                return BREACHED;
            }
            return incident.rewound().isEmpty()
                            && !incident.backports().isEmpty()
                            && incident.backports().stream().allMatch(Status::settled)
                    ? RESOLVED
                    : DEPLOYED;
        }
        if (incident.release().isPresent()) {
            return RELEASED;
        }
        if (incident.tested()) {
            return TESTED;
        }
        if (incident.fix().isPresent()) {
            return FIXED;
        }
        if (incident.branch().isPresent()) {
            return BRANCHED;
        }
        return incident.mitigation().isPresent() ? MITIGATED : DECLARED;
    }

    private static boolean breached(Verified verified) {
        return verified.status().equals("breached");
    }

    private static boolean settled(Backported backport) {
        return switch (backport.status()) {
            case "merged", "picked", "squashed", "resolved", "present", "absent", "settled" -> true;
            default -> false;
        };
    }

    /** As it stands in JSON and in reports: lower case, words joined by hyphens. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
