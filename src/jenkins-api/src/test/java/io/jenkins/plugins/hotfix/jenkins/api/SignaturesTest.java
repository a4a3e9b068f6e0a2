package io.jenkins.plugins.hotfix.jenkins.api;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import java.io.IOException;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What stands here stands in the real Jenkins, too. */
class SignaturesTest {
    private static final String REAL = "HOTFIX_JENKINS_SIGNATURES";

    @Test
    @EnabledIfEnvironmentVariable(named = REAL, matches = ".+", disabledReason = "names no file of the real signatures")
    void everyTypeAndMemberIsTheRealOnes() throws Exception {
        Signatures real = Signatures.in(Path.of(System.getenv(REAL)));
        List<Class<?>> stubs = stubs();

        assertThat(stubs).hasSizeGreaterThan(100);
        assertThat(stubs.stream().flatMap(stub -> real.lackedOf(stub).stream())).isEmpty();
    }

    @Test
    void whatTheRealOneLacksIsNamed() throws IOException {
        assertThat(lacked("C 21 hudson/AbortException java/io/IOException \nM 1 <init> ()V"))
                .containsExactly("hudson.AbortException has no <init> (Ljava/lang/String;)V");
        assertThat(lacked("C 21 hudson/Other java/lang/Object "))
                .containsExactly("hudson.AbortException does not exist");
    }

    @Test
    void whatTheRealOneIsInstead() throws IOException {
        assertThat(lacked("""
                C 31 hudson/AbortException java/lang/Exception\s
                M 4 <init> (Ljava/lang/String;)V"""))
                .containsExactly(
                        "hudson.AbortException is of another kind: final",
                        "hudson.AbortException is no java.io.IOException",
                        "hudson.AbortException has <init> (Ljava/lang/String;)V as protected");
    }

    private static List<String> lacked(String signatures) throws IOException {
        return Signatures.of(new StringReader(signatures)).lackedOf(AbortException.class);
    }

    private static List<Class<?>> stubs() throws IOException, URISyntaxException, ClassNotFoundException {
        Path root = Path.of(AbortException.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            List<Class<?>> stubs = new ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("package-info.class"))
                    .toList()) {
                String name = root.relativize(file).toString().replace('/', '.');
                stubs.add(Class.forName(
                        name.substring(0, name.length() - ".class".length()),
                        false,
                        AbortException.class.getClassLoader()));
            }
            return stubs;
        }
    }
}
