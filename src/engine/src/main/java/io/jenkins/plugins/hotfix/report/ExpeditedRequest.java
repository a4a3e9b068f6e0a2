package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.MustacheException;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people read who review a hotfix on a forge.
 *
 * @param fields of the incident: what is broken, how badly, for whom
 * @param commits of the fix, newest first
 * @param tests how the critical tests came out
 * @param followUps what remains to be done
 */
public record ExpeditedRequest(
        String id, String title, List<Field> fields, List<String> commits, String tests, List<String> followUps) {

    /** A line of the incident. */
    public record Field(String label, String value) {}

    /** What is on record. */
    public static ExpeditedRequest of(Incident incident) {
        Declared declared = incident.declared().orElseThrow();
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("Id", declared.id()));
        fields.add(new Field("Severity", declared.severity().toString()));
        fields.add(new Field("What is broken", declared.description()));
        add(fields, "Impact", declared.impact());
        add(fields, "Scope", declared.scope());
        add(fields, "Since", declared.since());
        return new ExpeditedRequest(
                declared.id(),
                declared.title(),
                fields,
                incident.fix().stream()
                        .map(FixCollected::commits)
                        .flatMap(List::stream)
                        .map(commit -> Narration.commit(commit.id()) + " " + commit.subject())
                        .toList(),
                incident.latest(TestsRun.class)
                        .map(run -> "The critical tests on " + Narration.commit(run.commit()) + ": "
                                + Narration.tests(run) + ".")
                        .orElse("The critical tests did not run."),
                incident.followUps().stream().map(FollowUp::title).toList());
    }

    private static void add(List<Field> fields, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            fields.add(new Field(label, value));
        }
    }

    /**
     * The text as Markdown.
     *
     * @param template a jmustache template to use; null: the one of {@code resources/hotfix/pull-request.md}
     * @throws IllegalArgumentException if the template is none, or uses other names than this record's
     */
    public String markdown(@Nullable String template) {
        try {
            return (template == null ? Templates.markdown("pull-request.md") : Templates.markdownOf(template))
                    .execute(this);
        } catch (MustacheException e) {
            throw new IllegalArgumentException("The template asks for what is not there: " + e.getMessage(), e);
        }
    }
}
