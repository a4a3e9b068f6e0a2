package io.jenkins.plugins.hotfix.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.command.Masking;
import io.jenkins.plugins.hotfix.command.PlainCommand;
import io.jenkins.plugins.hotfix.config.Binding;
import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Parameters;
import io.jenkins.plugins.hotfix.config.Setting;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.forge.NoForge;
import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitTime;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Configured;
import io.jenkins.plugins.hotfix.incident.Fact.RunArguments;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.IncidentLog;
import io.jenkins.plugins.hotfix.incident.Masked;
import io.jenkins.plugins.hotfix.step.deploy.PlanRollback;
import io.jenkins.plugins.hotfix.step.registry.Invocation;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import io.jenkins.plugins.hotfix.step.release.Unlock;
import io.jenkins.plugins.hotfix.step.report.Cleanup;
import io.jenkins.plugins.hotfix.step.report.RecordKeeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A hotfix for a test: a real origin with production, development and a release, and a host that runs steps on it and
 * keeps their events, as a controller or the command does.
 */
public final class Drill implements Site, Journal {
    public static final Instant NOW = Instant.parse("2026-01-17T03:12:30Z");
    public static final String BRANCH = "hotfix/20260117-checkout-is-down";

    public final TestRepository origin;
    public final List<String> said = new ArrayList<>();
    /** The time, which passes when a test says so. */
    public Instant now = NOW;

    /** What the host gives to commands. */
    public final Map<String, String> environment = new HashMap<>();

    /** The controller's own settings. */
    public Settings controller = Settings.none();

    /** The other incidents of the repository that the host knows. */
    public final List<Incident> others = new ArrayList<>();

    /** The documents beside the log. */
    public final Map<String, String> files = new HashMap<>();

    /** What the newest gate asks that nobody answered yet. */
    public Next.@Nullable Ask asked;

    /** Where pull requests are made. */
    public Forge forge = new NoForge("The test has none.");

    /** Counts the processes that steps start. */
    public final Git command = TestRepository.git();

    private Path scratch;
    private final Path directory;
    private IncidentLog log;
    private Path logFile;
    private boolean keepsRecord;
    private int answers;
    private String aborted = "";
    private String cutOff = "";
    private @Nullable GitRepository repository;
    private @Nullable Path source;

    private Drill(Path directory, TestRepository origin) throws IOException {
        this.origin = origin;
        this.directory = directory;
        this.scratch = directory.resolve("scratch");
        this.logFile = directory.resolve("timeline.jsonl");
        this.log = IncidentLog.open(logFile);
        log.append(new Event(NOW, "alice", new Fact.RunStarted("run in " + directory, null, "alice", false)));
    }

    /** A service of which v1.4.2 is in production; development has gone on by a commit. */
    public static Drill of(Path directory) throws IOException {
        TestRepository origin = TestRepository.bare(directory.resolve("origin.git"));
        origin.commit("main", "The service", Map.of("src/checkout.sh", "echo 500\n", "README.md", "A shop\n"));
        origin.git("tag", "-a", "-m", "Release", "v1.4.2", "main");
        origin.git("branch", "develop", "main");
        origin.commit("develop", "Next feature", Map.of("src/wishlist.sh", "echo soon\n"));
        return new Drill(directory, origin);
    }

    /** An origin that a test fills by itself. */
    public static Drill on(Path directory, TestRepository origin) throws IOException {
        return new Drill(directory, origin);
    }

    /** Somebody else who takes the same incident up at the same time, knowing nothing of this log. */
    public Drill twin(Path directory) throws IOException {
        return new Drill(directory, origin);
    }

    /** From now on the engineer starts from this clone. */
    public Drill from(TestRepository clone) {
        source = clone.directory();
        return this;
    }

    /** The next step runs on a machine that has seen nothing of the incident. */
    public Drill onAnotherMachine() {
        scratch = scratch.resolveSibling("scratch" + System.nanoTime());
        repository = null;
        return this;
    }

    /** Another run of the incident begins. */
    public void resumed() throws IOException {
        log.append(new Event(now, "alice", new Fact.RunStarted("another run", null, "alice", true)));
    }

    /** The run died before anything was on record that it did since then. */
    public Drill forgets(Incident since) throws IOException {
        logFile = directory.resolve("timeline-" + System.nanoTime() + ".jsonl");
        log = IncidentLog.open(logFile);
        log.append(since.events());
        return this;
    }

    /** Somebody aborts the step while it runs this command. */
    public Drill aborting(String part) {
        aborted = part;
        return this;
    }

    /** The run is gone while this command runs, and so is the command: {@link CutOff} is thrown. */
    public Drill dyingIn(String part) {
        cutOff = part;
        return this;
    }

    /** The run is gone. */
    static final class CutOff extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Runs a step and expects that the run dies in it. */
    public void dies(String name, Map<String, Object> arguments) {
        assertThatThrownBy(() -> attempt(name, arguments)).isInstanceOf(CutOff.class);
        cutOff = "";
    }

