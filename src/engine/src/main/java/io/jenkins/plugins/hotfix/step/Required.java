package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.util.Optional;

/** What a step needs of the steps before it. */
public final class Required {
    private Required() {}

    /** What production is, as triage found it. */
    public static Assessed triage(Incident incident) {
        return require(incident.production(), "no incident was declared", "hotfixTriage");
    }

    /** The hotfix branch. */
    public static Branched branch(Incident incident) {
        triage(incident);
        return require(incident.branch(), "there is no hotfix branch yet", "hotfixBranch");
    }

    /** The fix that was collected. */
    public static FixCollected fix(Incident incident) {
        branch(incident);
        return require(incident.fix(), "no fix was collected yet", "hotfixFix");
    }

    /** The release on the production branch. */
    public static Released release(Incident incident) {
        fix(incident);
        return require(incident.release(), "the fix is not on the production branch yet", "hotfixTag");
    }

    private static <T> T require(Optional<T> fact, String missing, String step) {
        return fact.orElseThrow(() -> new OutOfOrderException(
                "This step came too early: " + missing + ". Nothing was done; call " + step + " before it."));
    }
}
