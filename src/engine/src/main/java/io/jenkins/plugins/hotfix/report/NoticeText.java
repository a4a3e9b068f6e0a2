package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.jenkins.plugins.hotfix.incident.Fact.Abandoned;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Declined;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.FollowUps;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people are notified of, as plain text: its first line says all that matters.
 *
 * @param incident as it was when it happened
 * @param at when it happened
 * @param gate the gate that waits for an answer; null where none does
 * @param zone in which times are shown
 */
public record NoticeText(
        Incident incident, Instant at, @Nullable Gate gate, ZoneId zone) {
    private static final int LONGEST = 3000;
    private static final int LONGEST_VALUE = 500;

    /**
     * A gate that waits for an answer.
     *
     * @param question what it asks
     * @param who who may answer
     * @param where where that is done, if there is no address for it
     */
    public record Gate(
            String name,
            String question,
            String who,
            Instant until,
            @Nullable String where) {}

    /**
     * The text.
     *
     * @param name what {@code resources/hotfix} has a template for, as {@code notice-started}
     * @param template a template to use in its place; null for none
     * @throws IllegalArgumentException if the template is none, or uses other names than those there
     */
    public String of(String name, @Nullable String template) {
        try {
            Template text = template == null ? Templates.plain(name + ".txt") : Templates.plainOf(template);
            String all = Visible.of(text.execute(page())).strip();
            return all.length() > LONGEST ? all.substring(0, LONGEST - 1) + "…" : all;
        } catch (MustacheException e) {
            throw new IllegalArgumentException("The template asks for what is not there: " + e.getMessage(), e);
        }
    }

    private Page page() {
        Times times = new Times(zone);
        Declared declared = incident.declared().orElse(null);
        return new Page(
                Objects.requireNonNullElse(incident.id(), ""),
                line(incident.title()),
                String.valueOf(incident.severity()),
                incident.status().word(),
                times.at(at),
                by(),
                line(declared == null || declared.impact() == null ? incident.title() : declared.impact()),
                declared == null ? "" : line(declared.scope()),
                declared == null || declared.since() == null ? times.at(at) : line(declared.since()),
                incident.mitigation().map(mitigated -> line(mitigated.action())).orElse(""),
                incident.release().map(release -> release.tag()).orElse(""),
                incident.latest(Deployed.class).map(Deployed::replaced).orElse(""),
                incident.rollback().map(Narration::of).orElse(""),
                message(),
                incident.declaredAt() == null ? "" : Times.length(Duration.between(incident.declaredAt(), at)),
                new FollowUps(incident)
                        .open().stream().map(FollowUps.Item::title).toList(),
                gate == null ? "" : line(gate.name()),
                gate == null ? "" : line(gate.question()),
                gate == null ? "" : line(gate.who()),
                gate == null ? "" : times.at(gate.until()),
                gate == null ? "" : line(gate.where()));
    }

    private String by() {
        return incident.events().stream()
                .filter(event -> event.fact() instanceof Declared)
                .map(event -> line(event.actor()))
                .findFirst()
                .orElse("");
    }

    private String message() {
        return Stream.of(
                        incident.latest(RunEnded.class).map(RunEnded::message),
                        incident.latest(Abandoned.class).map(Narration::of),
                        incident.latest(Declined.class).map(Narration::of))
                .flatMap(said -> said.stream())
                .filter(said -> !said.isBlank())
                .map(NoticeText::line)
                .findFirst()
                .orElse("");
    }

    private static String line(@Nullable String text) {
        return text == null ? "" : Visible.line(text, LONGEST_VALUE);
    }

    private record Page(
            String id,
            String title,
            String severity,
            String status,
            String at,
            String by,
            String impact,
            String scope,
            String since,
            String mitigation,
            String tag,
            String replaced,
            String rollback,
            String message,
            String took,
            List<String> followUps,
            String gate,
            String question,
            String who,
            String until,
            String where) {}
}
