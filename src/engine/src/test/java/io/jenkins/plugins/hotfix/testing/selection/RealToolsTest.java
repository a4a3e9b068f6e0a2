package io.jenkins.plugins.hotfix.testing.selection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import io.jenkins.plugins.hotfix.incident.Fact.TimedTest;
import io.jenkins.plugins.hotfix.testing.results.Reports;
import io.jenkins.plugins.hotfix.testing.results.TestOutput;
import io.jenkins.plugins.hotfix.testing.results.TestResults;
import io.jenkins.plugins.hotfix.testing.results.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small projects, planned for and then run with the tools themselves. What must not run fails if it does. */
class RealToolsTest {
    @TempDir
    private Path directory;

    @Test
    void pytestRunsTheTestsOfTheFixAndTheCriticalOnes() throws Exception {
        assume("python3", "-m", "pytest", "--version");
        Project shop = new Project()
                .with("pytest.ini", "[pytest]", "pythonpath = src", "markers =", "    critical: must work")
                .with("src/shop/__init__.py", "")
                .with("src/shop/total.py", "def total(): return 3")
                .with("tests/test_total.py", "from shop.total import total", "def test_total(): assert total() == 3")
                .with("tests/test_login.py", "import pytest", "@pytest.mark.critical", "def test_login(): pass")
                .with("tests/test_blog.py", "def test_blog(): assert False, 'must not run'");

        TestPlan plan = shop.plan("src/shop/total.py");
        Run run = run(shop, plan.command());

        assertThat(run.verdict().status()).as(run.output()).isEqualTo("passed");
        assertThat(run.results().total()).isEqualTo(2);
        assertThat(run.results().slowest())
                .extracting(TimedTest::name)
                .containsExactlyInAnyOrder("tests.test_total.test_total", "tests.test_login.test_login");
    }

    @Test
    void pytestTellsWhatFailedAndWhere() throws Exception {
        assume("python3", "-m", "pytest", "--version");
        Project shop = new Project()
                .with("pytest.ini", "[pytest]")
                .with("total.py", "def total():", "    return 2")
                .with("test_total.py", "from total import total", "", "def test_sum():", "    assert total() == 3");

        Run run = run(shop, shop.plan("total.py").command());

        assertThat(run.verdict().status()).isEqualTo("failed");
        assertThat(run.results().failures()).hasSize(1).first().satisfies(failed -> {
            assertThat(failed.name()).isEqualTo("test_total.test_sum");
            assertThat(failed.message()).contains("assert 2 == 3");
            assertThat(failed.place()).isEqualTo("test_total.py:4");
        });
    }

    @Test
    void pytestWithoutTestsIsNoPass() throws Exception {
        assume("python3", "-m", "pytest", "--version");
        Project shop = new Project().with("pytest.ini", "[pytest]").with("test_total.py", "x = 1");

        Run run = run(shop, shop.plan("test_total.py").command());

        assertThat(run.verdict().status()).as(run.output()).isEqualTo("none");
    }

    @Test
    void goTestsThePackageAndWhatImportsIt() throws Exception {
        assume("go", "version");
        Project shop = new Project()
                .with("go.mod", "module example.com/shop", "go 1.19")
                .with("money/money.go", "package money", "func Round(x int) int { return x }")
                .with("cart/cart.go", "package cart", "import \"example.com/shop/money\"", "var One = money.Round(1)")
                .with("cart/cart_test.go", "package cart", "import \"testing\"", "func TestOne(t *testing.T) {}")
                .with("blog/blog.go", "package blog")
                .with(
                        "blog/blog_test.go",
                        "package blog",
                        "import \"testing\"",
                        "func TestBlog(t *testing.T) { t.Fatal(\"must not run\") }");

        Run passed = run(shop, shop.plan("money/money.go").command());
        assertThat(passed.verdict().status()).as(passed.output()).isEqualTo("passed");

        Run failed = run(shop, shop.plan("blog/blog.go").command());
        assertThat(failed.verdict().status()).isEqualTo("failed");

        Run none = run(shop, "go test ./money");
        assertThat(none.verdict().status()).as(none.output()).isEqualTo("none");
    }

