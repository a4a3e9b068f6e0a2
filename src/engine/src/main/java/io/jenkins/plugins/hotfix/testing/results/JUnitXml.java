package io.jenkins.plugins.hotfix.testing.results;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JUnit XML report as a stream. There is no standard; this follows what surefire, Gradle, pytest, jest-junit,
 * mocha-junit-reporter, gotestsum, the .NET logger and PHPUnit write. Document types and entities are refused.
 */
final class JUnitXml {
    private static final XMLInputFactory FACTORY = factory();
    private static final int LONGEST_ATTRIBUTE = 4_000_000;
    private static final int DEEPEST = 200;

    private static final Set<String> ELEMENTS = Set.of("testsuites", "testsuite", "testcase");

    private final XMLStreamReader xml;
    private final Tally tally = new Tally();
    private @Nullable Suite suite;
    private @Nullable TestCase test;
    private @Nullable FailureDetails trouble;

    private JUnitXml(XMLStreamReader xml) {
        this.xml = xml;
    }

    private static XMLInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, LONGEST_ATTRIBUTE);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
        return factory;
    }

    /**
     * Reads a report. An empty file is a report of no tests: Vitest leaves one where it finds none.
     *
     * @throws BrokenReportException if it is none, or is cut off
     */
    static Tally read(Path file) throws IOException {
        if (Files.size(file) == 0) {
            Tally nothing = new Tally();
            nothing.report();
            return nothing;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new JUnitXml(FACTORY.createXMLStreamReader(in))
                    .all(file)
                    .orElseThrow(() -> new BrokenReportException("The file " + file.getFileName()
                            + " is no JUnit report. Set criticalTests.reports to the reports of this repository."));
        } catch (XMLStreamException malformed) {
            return tidied(file, malformed);
        }
    }

    private static Tally tidied(Path file, XMLStreamException malformed) throws IOException {
        BrokenReportException broken = new BrokenReportException("The test report " + file.getFileName()
                + " is cut off or damaged: "
                + malformed.getMessage().lines().findFirst().orElse("no XML") + ".");
        try (InputStream in = Files.newInputStream(file);
                TidiedXml tidied = new TidiedXml(in)) {
            return new JUnitXml(FACTORY.createXMLStreamReader(tidied)).all(file).orElseThrow(() -> broken);
        } catch (XMLStreamException e) {
            throw broken;
        }
    }

    private Optional<Tally> all(Path file) throws XMLStreamException, BrokenReportException {
        boolean known = false;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> known |= start(xml.getLocalName());
                case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (trouble != null) {
                        trouble.said(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                    }
                }
                case XMLStreamConstants.DTD ->
                    throw new BrokenReportException("The test report " + file.getFileName()
                            + " has a document type declaration. No tool writes one, so it was not read.");
                default -> {}
            }
        }
        tally.report();
        return known ? Optional.of(tally) : Optional.empty();
    }

    private boolean start(String element) {
        switch (element) {
            case "testsuites", "testsuite" -> suite = new Suite(xml, suite);
            case "testcase" -> test = new TestCase(xml, suite == null ? "" : suite.name());
            case "failure", "error" -> trouble = new FailureDetails(false, attribute(xml, "message"));
            case "flakyFailure", "flakyError" -> trouble = new FailureDetails(true, attribute(xml, "message"));
            case "skipped", "ignored" -> {
                if (test != null) {
                    test.skip();
                }
            }
            default -> {}
        }
        return ELEMENTS.contains(element);
    }

    private void end(String element) {
        switch (element) {
            case "testsuites", "testsuite" -> {
                if (suite != null) {
                    suite.end(tally);
                    suite = suite.outer();
                }
            }
            case "testcase" -> {
                if (test != null) {
                    saw(test.end(tally));
                    test = null;
                }
            }
            case "failure", "error", "flakyFailure", "flakyError" -> troubled();
            default -> {}
        }
    }

    private void troubled() {
        FailureDetails ended = trouble;
        trouble = null;
        if (ended == null) {
            return;
        }
        if (test != null) {
            test.has(ended);
        } else {
            String name = suite == null ? "" : suite.name();
            tally.failed(0, new FailedTest(name, ended.message(), ended.place(name)));
            saw(true);
        }
    }

    private void saw(boolean failed) {
        if (suite != null) {
            suite.saw(1, failed ? 1 : 0);
        }
    }

    static @Nullable String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null || value.isBlank() ? null : value;
    }
}
