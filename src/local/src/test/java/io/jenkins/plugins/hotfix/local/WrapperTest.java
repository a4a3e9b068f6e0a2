package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that people call, with the classes under test in place of the jar that it would build. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WrapperTest {
    private static final Path SCRIPT = Path.of("../../hotfix");

    @TempDir
    private Path directory;

    @BeforeEach
    void putTheScriptBesideWhatItRuns() throws IOException {
        Path home = directory.resolve("home");
        Path target = Files.createDirectories(home.resolve("src/local/target"));
        Files.copy(SCRIPT, home.resolve("hotfix"));
        Attributes main = new Attributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        main.put(
                Attributes.Name.CLASS_PATH,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putAll(main);
        new JarOutputStream(Files.newOutputStream(target.resolve("hotfix.jar")), manifest).close();
        Files.createFile(target.resolve("hotfix.built"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LANG=C", "LC_CTYPE=C.UTF-8"})
    void namesOutsideAsciiStayWhatTheyAreInEveryLocale(String locale) throws Exception {
        // As a script, so that the names do not depend on the locale in which this test runs.
        Path script = Files.writeString(directory.resolve("script"), """
                set -eu
                git init --quiet --initial-branch=main --template= shop
                cd shop
                git config user.name Ada
                git config user.email ada@example.org
                git config commit.gpgSign false
                echo one > maße
                git add --all
                git commit --quiet -m 'The shop'
                git branch release/größe
                git switch --quiet -c fix/prüfung
                echo two > maße
                git commit --quiet -am 'fix: zwei'
                cd ..
                git clone --quiet --bare shop shop.git
                git -C shop remote add origin ../shop.git
                unset LC_ALL LC_CTYPE LANG
                export %s
                home/hotfix backport --repo shop --commits fix/prüfung --to release/größe,gibt/es/nicht/ö || echo status $?
                git -C shop.git show release/größe:maße
                """.formatted(locale));

        Process process = new ProcessBuilder("sh", script.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .contains(
                        "release/größe: pushed as ",
                        "There is no branch gibt/es/nicht/ö on the remote",
                        "status 1\ntwo");
    }
}
