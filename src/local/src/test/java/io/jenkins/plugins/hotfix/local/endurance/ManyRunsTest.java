package io.jenkins.plugins.hotfix.local.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.local.endurance.Developer.Pushed;
import io.jenkins.plugins.hotfix.local.endurance.HotfixProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Many people hotfix one service at once, each on a machine of their own, while the others go on with their work. */
@EnabledOnOs(OS.LINUX)
@EnabledIfSystemProperty(named = "endurance.sample", matches = "all")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ManyRunsTest {
    private static final int RUNS = Integer.getInteger("endurance.runs", 20);
    private static final int DEVELOPERS = 4;
    private static final int PUSHES = 200;
    private static final List<String> BRANCHES = List.of("develop", "release/1.0", "topic", "develop", "main");

    @TempDir
    private Path scratch;

    private Service service;
    private Place place;
    private TestRepository origin;
    private volatile boolean over;

    @Test
    void eachIsReleasedAndDeployedOnceAndNobodysWorkIsLost() throws Exception {
        service = Service.in(scratch.resolve("service.git"));
        for (int run = 0; run < RUNS; run++) {
            service.origin().branch(fix(run), service.production());
            service.origin().commit(fix(run), "Fix " + run, Map.of("fix-" + run, "fixed\n"));
        }
        service.origin().branch("topic", "develop");
        place = Place.of(service, scratch.resolve("trial"));
        origin = TestRepository.at(place.origin());

        ExecutorService office = Executors.newFixedThreadPool(DEVELOPERS);
        List<HotfixProcess> runs = new ArrayList<>();
        try {
            List<Future<List<Pushed>>> work = new ArrayList<>();
            for (int i = 0; i < DEVELOPERS; i++) {
                Developer developer = new Developer("developer-" + i, origin, scratch.resolve("clone-" + i), BRANCHES);
                work.add(office.submit(() -> developer.push(PUSHES / DEVELOPERS, this::keepPace)));
            }
            for (int run = 0; run < RUNS; run++) {
                runs.add(HotfixProcess.start(place, Optional.empty(), Optional.empty(), run, arguments(run)));
            }
            List<Ended> ends = new ArrayList<>();
            for (HotfixProcess run : runs) {
                ends.add(run.await());
            }
            assertThat(ends).allMatch(Ended::done);
            over = true;
            for (Future<List<Pushed>> pushed : work) {
                assertThat(pushed.get())
                        .hasSize(PUSHES / DEVELOPERS)
                        .allSatisfy(each -> assertThat(has(each.branch(), each.path()))
                                .as(each.toString())
                                .isTrue());
            }
        } finally {
            runs.forEach(HotfixProcess::destroy);
            office.shutdownNow();
        }
        eachIsReleasedOnce();
        eachIsDeployedOnceAndNoneDuringAnother();
        nothingIsLeft();
        tell();
    }

    /** People work until the last hotfix is out: of their pushes as many are done as of the deployments. */
    private void keepPace(int pushed) throws Exception {
        int wanted = pushed * RUNS / (PUSHES / DEVELOPERS) - 1;
        while (!over && deployments() < wanted) {
            Thread.sleep(100);
        }
    }

    private long deployments() throws IOException {
        return place.traced().stream()
                .filter(line -> line.startsWith("end deploy "))
                .count();
    }

    private void tell() throws IOException {
        int waited = 0;
        for (int run = 0; run < RUNS; run++) {
            try (Stream<Path> files = Files.walk(archive(run))) {
                Path log = files.filter(file -> file.endsWith(Place.LOG))
                        .findFirst()
                        .orElseThrow();
                waited += Log.of(log).count("lock-awaited") > 0 ? 1 : 0;
            }
        }
        Tally tally = new Tally("many-runs");
        tally.note(RUNS + " runs at once among " + PUSHES + " ordinary pushes: each released and deployed once, none"
                + " during another, no push lost. " + waited + " of them waited for the lock.");
        tally.write();
    }

    private static String fix(int run) {
        return "fix/" + run;
    }

    private Path archive(int run) {
        return place.archive().resolve("machine-" + run);
    }

    private List<String> arguments(int run) {
        return List.of(
                "run",
                "--repo",
                Remote.ofFiles(place).url(),
                "--incident",
                "Till " + run + " is down",
                "--severity",
                "P0",
                "--fix",
                fix(run),
                "--yes",
                "--archive",
                archive(run).toString());
    }

    private List<String> lines(String... git) {
        return origin.git(git).lines().toList();
    }

    private boolean has(String branch, String path) {
        return origin.status("cat-file", "-e", branch + ":" + path) == 0;
    }

    private void eachIsReleasedOnce() {
        List<String> merges = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            List<String> brought = lines(
                    "log",
                    "--first-parent",
                    "--diff-merges=first-parent",
                    "--no-patch",
                    "--format=%H %P",
                    "main",
                    "--",
                    "fix-" + run);
            assertThat(brought)
                    .as("what brought " + fix(run) + " to main")
                    .singleElement()
                    .satisfies(commit -> assertThat(commit.split(" "))
                            .as("a merge commit and its parents")
                            .hasSize(3));
            merges.add(brought.get(0).split(" ")[0]);
            for (String target : service.targets().keySet()) {
                assertThat(has(target, "fix-" + run))
                        .as(fix(run) + " in " + target)
                        .isTrue();
            }
        }
        List<String> tagged = lines("tag").stream()
                .filter(tag -> !Service.VERSIONS.contains(tag))
                .map(tag -> origin.id(tag + "^{commit}"))
                .toList();
        assertThat(tagged).containsExactlyInAnyOrderElementsOf(merges);
    }

    /** What happens to production for one incident is not interrupted by another. */
    private void eachIsDeployedOnceAndNoneDuringAnother() throws IOException {
        List<String> turns = new ArrayList<>();
        List<String> deployed = new ArrayList<>();
        for (String line : place.traced()) {
            String[] words = line.split(" ");
            assertThat(words[0]).as(line).isNotEqualTo("beside");
            if (words[0].equals("begin") && !List.of("tests", "smoke").contains(words[1])) {
                if (turns.isEmpty() || !turns.get(turns.size() - 1).equals(words[3])) {
                    turns.add(words[3]);
                }
                if (words[1].equals("deploy")) {
                    deployed.add(words[3]);
                }
            }
        }
        assertThat(turns).hasSize(RUNS).doesNotHaveDuplicates();
        assertThat(deployed).hasSize(RUNS).doesNotHaveDuplicates();
    }

    private void nothingIsLeft() throws Exception {
        assertThat(Leftovers.processes(place)).isEmpty();
        for (int run = 0; run < RUNS; run++) {
            assertThat(Audit.of(place, archive(run), RUNS + run)).isEmpty();
        }
        assertThat(Leftovers.files(place)).isEmpty();
        try (Stream<Path> running = Files.list(place.running())) {
            assertThat(running).isEmpty();
        }
        assertThat(origin.status("rev-parse", "--verify", "--quiet", "refs/hotfix/lock"))
                .isNotZero();
    }
}
