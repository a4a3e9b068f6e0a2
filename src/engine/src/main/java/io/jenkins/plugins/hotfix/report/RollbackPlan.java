package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.MustacheException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way back, written before a deployment: when to take it, how, and how to see that it worked.
 *
 * @param tag what is deployed
 * @param returnsTo what production goes back to
 * @param triggers what calls for a rollback
 * @param steps what to do, in order
 * @param validation what must be true afterwards
 */
public record RollbackPlan(
        String id,
        String title,
        String tag,
        String commit,
        String returnsTo,
        List<String> triggers,
        List<Step> steps,
        List<String> validation) {

    /**
     * Something to do.
     *
     * @param commands the lines that do it; none if a person must find out how
     */
    public record Step(String what, List<String> commands) {
        String text() {
            return String.join("\n", commands.stream().map(Visible::of).toList());
        }

        String fence() {
            return Markdown.fence(text());
        }
    }

    /**
     * The plan as Markdown.
     *
     * @param template a jmustache template to use; null: the one of {@code resources/hotfix/rollback-plan.md}
     * @throws IllegalArgumentException if the template is none, or uses other names than this record's
     */
    public String markdown(@Nullable String template) {
        try {
            return (template == null ? Templates.markdown("rollback-plan.md") : Templates.markdownOf(template))
                    .execute(this);
        } catch (MustacheException e) {
            throw new IllegalArgumentException("The template asks for what is not there: " + e.getMessage(), e);
        }
    }
}
