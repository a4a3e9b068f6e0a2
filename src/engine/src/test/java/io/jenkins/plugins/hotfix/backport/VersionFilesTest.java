package io.jenkins.plugins.hotfix.backport;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionFilesTest {
    private static final String POM = """
            <?xml version="1.0"?>
            <!-- <version>0</version> ü -->
            <project>
              <parent>
                <groupId>g</groupId>
                <artifactId>%s</artifactId>
                <version>%s</version>
              </parent>
              <artifactId>%s</artifactId>
              <version> %s </version>
              <name>One</name>
              <dependencies>
                <dependency><artifactId>d</artifactId><version>1.0</version></dependency>
              </dependencies>
            </project>
            """;

    @TempDir
    Path temporary;

    TestRepository source;

    @BeforeEach
    void aRepository() {
        source = TestRepository.bare(temporary.resolve("source.git"));
    }

    /** Merges main, which brings the second content, into develop, which has the third. */
    private String merged(String path, String base, String fix, String develop, VersionFiles files) throws Exception {
        source.commit("main", "Base", Map.of(path, base));
        source.branch("develop", "main");
        source.commit("develop", "Next version", Map.of(path, develop));
        source.commit("main", "Fix and version", Map.of(path, fix));
        try (GitRepository repository =
                GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), source.directory(), null)) {
            String ours = source.id("develop");
            Commit theirs = repository.commit(source.id("main")).orElseThrow();
            VersionFiles.Sides sides =
                    files.withVersionsOf(repository, ours, theirs.parents().get(0), theirs.id());
            MergeResult result = repository.threeWay(sides.base(), ours, sides.theirs(), "fix");
            assertThat(result.conflicts()).isEmpty();
            return new String(repository.file(result.tree(), path).orElseThrow(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aPomKeepsTheTargetsVersion() throws Exception {
        String parent = POM.formatted("other", "3.0", "app", "%s");
        assertThat(merged(
                        "pom.xml",
                        parent.formatted("1.0"),
                        parent.formatted("1.0.1").replace("One", "Two"),
                        parent.formatted("2.0-SNAPSHOT"),
                        new VersionFiles(Map.of())))
                .isEqualTo(parent.formatted("2.0-SNAPSHOT").replace("One", "Two"));
    }

    @Test
    void aLargePomKeepsTheTargetsVersion() throws Exception {
        String large = "<project>\n<!-- " + "ü\n".repeat(50_000)
                + "-->\n<artifactId>a</artifactId>\n<version>%s</version>\n<x>%s</x></project>\n";
        assertThat(merged(
                        "pom.xml",
                        large.formatted("1.0", "1"),
                        large.formatted("1.0.1", "2"),
                        large.formatted("2.0", "1"),
                        new VersionFiles(Map.of())))
                .isEqualTo(large.formatted("2.0", "2"));
    }

    @Test
    void anotherProjectsVersionIsPartOfTheFix() throws Exception {
        assertThat(merged(
                        "pom.xml",
                        POM.formatted("framework", "3.0", "app", "1.0"),
                        POM.formatted("framework", "3.0.1", "app", "1.0")
                                .replace("<version>1.0</version>", "<version>1.1</version>"),
                        POM.formatted("framework", "3.0", "app", "1.0").replace("One", "Two"),
                        new VersionFiles(Map.of())))
                .isEqualTo(POM.formatted("framework", "3.0.1", "app", "1.0")
                        .replace("<version>1.0</version>", "<version>1.1</version>")
                        .replace("One", "Two"));
    }

    @Test
    void aModuleKeepsTheTargetsVersionOfItsParent() throws Exception {
        String module = "<project><parent><artifactId>app</artifactId><version>%s</version></parent>"
                + "<artifactId>module</artifactId></project>\n";
        source.commit(
                "main",
                "Base",
                Map.of("pom.xml", POM.formatted("x", "9", "app", "1.0"), "m/pom.xml", module.formatted("1.0")));
        source.branch("develop", "main");
        source.commit(
                "develop",
                "Next",
                Map.of("pom.xml", POM.formatted("x", "9", "app", "2.0"), "m/pom.xml", module.formatted("2.0")));
        source.commit(
                "main",
                "Fix",
                Map.of(
                        "pom.xml",
                        POM.formatted("x", "9", "app", "1.1"),
                        "m/pom.xml",
                        module.formatted("1.1"),
                        "fix",
                        "1"));
        try (GitRepository repository =
                GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), source.directory(), null)) {
            String theirs = source.id("main");
            String ours = source.id("develop");
            VersionFiles.Sides sides =
                    new VersionFiles(Map.of()).withVersionsOf(repository, ours, source.id("main~1"), theirs);
            MergeResult result = repository.threeWay(sides.base(), ours, sides.theirs(), "fix");
            assertThat(result.status()).isEqualTo(MergeResult.Status.CLEAN);
            assertThat(repository.file(result.tree(), "m/pom.xml"))
                    .contains(module.formatted("2.0").getBytes(StandardCharsets.UTF_8));
            assertThat(repository.file(result.tree(), "fix")).isPresent();
        }
    }

    @Test
    void aPackageKeepsTheTargetsVersion() throws Exception {
        String json =
                "{ \"dependencies\": {\"x\": {\"version\": \"1.0\"}},\n  \"name\": \"%s\",\n  \"version\": \"%s\" }\n";
        assertThat(merged(
                        "web/package.json",
                        json.formatted("one", "1.0"),
                        json.formatted("two", "1.0.1"),
                        json.formatted("one", "2.0"),
                        new VersionFiles(Map.of())))
                .isEqualTo(json.formatted("two", "2.0"));
    }

    @Test
    void aLockFileKeepsTheTargetsVersion() throws Exception {
        String json =
                "{\n\"version\": \"%1$s\",\n\"lockfileVersion\": 3,\n\"packages\": {\n\"\": {\n\"version\": \"%1$s\"\n},\n"
                        + "\"node_modules/x\": {\n\"a\": 1,\n\"b\": 1,\n\"version\": \"%2$s\"\n}\n}\n}\n";
        assertThat(merged(
                        "package-lock.json",
                        json.formatted("1.0", "5"),
                        json.formatted("1.1", "6"),
                        json.formatted("2.0", "5"),
                        new VersionFiles(Map.of())))
                .isEqualTo(json.formatted("2.0", "6"));
    }

    @Test
    void gradlePropertiesKeepTheTargetsVersion() throws Exception {
        String properties = "group = g\nversion = %s\nx=1\ny=1\norg.gradle.caching=%s\n";
        assertThat(merged(
                        "gradle.properties",
                        properties.formatted("1.0", "false"),
                        properties.formatted("1.0.1", "true"),
                        properties.formatted("2.0", "false"),
                        new VersionFiles(Map.of())))
                .isEqualTo(properties.formatted("2.0", "true"));
    }

    @Test
    void anyFileCanBeConfigured() throws Exception {
        String text = "v%s\n\n\nrest %s\n";
        assertThat(merged(
                        "VERSION",
                        text.formatted("1", "a"),
                        text.formatted("2", "b"),
                        text.formatted("3", "a"),
                        new VersionFiles(Map.of("VERSION", Pattern.compile("^v(.*)")))))
                .isEqualTo(text.formatted("3", "b"));
    }

    @Test
    void aBrokenFileIsMergedAsEver() throws Exception {
        assertThat(merged(
                        "pom.xml",
                        "<project>\n1\n\n\n2\n",
                        "<project>\n1\n\n\nfixed\n",
                        "<project>\nnext\n\n\n2\n",
                        new VersionFiles(Map.of())))
                .isEqualTo("<project>\nnext\n\n\nfixed\n");
    }
}
