package io.jenkins.plugins.hotfix.step.triage;

import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.config.OfCall;
import io.jenkins.plugins.hotfix.config.OfRun;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.git.object.RefNames;
import io.jenkins.plugins.hotfix.git.object.Slug;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Affected;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.Configured;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Declined;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.OpenIncident;
import io.jenkins.plugins.hotfix.incident.Fact.SecurityRelated;
import io.jenkins.plugins.hotfix.incident.Fact.Surroundings;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Severity;
import io.jenkins.plugins.hotfix.step.Checked;
import io.jenkins.plugins.hotfix.step.CommitSummaries;
import io.jenkins.plugins.hotfix.step.Configuring;
import io.jenkins.plugins.hotfix.step.Count;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.Title;
import io.jenkins.plugins.hotfix.step.release.Predecessor;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Declares the incident: what is broken, how badly, and what production is at that moment. What is not bad enough is
 * declined, with a pointer to the normal way. Called again it adds what was learned since.
 */
public final class Triage implements Configuring<Triage.Request> {
    private static final int CHANGES = 20;
    static final String STEP = "hotfixTriage";
    private static final int LONGEST_DESCRIPTION = 1 << 20;

    /**
     * What is known at the alarm.
     *
     * @param description what is broken, in the words of whoever noticed; needed at the first call
     * @param title one line for it; default: the description's first line
     * @param severity P0, P1 or P2; default: suggested by {@code rules} from the description
     * @param impact what users cannot do
     * @param scope how many of them, where
     * @param source how it came to be known: error log, user report, monitoring alert
     * @param since since when
     * @param production the branch that production runs from; default {@code main}
     * @param faulty the commit that broke it, once known
     * @param paths the suspected files or directories
     * @param rules regular expressions to severities, tried in order before the built-in ones
     * @param owners path patterns to owners, after those of CODEOWNERS
     * @param normalPath where people go with what is no hotfix
     * @param id the incident's identity; default: from the date and the title
     * @param mitigation what was done to stop the damage before the fix: a feature flag, a rollback, more machines
     * @param security whether it is about security, so that the fix is scanned; default: by the words of the description
     * @param settings the run's own settings, by section and name, to be put on record; what of it replaces a value of
     *     {@code .hotfix.yml} is an exception, shown at the next gate. Default: what is on record
     * @param set more of them, as whoever started the run typed them: one {@code STEP.PARAMETER=VALUE} a line, and only
     *     what belongs to one run
     */
    public record Request(
            @OfRun @Nullable String description,
            @OfRun @Nullable String title,
            @OfRun @Nullable Severity severity,
            @OfRun @Nullable String impact,
            @OfRun @Nullable String scope,
            @OfRun @Nullable String source,
            @OfRun @Nullable String since,
            String production,
            @OfRun @Nullable String faulty,
            @OfRun List<String> paths,
            Map<String, Severity> rules,
            Map<String, List<String>> owners,
            String normalPath,
            @OfRun @Nullable String id,
            @OfRun @Nullable String mitigation,
            @OfRun @Nullable Boolean security,
            @OfCall @Nullable Map<String, Map<String, Object>> settings,
            @OfCall @Nullable String set) {
        public Request {
            production = RefNames.branch(Objects.requireNonNullElse(production, "main"));
            faulty = Checked.revision(faulty);
            id = Checked.incident(id);
            paths = Objects.requireNonNullElse(paths, List.of());
            rules = Objects.requireNonNullElse(rules, Map.of());
            owners = Objects.requireNonNullElse(owners, Map.of());
            normalPath = Objects.requireNonNullElse(
                    normalPath, "open an issue and let the fix go through the usual review and release");
            if (description != null && description.length() > LONGEST_DESCRIPTION) {
                throw new IllegalArgumentException("the description has " + description.length()
                        + " characters, of which at most " + LONGEST_DESCRIPTION
                        + " are kept. Say what is broken, and attach the log to the report afterwards.");
            }
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Configuration configuration(
            Incident incident,
            Request asked,
            Settings controller,
            Map<String, Class<? extends Record>> sections,
            Site site)
            throws IOException {
        if (asked.settings() == null && incident.latest(Configured.class).isPresent()) {
            return incident.configuration();
        }
        Settings run = run(incident, asked, sections);
        Optional<Assessed> assessed = incident.production();
        if (assessed.isPresent()) {
            Settings repository =
                    Settings.of(known(assessed.get().settings(), sections), Settings.FILE, sections.keySet());
            return Configuration.of(sections, run, repository, controller)
                    .assuming(STEP, "production", assessed.get().branch());
        }
        boolean described = asked.description() != null
                || run.layer(STEP, Source.RUN.place()).values().containsKey("description");
        return described
                ? new EffectiveConfiguration(sections, run, controller).in(site.git())
                : Configuration.of(sections, run, Settings.none(), controller);
    }

    /** What this run was given, and what an earlier one was given, which need not be typed again. */
    private Settings run(Incident incident, Request asked, Map<String, Class<? extends Record>> sections) {
        Map<String, Map<String, Object>> given = new LinkedHashMap<>();
        add(known(incident.given(), sections), given);
        add(given(asked, sections), given);
        return Settings.of(given, Source.RUN.place(), sections.keySet());
    }

    @Override
    public Map<String, Map<String, Object>> given(Request asked, Map<String, Class<? extends Record>> sections) {
        Map<String, Map<String, Object>> given = new LinkedHashMap<>();
        add(Objects.requireNonNullElse(asked.settings(), Map.of()), given);
        add(TypedSettings.of(Objects.requireNonNullElse(asked.set(), ""), sections), given);
        return given;
    }

    /** What is added later replaces what was there, for each value by itself. */
    private static void add(Map<String, Map<String, Object>> more, Map<String, Map<String, Object>> given) {
        more.forEach((section, values) ->
                given.computeIfAbsent(section, name -> new LinkedHashMap<>()).putAll(values));
    }

    /** What an older build put on record may have sections that there are no more. */
    private static <V> Map<String, V> known(Map<String, V> recorded, Map<String, Class<? extends Record>> sections) {
        Map<String, V> known = new LinkedHashMap<>(recorded);
        known.keySet().retainAll(sections.keySet());
        return known;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        if (incident.declared().isEmpty() && request.description() == null) {
            return Outcome.stuck(
                    Problem.Kind.USAGE,
                    "There is no description of the incident. Nothing was done; say in a sentence what is broken.");
        }
        List<Fact> facts = new ArrayList<>();
        Declared declared = declared(incident, request, site);
        if (!Optional.of(declared).equals(incident.declared())) {
            facts.add(declared);
        }
        Assessed assessed = incident.production().orElse(null);
        if (assessed == null) {
            assessed = assess(request, site);
            facts.add(assessed);
            surroundings(assessed, site).ifPresent(facts::add);
        }
        mitigated(incident, request).ifPresent(facts::add);
        security(incident, request, declared, site).ifPresent(facts::add);
        affected(incident, request, assessed, site).ifPresent(facts::add);
        // What is in production's branch is seen through, however bad it turns out to have been.
        boolean goesOn = declared.severity().hotfix() || incident.release().isPresent();
        if (!goesOn && incident.declined().isEmpty()) {
            facts.add(new Declined(
                    declared.severity() + " is " + declared.severity().meaning() + ": " + declared.because(),
                    request.normalPath()));
        }
        site.journal().record(facts);
        return goesOn
                ? Outcome.done()
                : Outcome.stuck(
                        Problem.Kind.DECLINED,
                        "This is not a hotfix: " + declared.severity() + " means "
                                + declared.severity().meaning() + ", and it can wait for the normal way. Nothing was"
                                + " changed; " + request.normalPath() + ".");
    }

    @Override
    public void configured(Site site) throws IOException {
        BranchRules.read(site);
    }

    /** What was done to stop the damage; that nothing was, once somebody who was asked confirmed the hotfix. */
    private static Optional<Mitigated> mitigated(Incident incident, Request request) {
        String action = request.mitigation() != null
                ? request.mitigation()
                : answer(incident, "MITIGATION")
                        .or(() -> incident.mitigation().map(Mitigated::action))
                        .orElseGet(() -> asked(incident).isPresent() ? "none" : "");
        Mitigated mitigated = new Mitigated(action);
        return action.isEmpty() || Optional.of(mitigated).equals(incident.mitigation())
                ? Optional.empty()
                : Optional.of(mitigated);
    }

    /** Whether it is about security, unless that is on record; what somebody says counts more than words. */
    private static Optional<SecurityRelated> security(
            Incident incident, Request request, Declared declared, Site site) {
        Optional<SecurityRelated> known = incident.latest(SecurityRelated.class);
        if (request.security() != null) {
            return known.filter(fact -> fact.related() == request.security()).isPresent()
                    ? Optional.empty()
                    : Optional.of(new SecurityRelated(request.security(), site.actor() + " said so"));
        }
        return known.isPresent()
                ? Optional.empty()
                : SecurityWords.in(declared.description())
                        .map(words -> new SecurityRelated(true, "the description says \"" + words + "\""));
    }

    private static Optional<Approved> asked(Incident incident) {
        return incident.approvals().stream()
                .filter(approved -> approved.gate().equals("hotfix"))
                .reduce((first, second) -> second);
    }

    /** What whoever confirmed the hotfix said at that gate. */
    private static Optional<String> answer(Incident incident, String field) {
        return asked(incident)
                .map(approved -> approved.answers().get(field))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static Declared declared(Incident incident, Request request, Site site) {
        Optional<Declared> before = incident.declared();
        String description = request.description() != null
                ? request.description()
                : before.map(Declared::description).orElseThrow();
        String title = before.map(Declared::title)
                .orElseGet(() -> Title.of(request.title() != null ? request.title() : description));
        SeverityRules.Suggestion suggestion = new SeverityRules(request.rules()).suggest(description);
        boolean given = request.severity() != null
                || before.map(Declared::severityGiven).orElse(false);
        Severity severity = request.severity() != null
                ? request.severity()
                : before.map(Declared::severity).orElse(suggestion.severity());
        String because = !given
                ? suggestion.because()
                : severity == suggestion.severity()
                        ? "it was given, and the description suggests the same"
                        : "it was given; " + suggestion.severity() + " was suggested, because " + suggestion.because();
        return new Declared(
                before.map(Declared::id).orElseGet(() -> id(request, title, site)),
                title,
                description,
                severity,
                given,
                because,
                learned(request.impact(), answer(incident, "IMPACT"), before.map(Declared::impact)),
                learned(request.scope(), answer(incident, "SCOPE"), before.map(Declared::scope)),
                learned(request.source(), answer(incident, "SOURCE"), before.map(Declared::source)),
                learned(request.since(), answer(incident, "SINCE"), before.map(Declared::since)));
    }

    /** What was said at the gate counts, and what a call says later: a run's own settings do not contradict who was asked. */
    private static @Nullable String learned(@Nullable String now, Optional<String> answered, Optional<String> before) {
        return answered.orElse(now != null ? now : before.orElse(null));
    }

    private static String id(Request request, String title, Site site) {
        return request.id() != null
                ? request.id()
                : "HOTFIX-" + LocalDate.now(site.clock()).format(DateTimeFormatter.BASIC_ISO_DATE) + "-"
                        + Slug.of(title);
    }

    private static Assessed assess(Request request, Site site) throws IOException {
        GitRepository git = site.git();
        String tip = git.branch(request.production()).orElseThrow();
        String version = git.version(tip).orElse(null);
        List<CommitSummary> changes =
                git.commits(version == null ? null : "refs/tags/" + version, tip, CHANGES).stream()
                        .map(CommitSummaries::of)
                        .toList();
        return new Assessed(
                git.remoteUrl(),
                request.production(),
                tip,
                version,
                changes,
                EffectiveConfiguration.file(git, tip, Settings.FILE));
    }

    /** What else is going on in the repository, told at once; empty if nothing is. */
    private static Optional<Surroundings> surroundings(Assessed production, Site site) throws IOException {
        GitRepository git = site.git();
        List<Incident> others = site.others();
        Optional<Predecessor> runs = Predecessor.in(git, production.commit(), others);
        List<CommitSummary> undeployed = runs.isEmpty()
                ? List.of()
                : git.commits(runs.get().commit(), production.commit(), CHANGES).stream()
                        .map(CommitSummaries::of)
                        .toList();
        Set<String> beyond = undeployed.stream().map(CommitSummary::id).collect(Collectors.toSet());
        List<OpenIncident> open = others.stream()
                .filter(other -> isOpen(other, beyond))
                .map(other -> new OpenIncident(
                        String.valueOf(other.id()),
                        String.valueOf(other.title()),
                        other.status().word()))
                .toList();
        if (open.isEmpty() && undeployed.isEmpty()) {
            return Optional.empty();
        }
        open.forEach(other -> site.console()
                .say("Another incident of this repository is open: " + other.id() + ", " + other.status() + ": "
                        + other.title()));
        if (!undeployed.isEmpty()) {
            site.console()
                    .say(production.branch() + " holds "
                            + (undeployed.size() == CHANGES ? "at least " : "")
                            + Count.of(undeployed.size(), "commit") + " beyond "
                            + runs.get().name()
                            + ", the newest version that is known to run; a release from it brings them along:");
            undeployed.forEach(
                    commit -> site.console().say("  " + commit.id().substring(0, 12) + " " + commit.subject()));
        }
        return Optional.of(new Surroundings(
                runs.map(Predecessor::version).orElse(null),
                runs.map(Predecessor::commit).orElse(null),
                open,
                undeployed));
    }

    /** What was rolled back is over once production's branch does not bring it again. */
    private static boolean isOpen(Incident other, Set<String> undeployed) {
        return switch (other.status()) {
            case UNKNOWN, DECLINED, ABANDONED, RESOLVED -> false;
            case ROLLED_BACK ->
                undeployed.contains(Required.release(other).commit())
                        && other.rollback()
                                .filter(back -> back.reverted().equals("pushed"))
                                .isEmpty();
            default -> true;
        };
    }

    private static Optional<Affected> affected(Incident incident, Request request, Assessed production, Site site)
            throws IOException {
        if (request.faulty() == null && request.paths().isEmpty()) {
            return Optional.empty();
        }
        GitRepository git = site.git();
        String faulty = null;
        List<String> versions = List.of();
        List<String> paths = new ArrayList<>(request.paths());
        if (request.faulty() != null) {
            faulty = git.resolve(request.faulty())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "there is no commit '" + request.faulty() + "' in the repository"));
            versions = git.tagsContaining(faulty);
        }
        Affected affected = new Affected(
                CodeOwners.in(git, production.commit(), request.owners()).components(paths), faulty, versions);
        return Optional.of(affected).equals(incident.affected()) ? Optional.empty() : Optional.of(affected);
    }
}
