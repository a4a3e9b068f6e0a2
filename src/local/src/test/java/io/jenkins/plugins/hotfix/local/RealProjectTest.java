package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hotfix on a clone of a real project, which the environment variable {@code HOTFIX_REAL_REPOSITORY} names: thousands
 * of files, years of history. The clone itself is only read.
 */
class RealProjectTest {
    @TempDir
    private Path directory;

    @Test
    void aRealHistoryIsHotfixedWithoutAFullCheckout() throws Exception {
        String real = System.getenv("HOTFIX_REAL_REPOSITORY");
        assumeTrue(
                real != null, "HOTFIX_REAL_REPOSITORY names no clone of a real project; see docs/getting-started.md");
        git(directory, "clone", "--quiet", "--bare", "--shared", real, "origin.git");
        Path origin = directory.resolve("origin.git");
        git(directory, "clone", "--quiet", "--shared", "--no-checkout", "origin.git", "clone");
        Path clone = directory.resolve("clone");
        String production = git(origin, "symbolic-ref", "--short", "HEAD");
        String before = git(origin, "rev-parse", production);
        git(clone, "read-tree", "HEAD");
        Files.writeString(clone.resolve("HOTFIX-DRILL"), "mended\n");
        git(clone, "add", "--sparse", "HOTFIX-DRILL");
        String tree = git(clone, "write-tree");
        String fix = git(
                clone,
                "-c",
                "user.name=Ada",
                "-c",
                "user.email=ada@example.org",
                "commit-tree",
                tree,
                "-p",
                "HEAD",
                "-m",
                "fix: a drill");

        Called called = Called.with(
                "run",
                "--archive",
                directory.resolve("archive").toString(),
                "--repo",
                clone.toString(),
                "--incident",
                "A drill on a real project",
                "--severity",
                "P1",
                "--fix",
                fix,
                "--yes",
                "--set",
                "hotfixTriage.production=" + production,
                "--set",
                "criticalTests.command=grep mended HOTFIX-DRILL",
                "--set",
                "criticalTests.checkout=changed",
                "--set",
                "deployProd.command=grep mended HOTFIX-DRILL",
                "--set",
                "deployProd.checkout=changed");

        assertThat(called.status()).as(called.out()).isZero();
        Archive archive = new Archive(directory.resolve("archive"));
        Incident incident = archive.read(archive.ids().get(0));
        Released release = incident.release().orElseThrow();
        assertThat(git(origin, "rev-parse", production + "^1")).isEqualTo(before);
        assertThat(git(origin, "diff", "--name-only", before, release.commit())).isEqualTo("HOTFIX-DRILL");
        assertThat(git(origin, "rev-parse", release.tag() + "^{commit}")).isEqualTo(release.commit());
    }

    private static String git(Path where, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "safe.directory=*"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return out.strip();
    }
}
