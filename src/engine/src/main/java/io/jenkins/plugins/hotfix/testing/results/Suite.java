package io.jenkins.plugins.hotfix.testing.results;

import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** A test suite that is being read: what its attributes claim, and what was seen in it and in the suites in it. */
final class Suite {
    private final @Nullable Suite outer;
    private final String name;
    private final int tests;
    private final int failures;
    private final int skipped;
    private int seen;
    private int seenFailures;

    Suite(XMLStreamReader xml, @Nullable Suite outer) {
        this.outer = outer;
        String given = JUnitXml.attribute(xml, "name");
        name = given == null ? "" : given;
        tests = number(JUnitXml.attribute(xml, "tests"));
        failures = number(JUnitXml.attribute(xml, "failures")) + number(JUnitXml.attribute(xml, "errors"));
        skipped = number(JUnitXml.attribute(xml, "skipped")) + number(JUnitXml.attribute(xml, "disabled"));
    }

    @Nullable
    Suite outer() {
        return outer;
    }

    String name() {
        return name;
    }

    void saw(int moreTests, int moreFailures) {
        seen += moreTests;
        seenFailures += moreFailures;
        if (outer != null) {
            outer.saw(moreTests, moreFailures);
        }
    }

    /** Counts what it claims and does not show. */
    void end(Tally tally) {
        if (seen == 0 && tests > 0) {
            tally.unlisted(tests, Math.min(skipped, tests));
            saw(tests, 0);
        }
        int missing = failures - seenFailures;
        if (missing > 0) {
            tally.unlistedFailures(
                    missing,
                    new FailedTest(
                            name, "The report counts " + missing + " failed here and does not say which.", null));
            saw(0, missing);
        }
    }

    private static int number(@Nullable String value) {
        return value != null && value.strip().matches("[0-9]{1,9}") ? Integer.parseInt(value.strip()) : 0;
    }
}
