package io.jenkins.plugins.hotfix.jenkins.agent;

import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitTime;
import io.jenkins.plugins.hotfix.git.command.UrlSecrets;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.record.RecordRefs;
import io.jenkins.plugins.hotfix.record.Records;
import io.jenkins.plugins.hotfix.step.Bypasses;
import io.jenkins.plugins.hotfix.step.Console;
import io.jenkins.plugins.hotfix.step.Journal;
import io.jenkins.plugins.hotfix.step.SecretVariables;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.report.RecordKeeper;
import io.jenkins.plugins.hotfix.step.report.Report;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An agent's workspace as the place where the engine works. */
final class WorkspaceSite implements Site, Closeable {
    /** Of the build's GIT_ variables those that say how to reach a remote and who commits, not which repository. */
    private static final Pattern MEANT_FOR_GIT =
            Pattern.compile("(?!GIT_).*|GIT_(ASKPASS|SSH.*|CONFIG.*|PROXY_COMMAND|(AUTHOR|COMMITTER)_(NAME|EMAIL))");

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Workplace workplace;
    private final Path scratch;
    private final Clock clock;
    private final Git git;
    private final @Nullable SecretFiles secretFiles;
    private final Set<String> secrets;
    private final AgentConsole talk;
    private final AgentJournal journal;
    private @Nullable GitRepository opened;
    private @Nullable List<Incident> others;

    private WorkspaceSite(Workplace workplace, Path scratch, Git git, @Nullable SecretFiles secretFiles) {
        this.workplace = workplace;
        this.scratch = scratch;
        this.git = git;
        this.secretFiles = secretFiles;
        this.talk = new AgentConsole(workplace.listener());
        this.secrets = new HashSet<>(workplace.secrets());
        if (workplace.url() != null) {
            this.secrets.addAll(UrlSecrets.of(workplace.url()));
        }
        this.journal = new AgentJournal(workplace.journal(), this::hidden, workplace.incident());
        this.clock = Clock.offset(
                Clock.system(ZoneId.of(workplace.zone())), Duration.between(Instant.now(), workplace.now()));
    }

    static WorkspaceSite open(Workplace workplace) throws IOException, InterruptedException {
        Path scratch = Files.createDirectories(Path.of(workplace.scratch()));
        Map<String, String> variables = new HashMap<>(workplace.variables());
        variables.keySet().removeIf(name -> !MEANT_FOR_GIT.matcher(name).matches());
        SecretFiles secrets = null;
        Access access = workplace.access();
        if (access != null) {
            secrets = SecretFiles.in(scratch);
            try {
                variables.putAll(access.variables(secrets, workplace.listener()));
            } catch (IOException | InterruptedException | RuntimeException e) {
                secrets.close();
                throw e;
            }
        }
        Git git = new Git(workplace.git(), variables, LIMIT, workplace.advice())
                .remarkingTo(workplace.listener().getLogger()::println);
        return new WorkspaceSite(workplace, scratch, git, secrets);
    }

    @Override
    public GitRepository git() throws IOException {
        if (opened == null) {
            Path source = workplace.source() == null ? null : Path.of(workplace.source());
            opened = GitRepository.open(git, scratch.resolve("git"), source, workplace.url())
                    .telling(new Bypasses(this));
            secrets.addAll(opened.secrets());
            opened.accompaniedBy(new RecordKeeper(this, opened));
        }
        return opened;
    }

    /** As the repository has their records: the controller may not be the only one that works on it. */
    @Override
    public List<Incident> others() throws IOException {
        if (others == null) {
            Incident incident = journal.incident();
            String branches = incident.configuration()
                    .bind(Report.Request.class, Report.STEP)
                    .recordBranch();
            others = new Records(git(), new RecordRefs(branches)).others(String.valueOf(incident.id()), talk::say);
        }
        return others;
    }

    @Override
    public Forge forge() {
        return workplace.forge();
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public GitTime spent() {
        return git.spent();
    }

    @Override
    public Path scratch() {
        return scratch;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public String actor() {
        return workplace.actor();
    }

    @Override
    public Console console() {
        return talk;
    }

    /** What it said last, which nobody has heard. */
    List<String> said() {
        return talk.last();
    }

    @Override
    public Map<String, String> environment() {
        return workplace.variables();
    }

    @Override
    public Set<String> secrets() {
        return secrets;
    }

    private Set<String> hidden() {
        return SecretVariables.values(this, journal.incident());
    }

    @Override
    public void close() throws IOException {
        talk.end();
        try {
            if (opened != null) {
                opened.close();
            }
        } finally {
            if (secretFiles != null) {
                secretFiles.close();
            }
        }
    }
}
