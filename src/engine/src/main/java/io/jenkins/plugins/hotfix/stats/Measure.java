package io.jenkins.plugins.hotfix.stats;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A time that is measured of each incident, with its definition. */
public enum Measure {
    TRIAGE(
            "time to triage",
            "from the declaration to the gate that confirmed the hotfix, or to its being declined",
            figures -> Figures.between(figures.declared(), figures.triaged())),
    FIX(
            "time to fix",
            "from the declaration to the collection of the fix that was tested last",
            figures -> Figures.between(figures.declared(), figures.fixed())),
    DEPLOY(
            "time to deploy",
            "from the declaration to the end of the first deployment that succeeded",
            figures -> Figures.between(figures.declared(), figures.deployed())),
    BACKPORT(
            "time to backport",
            "from the first successful deployment to the moment when the last target branch had the fix",
            figures -> Figures.between(figures.deployed(), figures.backported())),
    LEAD(
            "change lead time",
            "DORA: from the commit to production. Here: from the oldest commit of the fix to the first successful deployment",
            figures -> Figures.between(figures.committed(), figures.deployed())),
    RECOVERY(
            "failed deployment recovery time",
            "DORA: from a failed deployment's impact to the recovery. Here: from the start of the impact (hotfixTriage.since,"
                    + " as a time) to the deployment that a verification confirmed; incidents without either do not count",
            figures -> Figures.between(figures.began(), figures.restored()));

    private final String title;
    private final String definition;
    private final Function<Figures, Optional<Duration>> of;

    Measure(String title, String definition, Function<Figures, Optional<Duration>> of) {
        this.title = title;
        this.definition = definition;
        this.of = of;
    }

    /** What it is called. */
    public String title() {
        return title;
    }

    /** From when to when it is measured. */
    public String definition() {
        return definition;
    }

    /** What it is of an incident; empty if the log does not tell. */
    public Optional<Duration> of(Figures figures) {
        return of.apply(figures);
    }
}