    /** Somebody commits the fix, with its test, to the hotfix branch. */
    public String pushFix() {
        return origin.commit(
                BRANCH,
                "fix: checkout answers again",
                Map.of("src/checkout.sh", "echo 200\n", "tests/checkout_test.sh", "true\n"));
    }

    /** Gives the lock back, as the end of a deployment and of a run does. */
    public Incident unlock() {
        try {
            Unlock.now(this);
            return incident();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes the rollback plan, as the beginning of a deployment does. */
    public Incident plan() {
        try {
            return new PlanRollback(incident(), this).write();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Cleans up, as the end of a run does. */
    public Incident cleanUp() {
        assertThat(tidied().problem().map(Problem::sentence)).isEmpty();
        return incident();
    }

    /** What is in the way of cleaning up. */
    public Problem leftOver() {
        return tidied().problem().orElseThrow(() -> new AssertionError("nothing was left over"));
    }

    private Outcome tidied() {
        try {
            return Cleanup.now(this);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs a step and expects that it does its work. */
    public Incident step(String name, Map<String, Object> arguments) {
        Outcome outcome = attempt(name, arguments);
        assertThat(outcome.problem().map(Problem::sentence)).as(name).isEmpty();
        return incident();
    }

    public Incident step(String name) {
        return step(name, Map.of());
    }

    /** Runs a step and expects that it cannot do its work. */
    public Problem problem(String name, Map<String, Object> arguments) {
        return attempt(name, arguments).problem().orElseThrow(() -> new AssertionError(name + " found no problem"));
    }

    /** What a step puts on record. */
    public List<Fact> facts(String name, Map<String, Object> arguments) {
        int before = incident().events().size();
        attempt(name, arguments);
        return incident().events().stream()
                .skip(before)
                .map(Event::fact)
                .filter(fact -> !(fact instanceof RunArguments) && !(fact instanceof Configured))
                .toList();
    }

    /** Runs a step, and its commands as a host does; what it did is in the log afterwards. */
    public Outcome attempt(String name, Map<String, Object> arguments) {
        try {
            return run(invocation(name, arguments));
        } catch (InvalidSettingException e) {
            return Outcome.stuck(Problem.Kind.USAGE, String.valueOf(e.getMessage()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A call of a step; what of the arguments is a setting is given to the run, as a pipeline does. */
    public Invocation invocation(String name, Map<String, Object> arguments) throws IOException {
        List<String> service = Parameters.of(Steps.named(name).request()).service();
        Map<String, Object> call = new HashMap<>(arguments);
        Map<String, Object> settings = new HashMap<>(arguments);
        call.keySet().removeAll(service);
        settings.keySet().retainAll(service);
        Map<String, Map<String, Object>> given = settings.isEmpty() ? Map.of() : Map.of(name, settings);
        if (name.equals("hotfixTriage")) {
            call.putIfAbsent("settings", given);
        } else if (!given.isEmpty()) {
            configure(name, settings);
        }
        return new Invocation(name, call, controller);
    }

    /** The run is given these settings. */
    public void configure(String section, Map<String, Object> settings) throws IOException {
        Map<String, Map<String, Setting>> sections =
                new HashMap<>(incident().configuration().sections());
        Map<String, Setting> values = new HashMap<>(sections.getOrDefault(section, Map.of()));
        settings.forEach((name, value) -> values.put(name, new Setting(value, Source.RUN)));
        sections.put(section, values);
        Configuration now = new Configuration(sections);
        Binding.bind(Steps.requests().get(section), section, List.of(now.layer(section)));
        if (!now.equals(incident().configuration())) {
            Masked masked = new Masked(Masking.of(SecretVariables.values(this, incident()))::mask);
            for (Fact fact : List.of(new RunArguments(Map.of(section, settings)), new Configured(now))) {
                log.append(masked.event(new Event(this.now, actor(), fact)));
            }
        }
    }

    private Outcome run(Invocation invocation) throws IOException, InterruptedException {
        Next next = invocation.next(this, null);
        while (true) {
            invocation.afterwards(this, next);
            if (next instanceof Next.End end) {
                return end.outcome();
            } else if (next instanceof Next.Wait) {
                return Outcome.done();
            } else if (next instanceof Next.Ask ask) {
                asked = ask;
                return Outcome.done();
            } else if (next instanceof Next.Run command) {
                next = invocation.next(this, run(invocation, command));
            }
        }
    }

    private Ended run(Invocation invocation, Next.Run command) throws IOException {
        Set<String> secrets = SecretVariables.values(this, incident());
        CommandStarted asked = command.started(invocation.step(), incident(), machine());
        String shown = Masking.of(secrets).mask(asked.command());
        CommandStarted started =
                new CommandStarted(asked.id(), asked.step(), asked.part(), asked.attempt(), shown, asked.where());
        record(started);
        if (cutOff.equals(command.part())) {
            throw new CutOff();
        }
        if (aborted.equals(command.part())) {
            CommandRun run = Ended.of(started, now, now, Ended.How.ABORTED, null, "aborted by alice");
            record(run);
            return new Ended(run, List.of());
        }
        List<String> output = new ArrayList<>();
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(command.variables(started));
        Ended.How how;
        Integer exit = null;
        String tail = "";
        try {
            PlainCommand.Result ran = new PlainCommand(
                            command.command(),
                            Path.of(command.directory()),
                            variables,
                            secrets,
                            Duration.ofSeconds(command.seconds()))
                    .run(line -> {
                        said.add(line);
                        if (invocation.looksFor(line)) {
                            output.add(line);
                        }
                    });
            how = ran.timedOut() ? Ended.How.TIMED_OUT : ran.succeeded() ? Ended.How.SUCCEEDED : Ended.How.FAILED;
            exit = ran.exit();
            tail = ran.tail();
        } catch (InterruptedException e) {
            how = Ended.How.ABORTED;
        }
        CommandRun run = Ended.of(started, now, now, how, exit, tail);
        record(run);
        return new Ended(run, output);
    }

    @Override
    public Forge forge() {
        return forge;
    }

    @Override
    public Journal journal() {
        return this;
    }

    @Override
    public Incident record(List<? extends Fact> facts) throws IOException {
        for (Fact fact : facts) {
            log.append(new Event(now, actor(), fact));
        }
        return incident();
    }

    @Override
    public String keep(String name, String content) {
        files.put(name, content);
        return content;
    }

    @Override
    public Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new HashMap<>();
        files.forEach((name, content) -> contents.put(name, content.getBytes(StandardCharsets.UTF_8)));
        contents.put("timeline.jsonl", Files.readAllBytes(logFile));
        return contents;
    }

    /** A crash cuts off a line that is being written. */
    public void tear(String beginning) throws IOException {
        Files.writeString(logFile, beginning, StandardOpenOption.APPEND);
        log = IncidentLog.open(logFile);
    }

    /** From now on the record goes along with each push, as the hosts have it. */
    public Drill keepingRecord() {
        keepsRecord = true;
        return this;
    }

    /** Somebody approves a gate, and the step puts it on record. */
    public Incident approve(String gate, String by, Map<String, String> filledIn) {
        Instant when = now.plusSeconds(answers);
        return approve(gate, Evidence.approved(by, when, when, "terminal", filledIn));
    }

    public Incident approve(String gate, Evidence evidence) {
        answers++;
        try {
            Invocation invocation = new Invocation("hotfixGate", Map.of("gate", gate), Settings.none());
            Next next = invocation.answered(this, evidence);
            invocation.afterwards(this, next);
            assertThat(next.problem()).as(gate).isNull();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return incident();
    }

    /** A gate ends without approval, and the step puts it on record. */
    public Incident refuse(String gate, String by, String why) {
        Instant when = now.plusSeconds(answers);
        return approve(gate, Evidence.refused(by, when, when, "terminal", why));
    }

    public Incident triaged() {
        return step("hotfixTriage", Map.of("description", "Checkout is down", "severity", "P0"));
    }

    public Incident branched() {
        triaged();
        return step("hotfixBranch");
    }

    public Incident fixed() {
        branched();
        pushFix();
        return step("hotfixFix");
    }

    public Incident tested() {
        fixed();
        return step("criticalTests", Map.of("command", "sh tests/checkout_test.sh"));
    }

    public Incident approved() {
        tested();
        return approve("deploy", "bob", Map.of());
    }

    public Incident released() {
        approved();
        return step("hotfixTag");
    }

    public Incident deployed() {
        released();
        return step("deployProd", Map.of("command", "true"));
    }

    /** All from a collected fix to its deployment. */
    public Incident collectedAndDeployed() {
        step("criticalTests", Map.of("command", "true"));
        approve("deploy", "bob", Map.of());
        step("hotfixTag");
        return step("deployProd", Map.of("command", "true"));
    }

    @Override
    public Incident incident() {
        return log.incident();
    }

    /** The tip of a branch of the origin. */
    public String tip(String branch) {
        return origin.git("rev-parse", "refs/heads/" + branch);
    }

    /** All refs of the origin, to see that nothing changed. */
    public String refs() {
        return origin.git("for-each-ref");
    }

    @Override
    public GitRepository git() throws IOException {
        if (repository == null) {
            repository = source == null
                    ? GitRepository.open(
                            command, scratch, null, origin.directory().toString())
                    : GitRepository.open(command, scratch, source, null);
            if (keepsRecord) {
                repository.accompaniedBy(new RecordKeeper(this, repository));
            }
            repository.telling(new Bypasses(this));
        }
        return repository;
    }

    @Override
    public List<Incident> others() {
        return others;
    }

    @Override
    public GitTime spent() {
        return new GitTime(7, 42_000_000);
    }

    @Override
    public Set<String> secrets() {
        return Set.of("s3cret");
    }

    @Override
    public Path scratch() {
        return scratch;
    }

    @Override
    public Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    @Override
    public String actor() {
        return "alice";
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Console console() {
        return said::add;
    }
}
