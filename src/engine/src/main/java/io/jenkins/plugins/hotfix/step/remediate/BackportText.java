package io.jenkins.plugins.hotfix.step.remediate;

import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.incident.Fact.DirectPush;
import io.jenkins.plugins.hotfix.incident.Fact.Explained;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of the pull request that brings a direct push to the other branch.
 *
 * @param ticket its key; null if there is none
 * @param url where the ticket is; null if nobody said
 */
record BackportText(
        Incident incident,
        DirectPush push,
        Explained said,
        @Nullable String ticket,
        @Nullable String url) {

    String title() {
        return name() + ": Backport hotfix - " + incident.title();
    }

    String name() {
        return ticket == null ? String.valueOf(incident.id()) : ticket;
    }

    String body(List<FileConflict> resolved) {
        StringBuilder text = new StringBuilder();
        if (ticket != null) {
            text.append("## Tickets\n\n| Ticket | Title |\n|---|---|\n| ")
                    .append(url == null ? cell(ticket) : "[" + cell(ticket) + "](" + cell(url) + ")")
                    .append(" | ")
                    .append(cell(String.valueOf(incident.title())))
                    .append(" |\n\n");
        }
        text.append("## Summary\n\n")
                .append("Brings to `" + push.to() + "` what was pushed straight to `" + push.from() + "`:\n\n")
                .append(push.commits().stream()
                        .map(commit -> "- `" + ObjectId.abbreviated(commit.id()) + "` " + line(commit.subject()) + " ("
                                + line(commit.author().replaceFirst(" <.*", "")) + ")\n")
                        .collect(Collectors.joining()))
                .append(said.fix().isBlank() ? "" : "\n" + line(said.fix()) + "\n")
                .append("\n## Context\n\nIncident ")
                .append(incident.id())
                .append(". A production incident was fixed by a direct push; this is that fix on its way through the"
                        + " normal review.\n\n")
                .append(point("Impact", said.impact()))
                .append(point("Duration", said.duration()))
                .append(point("Root cause", said.rootCause()));
        if (!resolved.isEmpty()) {
            text.append("\n**Conflicts were decided for the hotfix; look at these files:**\n\n");
            resolved.forEach(
                    file -> text.append("- `").append(line(file.path())).append("`\n"));
        }
        return text.append("\n## Test plan\n\n- [ ] The deployment of `" + push.to() + "` succeeds\n"
                        + "- [ ] What was broken works there\n- [ ] Nothing else changed with the picks\n")
                .toString();
    }

    private static String point(String name, String text) {
        return "- " + name + ": " + (text.isBlank() ? "not said" : line(text)) + "\n";
    }

    private static String cell(String text) {
        return line(text).replace("|", "\\|");
    }

    /** On one line, and neither code, a mention nor HTML. */
    private static String line(String text) {
        return text.strip()
                .replaceAll("\\s+", " ")
                .replace("<", "&lt;")
                .replace("`", "'")
                .replace("@", "@\u200b");
    }
}