    @Test
    void cargoTestsThePackageAndWhatDependsOnIt() throws Exception {
        assume("cargo", "--version");
        Project shop = new Project()
                .with("Cargo.toml", "[workspace]", "members = [\"money\", \"cart\", \"blog\"]", "resolver = \"2\"")
                .with("money/Cargo.toml", crate("money"))
                .with("money/src/lib.rs", "pub fn one() -> i32 { 1 }")
                .with("cart/Cargo.toml", crate("cart"), "[dependencies]", "money = { path = \"../money\" }")
                .with("cart/src/lib.rs", "#[test] fn adds() { assert_eq!(money::one(), 1); }")
                .with("blog/Cargo.toml", crate("blog"))
                .with("blog/src/lib.rs", "#[test] fn fails() { panic!(\"must not run\"); }");

        Run run = run(shop, shop.plan("money/src/lib.rs").command());

        assertThat(run.verdict().status()).as(run.output()).isEqualTo("passed");
        assertThat(run.output()).contains("test adds ... ok").doesNotContain("must not run");
    }

    @Test
    void vitestRunsRelatedTests() throws Exception {
        assume("npm", "--version");
        Project web = new Project()
                .with(
                        "package.json",
                        "{\"private\": true, \"type\": \"module\", \"devDependencies\": {\"vitest\": \"2.1.9\"}}")
                .with("src/total.js", "export const total = () => 3")
                .with(
                        "src/total.test.js",
                        "import { expect, test } from 'vitest'",
                        "import { total } from './total.js'",
                        "test('adds', () => expect(total()).toBe(3))")
                .with("src/blog.js", "export const blog = 1")
                .with(
                        "src/blog.test.js",
                        "import { expect, test } from 'vitest'",
                        "import { blog } from './blog.js'",
                        "test('blogs', () => expect(blog).toBe(2))")
                .with("src/lonely.js", "export const lonely = 1");

        Run passed = run(web, web.plan("src/total.js").command());
        assumeTrue(Files.exists(directory.resolve("node_modules")), "npm could not install Vitest");
        assertThat(passed.verdict().status()).as(passed.output()).isEqualTo("passed");
        assertThat(passed.results().total()).isEqualTo(1);

        Run failed = run(web, related("src/blog.js"));
        assertThat(failed.verdict().status()).isEqualTo("failed");
        assertThat(failed.results().failures()).extracting(FailedTest::place).containsExactly("src/blog.test.js:3");

        Run none = run(web, related("src/lonely.js"));
        assertThat(none.verdict().status()).as(none.output()).isEqualTo("none");
    }

    @Test
    void npmTestsTheWorkspacesThatDependOnTheChangedOne() throws Exception {
        assume("npm", "--version");
        Project shop = new Project()
                .with("package.json", "{\"private\": true, \"workspaces\": [\"packages/*\"]}")
                .with(
                        "package-lock.json",
                        "{\"name\": \"shop\", \"lockfileVersion\": 3, \"packages\": {\"\": {\"workspaces\": [\"packages/*\"]},"
                                + " \"packages/money\": {\"name\": \"money\"}, \"packages/cart\": {\"name\": \"cart\","
                                + " \"dependencies\": {\"money\": \"*\"}}, \"packages/blog\": {\"name\": \"blog\"},"
                                + " \"node_modules/money\": {\"resolved\": \"packages/money\", \"link\": true},"
                                + " \"node_modules/cart\": {\"resolved\": \"packages/cart\", \"link\": true},"
                                + " \"node_modules/blog\": {\"resolved\": \"packages/blog\", \"link\": true}}}")
                .with("packages/money/package.json", "{\"name\": \"money\"}")
                .with("packages/money/index.js", "exports.one = 1")
                .with(
                        "packages/cart/package.json",
                        "{\"name\": \"cart\", \"dependencies\": {\"money\": \"*\"}, \"scripts\": {\"test\": \"node --test\"}}")
                .with(
                        "packages/cart/cart.test.js",
                        "require('node:test')('adds', () => require('node:assert').equal(require('money').one, 1))")
                .with("packages/blog/package.json", "{\"name\": \"blog\", \"scripts\": {\"test\": \"exit 1\"}}");

        Run run = run(shop, shop.plan("packages/money/index.js").command());

        assertThat(run.verdict().status()).as(run.output()).isEqualTo("passed");
    }

