package io.jenkins.plugins.hotfix.local.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/** What all trials of a test have in common: the service, which points there are, which of them are tried, and the result. */
final class Drill {
    private static final int AT_ONCE = 2;

    private final ExecutorService trials = Executors.newFixedThreadPool(AT_ONCE);
    private final Scenario scenario;
    private final Path scratch;
    private final Sample sample;
    private final Service service;
    private final Optional<Path> hook;
    private final Tally tally;
    private final AtomicInteger places = new AtomicInteger();

    /**
     * Prepares it.
     *
     * @param name of the test, for its tally
     */
    Drill(String name, Scenario scenario, Path scratch) throws IOException, InterruptedException {
        String kept = System.getProperty("endurance.keep", "");
        this.scenario = scenario;
        this.scratch = kept.isEmpty() ? scratch : Files.createTempDirectory(Path.of(kept), name);
        this.sample = Sample.ofThisRun();
        this.service = Service.in(this.scratch.resolve("service.git"));
        this.hook = DiskHook.compiledIn(this.scratch);
        this.tally = new Tally(name);
    }

    /** How a trial reaches its repository. */
    interface RemoteMaker {
        Remote make(Place place) throws IOException;
    }

    Sample sample() {
        return sample;
    }

    boolean seesTheDisk() {
        return hook.isPresent();
    }

    /** What an undisturbed run does; it must do that well. */
    Census undisturbed(RemoteMaker remotes) throws IOException, InterruptedException {
        Place place = place();
        Trial trial = play(place, remotes, List.of());
        assertThat(trial.violations()).as(trial.story()).isEmpty();
        assertThat(Invariants.broken(scenario, service, place, 0))
                .as(trial.story())
                .isEmpty();
        Census census = Census.of(place.calls(0));
        tally.note("An undisturbed run: " + census + ".");
        return census;
    }

    /**
     * A run that is disturbed, resumed, and looked at.
     *
     * @param name says how it is disturbed
     */
    record Plan(String name, RemoteMaker remotes, List<Kill> kills) {}

    /** A test for each. They are begun some at a time, for what they do most is wait for processes. */
    Stream<DynamicTest> tests(List<Plan> plans) {
        return plans.stream().map(plan -> new Begun(plan, trials.submit(() -> tryOut(plan)))).toList().stream()
                .map(begun -> DynamicTest.dynamicTest(begun.plan().name(), begun::check));
    }

    /** A test for each kill, on a remote that always answers. */
    Stream<DynamicTest> once(List<Kill> kills) {
        return tests(kills.stream()
                .map(kill -> new Plan(kill.toString(), Remote::ofFiles, List.of(kill)))
                .toList());
    }

    private record Begun(Plan plan, Future<?> trial) {
        void check() throws Throwable {
            try {
                trial.get();
            } catch (ExecutionException failed) {
                throw failed.getCause();
            }
        }
    }

    private @Nullable Void tryOut(Plan plan) throws IOException, InterruptedException {
        Place place = place();
        Trial trial = play(place, plan.remotes(), plan.kills());
        List<Violation> violations = new ArrayList<>(trial.violations());
        violations.addAll(Invariants.broken(scenario, service, place, trial.killed()));
        tally.add(plan.name(), plan.kills().size(), trial.killed(), trial.answered(), violations);
        assertThat(violations)
                .as(plan.name() + "\nAgain: -Dendurance.seed=" + sample.seed() + " or -Dendurance.only='" + plan.name()
                        + "'\n" + trial.story())
                .isEmpty();
        place.delete();
        return null;
    }

    private Trial play(Place place, RemoteMaker remotes, List<Kill> kills) throws IOException, InterruptedException {
        try (Remote remote = remotes.make(place)) {
            Trial trial = new Trial(scenario, place, remote, kills, hook);
            trial.play();
            return trial;
        }
    }

    private Place place() throws IOException {
        Place place = Place.of(service, scratch.resolve("trial-" + places.incrementAndGet()));
        scenario.arrange(place);
        return place;
    }

    /** In how many trials so far a person answered. */
    int answered() {
        return tally.answered();
    }

    /** Writes what came of it where people find it. */
    void close() throws IOException {
        trials.shutdownNow();
        tally.write();
    }
}
