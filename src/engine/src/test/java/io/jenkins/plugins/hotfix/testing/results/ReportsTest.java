package io.jenkins.plugins.hotfix.testing.results;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import io.jenkins.plugins.hotfix.incident.Fact.TimedTest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {
    @TempDir
    private Path directory;

    @Test
    void surefireTellsFlakyFromFailed() throws IOException {
        TestResults results = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="shop.TotalTest" time="1,003.5" tests="4" errors="0" skipped="1" failures="1">
                  <properties><property name="java.version" value="17"/></properties>
                  <testcase name="adds" classname="shop.TotalTest" time="1,002.25"/>
                  <testcase name="rounds" classname="shop.TotalTest" time="0.5">
                    <flakyFailure message="timed out" type="java.lang.AssertionError">
                      <stackTrace>java.lang.AssertionError: timed out
                	at shop.TotalTest.rounds(TotalTest.java:40)</stackTrace>
                    </flakyFailure>
                  </testcase>
                  <testcase name="taxes" classname="shop.TotalTest" time="0.25">
                    <failure message="expected: &lt;3&gt; but was: &lt;2&gt;" type="org.opentest4j.AssertionFailedError"><![CDATA[org.opentest4j.AssertionFailedError: expected: <3> but was: <2>
                	at org.junit.jupiter.api.AssertionUtils.fail(AssertionUtils.java:55)
                	at shop.TotalTest.taxes(TotalTest.java:21)
                ]]></failure>
                    <rerunFailure message="again" type="x">at shop.TotalTest.taxes(TotalTest.java:21)</rerunFailure>
                  </testcase>
                  <testcase name="later" classname="shop.TotalTest" time="0"><skipped message="not yet"/></testcase>
                </testsuite>
                """);

        assertThat(results.total()).isEqualTo(4);
        assertThat(results.skipped()).isEqualTo(1);
        assertThat(results.failed()).isEqualTo(1);
        assertThat(results.failures())
                .containsExactly(
                        new FailedTest("shop.TotalTest.taxes", "expected: <3> but was: <2>", "TotalTest.java:21"));
        assertThat(results.flaky())
                .containsExactly(new FailedTest("shop.TotalTest.rounds", "timed out", "TotalTest.java:40"));
        assertThat(results.slowest()).first().isEqualTo(new TimedTest("shop.TotalTest.adds", 1_002_250));
    }

    @Test
    void pytestNamesThePlace() throws IOException {
        TestResults results = read("""
                <?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="4" time="0.046" timestamp="2026-01-17T10:00:00" hostname="h"><testcase classname="tests.test_total" name="test_adds[1-2]" time="0.001" /><testcase classname="tests.test_total" name="test_taxes" time="0.002"><failure message="assert 2 == 3">def test_taxes():
                &gt;       assert total() == 3
                E       assert 2 == 3

                tests/test_total.py:7: AssertionError</failure></testcase><testcase classname="tests.test_total" name="test_later" time="0"><skipped type="pytest.skip" message="no">x</skipped></testcase><testcase classname="" name="tests.test_broken" time="0.000"><error message="collection failure">ImportError: x</error></testcase></testsuite></testsuites>
                """);

        assertThat(results.total()).isEqualTo(4);
        assertThat(results.failures())
                .containsExactly(
                        new FailedTest("tests.test_total.test_taxes", "assert 2 == 3", "tests/test_total.py:7"),
                        new FailedTest("pytest.tests.test_broken", "collection failure", null));
    }

    @Test
    void gotestsumReportsARerunAsASecondTest() throws IOException {
        TestResults results = read("""
                <testsuites tests="3" failures="2" errors="0" time="0.02">
                  <testsuite tests="2" failures="2" time="0.01" name="shop/total">
                    <testcase classname="shop/total" name="TestAdds" time="0.0"><failure message="Failed" type="">=== RUN TestAdds
                    total_test.go:12: want 3</failure></testcase>
                    <testcase classname="shop/total" name="TestTaxes" time="0.0"><failure message="Failed" type="">    total_test.go:20: want 4</failure></testcase>
                    <testcase classname="shop/total" name="TestAdds" time="0.0"></testcase>
                  </testsuite>
                </testsuites>
                """);

        assertThat(results.total()).isEqualTo(2);
        assertThat(results.failed()).isEqualTo(1);
        assertThat(results.failures().get(0).place()).isEqualTo("total_test.go:20");
        assertThat(results.failures().get(0).message()).isEqualTo("total_test.go:20: want 4");
        assertThat(results.flaky()).extracting(FailedTest::name).containsExactly("shop/total: TestAdds");
    }

    @Test
    void jestAndMochaNameTestsInSentences() throws IOException {
        TestResults results = read("""
                <testsuites name="jest tests" tests="2" failures="1" errors="0" time="0.5">
                  <testsuite name="total" errors="0" failures="1" skipped="0" timestamp="2026-01-17T10:00:00" time="0.3" tests="2">
                    <testcase classname="total adds" name="total adds" time="0.003"/>
                    <testcase classname="total" name="total taxes" time="0.003">
                      <failure>Error: expect(received).toBe(expected)
                    at Object.toBe (/src/node_modules/expect/build/index.js:174:22)
                    at Object.&lt;anonymous&gt; (/src/total.test.js:5:19)</failure>
                    </testcase>
                  </testsuite>
                </testsuites>
                """, """
                <testsuites name="Mocha Tests" time="0.001" tests="2" failures="0" skipped="1">
                  <testsuite name="Root Suite" timestamp="2026-01-17T10:00:00" tests="0" time="0.0" failures="0"/>
                  <testsuite name="total" tests="2" time="0.0" failures="0" skipped="1">
                    <testcase name="total adds" time="0.0" classname="adds"/>
                    <testcase name="total later" time="0.0" classname="later"><skipped/></testcase>
                  </testsuite>
                </testsuites>
                """);

        assertThat(results.reports()).isEqualTo(2);
        assertThat(results.total()).isEqualTo(4);
        assertThat(results.skipped()).isEqualTo(1);
        assertThat(results.failures())
                .containsExactly(new FailedTest(
                        "total: total taxes",
                        "Error: expect(received).toBe(expected)\n"
                                + "    at Object.toBe (/src/node_modules/expect/build/index.js:174:22)\n"
                                + "    at Object.<anonymous> (/src/total.test.js:5:19)",
                        "/src/total.test.js:5"));
    }

    @Test
    void phpUnitNestsItsSuites() throws IOException {
        TestResults results = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites>
                  <testsuite name="" tests="3" assertions="3" errors="0" warnings="0" failures="1" skipped="0" time="0.01">
                    <testsuite name="unit" tests="3" assertions="3" errors="0" failures="1" skipped="0" time="0.01">
                      <testsuite name="TotalTest" file="/src/tests/TotalTest.php" tests="3" failures="1" errors="0">
                        <testsuite name="TotalTest::testRound" tests="2" failures="0" errors="0">
                          <testcase name="testRound with data set #0" class="TotalTest" classname="TotalTest" file="/src/tests/TotalTest.php" line="12" assertions="1" time="0.001"/>
                          <testcase name="testRound with data set #1" class="TotalTest" classname="TotalTest" file="/src/tests/TotalTest.php" line="12" assertions="1" time="0.001"/>
                        </testsuite>
                        <testcase name="testTax" class="TotalTest" classname="TotalTest" file="/src/tests/TotalTest.php" line="20" assertions="1" time="0.001">
                          <failure type="PHPUnit\\Framework\\ExpectationFailedException">TotalTest::testTax
                Failed asserting that 2 is identical to 3.

                /src/tests/TotalTest.php:22</failure>
                        </testcase>
                      </testsuite>
                    </testsuite>
                  </testsuite>
                </testsuites>
                """);

        assertThat(results.total()).isEqualTo(3);
        assertThat(results.failed()).isEqualTo(1);
        assertThat(results.failures().get(0).place()).isEqualTo("/src/tests/TotalTest.php:20");
    }

    @Test
    void dotNetNamesFileAndLine() throws IOException {
        TestResults results = read("""
                <testsuites><testsuite name="Shop.Tests.dll" tests="1" skipped="0" failures="1" errors="0" time="0.1">
                <testcase classname="Shop.Tests.TotalTests" name="Taxes" time="0.004"><failure type="failure" message="Assert.Equal() Failure">   at Shop.Tests.TotalTests.Taxes() in /src/Shop.Tests/TotalTests.cs:line 14</failure></testcase>
                </testsuite></testsuites>
                """);

        assertThat(results.failures())
                .containsExactly(new FailedTest(
                        "Shop.Tests.TotalTests.Taxes", "Assert.Equal() Failure", "/src/Shop.Tests/TotalTests.cs:14"));
    }

    @Test
    void attributesMayBeMissing() throws IOException {
        TestResults results = read("<testsuite><testcase/><testcase name='a'><failure/></testcase></testsuite>");

        assertThat(results.total()).isEqualTo(2);
        assertThat(results.failures()).extracting(FailedTest::name).containsExactly("a");
    }

    @Test
    void aFailureThatIsOnlyCountedIsAFailure() throws IOException {
        TestResults results = read("<testsuites tests='9' failures='2'><testsuite name='a' tests='5' failures='1'/>"
                + "<testsuite name='b' tests='4' failures='1' skipped='1'/></testsuites>");

        assertThat(results.total()).isEqualTo(9);
        assertThat(results.failed()).isEqualTo(2);
        assertThat(results.skipped()).isEqualTo(1);
    }

    @Test
    void aTestThatPassesFirstAndFailsLaterFailed() throws IOException {
        TestResults results = read("<testsuite><testcase name='a'/><testcase name='a'><error/></testcase></testsuite>");

        assertThat(results.failed()).isEqualTo(1);
        assertThat(results.flaky()).isEmpty();
    }

    @Test
    void severalDocumentsInOneFileAreRead() throws IOException {
        String one = "<?xml version='1.0' encoding='UTF-8'?>\n<testsuite><testcase name='a'/></testsuite>\n";

        assertThat(read(one + one.replace("'a'", "'b'")).total()).isEqualTo(2);
    }

    @Test
    void wrongEncodingsAndForbiddenCharactersAreBornWith() throws IOException {
        String text = "<?xml version='1.0' encoding='%s'?><testsuite><testcase name='zähle'>"
                + "<failure message='\u001b[31mfünf\u001b[0m'/></testcase></testsuite>";

        assertThat(read(text.formatted("UTF-8"), ISO_8859_1).failed()).isEqualTo(1);
        assertThat(read(text.formatted("utf-16"), UTF_8).failures().get(0).name())
                .isEqualTo("zähle");
        assertThat(read(text.formatted("utf-16"), UTF_16).failures().get(0).message())
                .isEqualTo("fünf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "<testsuite><testcase name='a'/>",
                "<testsuite><testcase name='a'/></testsuite><testsuite><testca",
                "<testsuite><testcase name='a'><failure><![CDATA[half",
                "Cannot start the JVM."
            })
    void aReportThatIsCutOffIsNoResult(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BrokenReportException.class)
                .hasMessageContaining("TEST-0.xml is cut off or damaged");
    }

    @Test
    void anEmptyFileIsAReportOfNoTests() throws IOException {
        TestResults results = read("");

        assertThat(results.reports()).isEqualTo(1);
        assertThat(results.total()).isZero();
    }

    @Test
    void anotherKindOfXmlIsNoReport() {
        assertThatThrownBy(() -> read("<TestRun><Results/></TestRun>"))
                .isInstanceOf(BrokenReportException.class)
                .hasMessageContaining("is no JUnit report");
    }

    @Test
    void entitiesAreNeverExpanded() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        String bomb = "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'>"
                + "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
                + "<testsuite name='&c;'>&c;</testsuite>";
        String file = "<!DOCTYPE l [<!ENTITY x SYSTEM '" + secret.toUri()
                + "'>]><testsuite><testcase><failure>&x;</failure></testcase></testsuite>";
        String undeclared = "<testsuite><testcase><failure>&x;</failure></testcase></testsuite>";

        assertThatThrownBy(() -> read(bomb)).isInstanceOf(BrokenReportException.class);
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(BrokenReportException.class)
                .hasMessageContaining("document type declaration");
        assertThatThrownBy(() -> read(undeclared)).isInstanceOf(BrokenReportException.class);
        assertThatThrownBy(() -> read("<testsuite>".repeat(100_000))).isInstanceOf(BrokenReportException.class);
    }

    @Test
    void twoHundredMegabytesAreReadInLittleMemory() throws Exception {
        Path report = directory.resolve("TEST-huge.xml");
        byte[] output = "a line of what the test printed, again and again\n"
                .repeat(2_000)
                .getBytes(UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(report))) {
            out.write("<testsuites><testsuite name='huge'>".getBytes(UTF_8));
            for (int i = 0; i < 500_000; i++) {
                out.write(("<testcase classname='shop.HugeTest' name='case" + i + "' time='0.001'>"
                                + (i % 1_000 == 0 ? "<failure message='m'>at HugeTest.java:1</failure>" : "")
                                + "</testcase>\n")
                        .getBytes(UTF_8));
            }
            out.write("<system-out><![CDATA[".getBytes(UTF_8));
            for (long size = 0; size < 180_000_000; size += output.length) {
                out.write(output);
            }
            out.write("]]></system-out></testsuite></testsuites>".getBytes(UTF_8));
        }
        assertThat(Files.size(report)).isGreaterThan(200_000_000);

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadReports.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo("500000 500");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void onlyWhatThisRunWroteCounts() throws IOException {
        Files.writeString(directory.resolve("TEST-old.xml"), "<testsuite><testcase/></testsuite>");
        Reports reports = new Reports(directory, Reports.USUAL);
        reports.disregard();
        assertThat(reports.read().reports()).isZero();

        Files.createDirectories(directory.resolve("module/target"));
        Files.writeString(directory.resolve("module/target/TEST-new.xml"), "<testsuite><testcase/></testsuite>");
        assertThat(reports.read().total()).isEqualTo(1);
    }

    @Test
    void globsStayInside() throws IOException {
        Path inside = Files.createDirectory(directory.resolve("inside"));
        Files.writeString(directory.resolve("out.xml"), "<testsuite><testcase/></testsuite>");
        Files.createSymbolicLink(inside.resolve("link.xml"), directory.resolve("out.xml"));
        Files.createSymbolicLink(inside.resolve("dir"), directory);

        assertThat(new Reports(inside, List.of("**/*.xml")).read().reports()).isZero();
        assertThatThrownBy(() -> new Reports(inside, List.of("../*.xml"))).hasMessageContaining("leads out");
        assertThatThrownBy(() -> new Reports(inside, List.of("/etc/*.xml"))).hasMessageContaining("leads out");
        assertThatThrownBy(() -> new Reports(inside, List.of("{a,../b}/*.xml"))).hasMessageContaining("leads out");
    }

    private TestResults read(String... texts) throws IOException {
        for (int i = 0; i < texts.length; i++) {
            Files.writeString(directory.resolve("TEST-" + i + ".xml"), texts[i]);
        }
        return new Reports(directory, Reports.USUAL).read();
    }

    private TestResults read(String text, Charset charset) throws IOException {
        Files.writeString(directory.resolve("TEST-0.xml"), text, charset);
        return new Reports(directory, Reports.USUAL).read();
    }
}
