package io.jenkins.plugins.hotfix.testing.results;

import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** A test that is being read. */
final class TestCase {
    private static final Set<String> NOT_RUN = Set.of("notrun", "disabled", "skipped", "suppressed", "ignored");

    private final String type;
    private final String name;
    private final @Nullable String place;
    private final long millis;
    private boolean skipped;
    private @Nullable FailureDetails failure;
    private @Nullable FailureDetails firstTry;

    TestCase(XMLStreamReader xml, String suite) {
        String given = JUnitXml.attribute(xml, "name");
        String classname = JUnitXml.attribute(xml, "classname");
        type = classname != null ? classname : suite;
        name = given == null || given.equals(type) ? type : type.isEmpty() ? given : type + separator(given) + given;
        String file = JUnitXml.attribute(xml, "file");
        String line = JUnitXml.attribute(xml, "line");
        place = file == null ? null : line == null ? file : file + ":" + line;
        millis = millis(JUnitXml.attribute(xml, "time"));
        skipped = notRun(JUnitXml.attribute(xml, "status")) || notRun(JUnitXml.attribute(xml, "result"));
    }

    private String separator(String test) {
        return (type + test).matches(".*[\\s/].*") ? ": " : ".";
    }

    void skip() {
        skipped = true;
    }

    void has(FailureDetails trouble) {
        if (trouble.passedLater()) {
            firstTry = firstTry == null ? trouble : firstTry;
        } else {
            failure = failure == null ? trouble : failure;
        }
    }

    /** Counts it, and tells whether it failed. */
    boolean end(Tally tally) {
        if (failure != null) {
            tally.failed(millis, failed(failure));
        } else if (skipped) {
            tally.skipped();
        } else if (firstTry != null) {
            tally.flaky(name, millis, failed(firstTry));
        } else {
            tally.passed(name, millis);
        }
        return failure != null;
    }

    private FailedTest failed(FailureDetails trouble) {
        String said = trouble.place(type);
        boolean exact = place != null && place.contains(":");
        return new FailedTest(name, trouble.message(), said == null || exact ? place : said);
    }

    private static boolean notRun(@Nullable String value) {
        return value != null && NOT_RUN.contains(value.strip().toLowerCase(Locale.ROOT));
    }

    /** Seconds, as some tools write them with a comma for thousands or for the decimal point. */
    private static long millis(@Nullable String seconds) {
        if (seconds == null) {
            return 0;
        }
        String number = seconds.contains(".") ? seconds.replace(",", "") : seconds.replace(',', '.');
        try {
            double value = Double.parseDouble(number.strip());
            return value > 0 && value < Integer.MAX_VALUE ? Math.round(value * 1000) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