    @Test
    void mavenRunsTheTestClassesThatNameTheChangedClass() throws Exception {
        assume("mvn", "--version");
        String parent = "<parent><groupId>shop</groupId><artifactId>shop</artifactId><version>1</version></parent>";
        String dependency =
                "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>";
        Project shop = new Project()
                .with(
                        "pom.xml",
                        "<project><modelVersion>4.0.0</modelVersion><groupId>shop</groupId><artifactId>shop</artifactId>",
                        "<version>1</version><packaging>pom</packaging>",
                        "<modules><module>core</module><module>web</module><module>blog</module></modules>",
                        "<properties><maven.compiler.release>17</maven.compiler.release>",
                        "<project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>",
                        "<surefire.rerunFailingTestsCount>1</surefire.rerunFailingTestsCount></properties>",
                        "<dependencies>"
                                + dependency.formatted(
                                        "org.junit.jupiter", "junit-jupiter", System.getProperty("junit.version"))
                                + "</dependencies>",
                        "<build><pluginManagement><plugins>",
                        plugin("maven-resources-plugin", "resources-plugin.version"),
                        plugin("maven-compiler-plugin", "compiler-plugin.version"),
                        plugin("maven-surefire-plugin", "surefire-plugin.version"),
                        "</plugins></pluginManagement></build></project>")
                .with(
                        "core/pom.xml",
                        "<project><modelVersion>4.0.0</modelVersion>" + parent
                                + "<artifactId>core</artifactId></project>")
                .with(
                        "core/src/main/java/shop/Total.java",
                        "package shop; public class Total { public int of() { return 3; } }")
                .with(
                        "core/src/test/java/shop/TotalTest.java",
                        "package shop; import org.junit.jupiter.api.*; class TotalTest {",
                        "static int tries;",
                        "@Test void flaky() { Assertions.assertEquals(3, new Total().of() - (tries++ == 0 ? 1 : 0)); }",
                        "}")
                .with(
                        "core/src/test/java/shop/OtherTest.java",
                        "package shop; import org.junit.jupiter.api.*; class OtherTest { @Test void no() { Assertions.fail(\"must not run\"); } }")
                .with(
                        "web/pom.xml",
                        "<project><modelVersion>4.0.0</modelVersion>" + parent + "<artifactId>web</artifactId>",
                        "<dependencies>" + dependency.formatted("shop", "core", "1") + "</dependencies></project>")
                .with(
                        "web/src/test/java/shop/web/PageTest.java",
                        "package shop.web; import org.junit.jupiter.api.*; class PageTest { @Test void shows() { new shop.Total(); } }")
                .with(
                        "blog/pom.xml",
                        "<project><modelVersion>4.0.0</modelVersion>" + parent
                                + "<artifactId>blog</artifactId></project>");

        Run run = run(shop, shop.plan("core/src/main/java/shop/Total.java").command());

        assertThat(run.verdict().status()).as(run.output()).isEqualTo("passed");
        assertThat(run.results().total()).isEqualTo(2);
        assertThat(run.results().flaky()).singleElement().satisfies(flaky -> {
            assertThat(flaky.name()).isEqualTo("shop.TotalTest.flaky");
            assertThat(flaky.place()).isEqualTo("TotalTest.java:3");
        });
        assertThat(run.verdict().message()).contains("only when run again: shop.TotalTest.flaky");
    }

    private static String crate(String name) {
        return "[package]\nname = \"" + name + "\"\nversion = \"0.1.0\"\nedition = \"2021\"";
    }

    private static String plugin(String artifact, String version) {
        return "<plugin><artifactId>" + artifact + "</artifactId><version>" + System.getProperty(version)
                + "</version></plugin>";
    }

    private static String related(String file) {
        return "npx --no-install vitest related --run " + file
                + " --reporter=default --reporter=junit --outputFile.junit=hotfix-tests-vitest.xml";
    }

    /** Skips the test where the tool is not installed, and says so. */
    private static void assume(String... version) throws InterruptedException {
        boolean there;
        try {
            Process process = new ProcessBuilder(version)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            there = process.waitFor() == 0;
        } catch (IOException absent) {
            there = false;
        }
        assumeTrue(there, String.join(" ", version) + " does not work here");
    }

    private record Run(Verdict verdict, TestResults results, String output) {}

    private Run run(Project project, String command) throws IOException, InterruptedException {
        project.write(directory);
        Reports reports = new Reports(directory, Reports.USUAL);
        reports.disregard();
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        int exit = process.waitFor();
        TestResults results = reports.read();
        Verdict verdict =
                Verdict.of(exit == 0, "failed with exit status " + exit + ".", results, TestOutput.in(lines), true);
        return new Run(verdict, results, String.join("\n", lines));
    }
}
