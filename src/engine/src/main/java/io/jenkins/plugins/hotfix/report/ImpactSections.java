package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Affected;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentLeftAlone;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsUpdated;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemDue;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemKept;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.Block.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long it hurt and what stopped it, why it happened, and what is learned from it. What nobody said is not recorded. */
final class ImpactSections {
    private static final String UNKNOWN = "not recorded";
    private static final String NO_MITIGATION = "none";

    /** What usually helps before there is a fix, and the words by which a description names it. */
    private static final Map<String, Pattern> MITIGATIONS = new LinkedHashMap<>();

    static {
        MITIGATIONS.put("Feature flag switched off", words("flags?|toggle\\w*|feature switch|플래그"));
        MITIGATIONS.put("Rollback", words("roll(ed|ing)?[ -]?back\\w*|revert\\w*|롤백\\w*"));
        MITIGATIONS.put(
                "More machines", words("scal(e|ed|ing)\\w*|more (machines|pods|nodes|instances|replicas)|증설\\w*"));
        MITIGATIONS.put("Database corrected", words("database|db|sql|데이터베이스|디비"));
        MITIGATIONS.put("Redirect or workaround", words("redirect\\w*|workaround|fail(ed)?[ -]?over|우회\\w*"));
    }

    private final Incident incident;
    private final Times times;
    private final Optional<PostmortemKept> kept;

    ImpactSections(Incident incident, Times times) {
        this.incident = incident;
        this.times = times;
        kept = incident.latest(PostmortemKept.class);
    }

    /** What belongs before the fix. */
    List<Section> before() {
        return List.of(duration(), mitigation(), cause());
    }

    /** What belongs after the backports. */
    List<Section> after() {
        return List.of(postmortem(), documents());
    }

    private Section duration() {
        Map<String, @Nullable Instant> moments = new LinkedHashMap<>();
        moments.put("Started", kept.map(PostmortemKept::began).orElse(null));
        moments.put("Detected", incident.declaredAt());
        moments.put(
                "Mitigated",
                first(fact -> fact instanceof Mitigated mitigated
                        && !mitigated.action().equals(NO_MITIGATION)));
        moments.put("Root cause known", causeKnown());
        moments.put("Fixed", first(fact -> fact instanceof FixCollected));
        moments.put(
                "Deployed",
                first(fact ->
                        fact instanceof Deployed deployed && deployed.status().equals("succeeded")));
        moments.put("Resolved", kept.map(PostmortemKept::ended).orElse(incident.restoredAt()));
        List<List<Text>> rows = new ArrayList<>();
        Instant before = null;
        for (Map.Entry<String, @Nullable Instant> moment : moments.entrySet()) {
            Instant at = moment.getValue();
            String since = before == null || at == null || at.isBefore(before)
                    ? ""
                    : Times.length(Duration.between(before, at));
            rows.add(List.of(
                    Text.of(moment.getKey()),
                    Text.of(at == null ? unknown(moment.getKey()) : times.at(at)),
                    Text.of(since)));
            before = at == null || (before != null && at.isBefore(before)) ? before : at;
        }
        return new Section(
                "Impact in time",
                Block.table(List.of("Moment", "When", "After the moment before"), rows),
                Block.fields(List.of(new Field("Duration of the impact", Text.of(impact())))));
    }

    private String unknown(String moment) {
        return moment.equals("Started")
                ? incident.declared()
                        .map(Declared::since)
                        .filter(since -> !since.isBlank())
                        .map(since -> UNKNOWN + "; as reported: " + since)
                        .orElse(UNKNOWN)
                : UNKNOWN;
    }

    private String impact() {
        Instant began = kept.map(PostmortemKept::began).orElse(null);
        Instant ended = kept.map(PostmortemKept::ended).orElse(incident.restoredAt());
        return began == null || ended == null
                ? UNKNOWN + ". Say in the postmortem since when and until when users were hit: ./hotfix postmortem "
                        + incident.id()
                : Times.length(Duration.between(began, ended));
    }

