package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.incident.Fact.Affected;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.ChecklistAnswered;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.ReleaseProposed;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a tracker's ticket says of an incident, as Markdown.
 *
 * @param zone in which times are shown
 */
public record TicketText(Incident incident, ZoneId zone) {
    private static final Template MARKDOWN = Templates.markdown("ticket.md");
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST = 50_000;
    private static final int MOST_COMMITS = 50;
    private static final String PULL_REQUEST = "pull-request";

    /** The ticket's title. */
    public String title() {
        return Visible.line("Hotfix: " + Objects.requireNonNullElse(incident.title(), ""), LONGEST_TITLE);
    }

    /**
     * The ticket's text.
     *
     * @param template a jmustache template to use; null: the one of {@code resources/hotfix/ticket.md}
     * @throws IllegalArgumentException if the template is none, or uses other names than those there
     */
    public String markdown(@Nullable String template) {
        try {
            String text = (template == null ? MARKDOWN : Templates.markdownOf(template)).execute(page());
            String body = text.replaceAll("\n{3,}", "\n\n").strip() + "\n";
            return body.length() > LONGEST ? body.substring(0, LONGEST) + "…\n" : body;
        } catch (MustacheException e) {
            throw new IllegalArgumentException("The template asks for what is not there: " + e.getMessage(), e);
        }
    }

    private Page page() {
        Times times = new Times(zone);
        Optional<Declared> declared = incident.declared();
        return new Page(
                Objects.requireNonNullElse(incident.id(), ""),
                Objects.requireNonNullElse(incident.title(), ""),
                String.valueOf(incident.severity()),
                incident.status().word(),
                incident.declaredAt() == null ? null : times.at(incident.declaredAt()),
                declared.map(Declared::description).orElse(""),
                declared.map(Declared::impact).orElse(null),
                declared.map(Declared::scope).orElse(null),
                declared.map(Declared::since).orElse(null),
                incident.production().map(production -> production.version()).orElse(null),
                cause(),
                fix(),
                incident.mitigation().map(mitigated -> mitigated.action()).orElse(null),
                commits(),
                prevention(),
                links(),
                incident.branch().map(Branched::branch).orElse(null),
                incident.release().map(Released::tag).orElse(null),
                incident.backports());
    }

    private List<String> cause() {
        return Stream.of(
                        incident.latest(Affected.class)
                                .filter(affected -> affected.faultyCommit() != null)
                                .map(Narration::of),
                        incident.latest(ChecklistAnswered.class).stream()
                                .flatMap(checklist -> checklist.items().stream())
                                .filter(item -> item.item().equals("root cause"))
                                .findFirst()
                                .map(item -> "At the deploy gate: " + item.answer() + " (" + item.by() + ")"))
                .flatMap(Optional::stream)
                .toList();
    }

    private List<String> fix() {
        return Stream.of(
                        incident.latest(FixCollected.class),
                        incident.latest(TestsRun.class),
                        incident.proposal(),
                        incident.latest(Released.class),
                        incident.latest(Deployed.class),
                        incident.rollback())
                .flatMap(Optional::stream)
                .map(Narration::of)
                .toList();
    }

    private List<CommitSummary> commits() {
        return incident.fix().stream()
                .flatMap(fix -> fix.commits().stream())
                .limit(MOST_COMMITS)
                .map(commit -> new CommitSummary(
                        ObjectId.abbreviated(commit.id()), commit.subject(), commit.author(), null, commit.at()))
                .toList();
    }

    private List<String> prevention() {
        List<String> prevention = new ArrayList<>();
        incident.fix()
                .filter(fix -> !fix.regressionTests().isEmpty())
                .ifPresent(fix -> prevention.add("Regression test: " + String.join(", ", fix.regressionTests())));
        incident.followUps().stream().map(FollowUp::title).distinct().forEach(prevention::add);
        return prevention;
    }

    private List<Link> links() {
        List<Link> links = new ArrayList<>();
        Stream.concat(
                        incident.all(RequestEnded.class).stream()
                                .filter(ended -> ended.id().startsWith(PULL_REQUEST))
                                .filter(ended -> ended.status() == RequestStatus.DONE)
                                .map(RequestEnded::url),
                        incident.all(ReleaseProposed.class).stream().map(ReleaseProposed::url))
                .filter(Objects::nonNull)
                .distinct()
                .forEach(url -> link("Pull request", url).ifPresent(links::add));
        incident.latest(RunStarted.class)
                .map(RunStarted::url)
                .flatMap(url -> link("Run", url))
                .ifPresent(links::add);
        return links;
    }

    /** An address that can stand in Markdown as it is; empty for everything else. */
    private static Optional<Link> link(String label, String url) {
        try {
            URI uri = new URI(url);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && url.chars().noneMatch(c -> "<>()[]`*|\\".indexOf(c) >= 0)
                    ? Optional.of(new Link(label, "<" + url + ">"))
                    : Optional.empty();
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    private record Link(String label, String url) {}

    private record Page(
            String id,
            String title,
            String severity,
            String status,
            @Nullable String declared,
            String description,
            @Nullable String impact,
            @Nullable String scope,
            @Nullable String since,
            @Nullable String version,
            List<String> cause,
            List<String> fix,
            @Nullable String mitigation,
            List<CommitSummary> commits,
            List<String> prevention,
            List<Link> links,
            @Nullable String branch,
            @Nullable String tag,
            List<Backported> backports) {}
}
