package io.jenkins.plugins.hotfix.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Three POMs tell of one plugin: the root's, which hosting checks read; the plugin's own; and this module's. */
class PomsTest {
    private static final Path ROOT = Path.of("../..");
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    private final Document root = pom("pom.xml");
    private final Document plugin = pom("src/plugin/pom.xml");
    private final Document hpi = pom("src/hpi/pom.xml");

    @Test
    void thisModuleNeedsThePluginsThatThePluginsOwnPomNames() throws Exception {
        List<String> named = Arrays.stream(
                        text(hpi, "/project/properties/plugin.dependencies").split(","))
                .map(dependency -> dependency.split(":")[0])
                .toList();

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(texts(
                        plugin,
                        "/project/dependencies/dependency[not(scope)][artifactId!='hotfix-engine']/artifactId"));
    }

    @Test
    void thisModuleBundlesWhatThePluginsOwnPomAllows() throws Exception {
        List<String> bundled = texts(hpi, "//zipfileset[@fullpath]/@fullpath").stream()
                .map(path -> path.replaceAll(".*/|[.]jar", ""))
                .toList();

        assertThat(bundled)
                .containsExactlyInAnyOrder(
                        text(plugin, "/project/properties/hpi.bundledArtifacts").split(","));
    }

    @Test
    void theRootSaysOfThePluginWhatItsOwnPomSays() throws Exception {
        for (String said : List.of(
                "artifactId",
                "version",
                "url",
                "scm/connection",
                "scm/developerConnection",
                "scm/tag",
                "scm/url",
                "licenses/license/name",
                "properties/gitHubRepo",
                "properties/jenkins.baseline",
                "properties/jenkins.version",
                "properties/hpi.strictBundledArtifacts",
                "properties/ban-commons-lang-2.skip",
                "properties/ban-deprecated-stapler.skip",
                "properties/ban-junit4-imports.skip",
                "properties/banObsoleteDependencyOverrides.skip")) {
            assertThat(text(root, "/project/" + said))
                    .as(said)
                    .isNotEmpty()
                    .isEqualTo(text(plugin, "/project/" + said));
        }
    }

    @Test
    void theRootIsWhatHostingAcceptsOfAPlugin() throws Exception {
        assertThat(text(root, "/project/groupId")).isEqualTo("io.jenkins.plugins");
        assertThat(text(root, "/project/url")).isEqualTo("https://github.com/jenkinsci/hotfix-plugin");
        assertThat(texts(root, "/project/developers")).isEmpty();
        assertThat(texts(root, "/project/properties/*[starts-with(name(), 'maven.compiler') or name()='java.level']"))
                .isEmpty();
        assertThat(Files.readAllLines(ROOT.resolve(".gitignore"))).contains("target/", "work/");
        assertThat(Files.readAllLines(ROOT.resolve(".github/CODEOWNERS")))
                .containsExactly("* @jenkinsci/hotfix-plugin-developers");
        assertThat(Files.readString(ROOT.resolve("Jenkinsfile"))).contains("buildPlugin(", "jdk: 21", "jdk: 25");
        assertThat(Stream.of("renovate.json", "release-drafter.yml", "workflows/jenkins-security-scan.yml")
                        .map(ROOT.resolve(".github")::resolve))
                .allMatch(Files::exists);
    }

    @Test
    void noPageHasScriptsStylesOrHandlersInIt() throws Exception {
        try (Stream<Path> files = Files.walk(ROOT.resolve("src/plugin/src/main/resources"))) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".jelly")).toList()) {
                assertThat(texts(
                                parse(page),
                                "//*[local-name()='style' or local-name()='script'] | //@*[starts-with(name(), 'on')]"
                                        + " | //@style | //@checkUrl[not(../@checkDependsOn)]"))
                        .as(page.toString())
                        .isEmpty();
            }
        }
    }

    private static Document pom(String path) {
        return parse(ROOT.resolve(path));
    }

    private static Document parse(Path file) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (Exception e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static String text(Document pom, String path) throws Exception {
        return XPATH.evaluate(path, pom);
    }

    private static List<String> texts(Document pom, String path) throws Exception {
        NodeList nodes = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .map(Node::getTextContent)
                .toList();
    }
}