    private @Nullable Instant first(Predicate<Fact> wanted) {
        return incident.events().stream()
                .filter(event -> wanted.test(event.fact()))
                .map(Event::at)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Instant causeKnown() {
        return first(fact -> fact instanceof Affected affected && affected.faultyCommit() != null
                || fact instanceof PostmortemKept text && !text.cause().isEmpty());
    }

    private Section mitigation() {
        String action = incident.mitigation().map(Mitigated::action).orElse("");
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(
                action.isEmpty()
                        ? "What was done before the fix is " + UNKNOWN + "."
                        : action.equals(NO_MITIGATION) ? "Nothing was done before the fix." : action));
        if (!action.isEmpty() && !action.equals(NO_MITIGATION)) {
            blocks.add(Block.table(
                    List.of("What helps before a fix", "Done"),
                    MITIGATIONS.entrySet().stream()
                            .map(each -> List.of(
                                    Text.of(each.getKey()),
                                    Text.of(each.getValue().matcher(action).find() ? "yes, by these words" : UNKNOWN)))
                            .toList()));
        }
        return new Section("Mitigation", blocks);
    }

    private Section cause() {
        Optional<String> faulty = incident.affected().map(Affected::faultyCommit);
        String cause =
                kept.map(PostmortemKept::cause).filter(text -> !text.isEmpty()).orElse(UNKNOWN);
        return new Section(
                "Root cause",
                Block.fields(List.of(
                        new Field("Why it happened", Text.of(cause)),
                        new Field("Faulty commit", faulty.map(Text::code).orElse(Text.of(UNKNOWN))))));
    }

    private Section postmortem() {
        List<Field> fields = new ArrayList<>();
        incident.latest(PostmortemDue.class)
                .ifPresent(due -> fields.add(new Field("Due", Text.of(due.due() + ", owner " + due.owner()))));
        if (kept.isEmpty()) {
            fields.add(new Field("On record", Text.of("no; finish it with ./hotfix postmortem " + incident.id())));
            return new Section("Lessons and action items", Block.fields(fields));
        }
        PostmortemKept text = kept.get();
        fields.add(new Field(
                "On record since",
                Text.of(incident.when(PostmortemKept.class).map(times::at).orElse(UNKNOWN))));
        fields.add(new Field("Owner", Text.of(text.owner().isEmpty() ? UNKNOWN : text.owner())));
        fields.add(new Field(
                "Questions that are open", Text.of(text.open().isEmpty() ? "none" : String.join("\n", text.open()))));
        fields.add(new Field("Text", Text.of(text.text())));
        List<Block> blocks = new ArrayList<>(List.of(Block.fields(fields)));
        if (!text.actions().isEmpty()) {
            blocks.add(Block.table(
                    List.of("Action item", "Why", "Owner", "Due"),
                    text.actions().stream()
                            .map(action -> List.of(
                                    Text.of(action.what()),
                                    Text.of(action.why().isEmpty() ? UNKNOWN : action.why()),
                                    Text.of(action.owner().isEmpty() ? UNKNOWN : action.owner()),
                                    Text.of(
                                            action.due() == null
                                                    ? UNKNOWN
                                                    : action.due().toString())))
                            .toList()));
        }
        return new Section("Lessons and action items", blocks);
    }

    private Section documents() {
        List<Block> blocks = new ArrayList<>();
        incident.all(DocumentLeftAlone.class).stream()
                .map(Narration::of)
                .map(Block::warning)
                .forEach(blocks::add);
        List<DocumentsUpdated> updated = incident.all(DocumentsUpdated.class);
        blocks.add(
                updated.isEmpty()
                        ? Block.paragraph("No file of the repository tells of it.")
                        : Block.table(
                                List.of("Branch", "Commit", "Files"),
                                updated.stream()
                                        .map(each -> List.of(
                                                Text.code(each.branch()),
                                                Text.code(each.commit()),
                                                Text.code(String.join("\n", each.paths()))))
                                        .toList()));
        return new Section("Documents", blocks);
    }

    private static Pattern words(String words) {
        return Pattern.compile("\\b(" + words + ")", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    }
}
