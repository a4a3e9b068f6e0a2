package io.jenkins.plugins.hotfix.question;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a gate asks a person.
 *
 * @param gate the gate's name, under which the answer is on record
 * @param title what is approved, in one line
 * @param details what somebody must know to answer, as lines
 * @param approve what the button does that approves
 * @param unattended what happens, and what to do, where nobody is there who can do what it asks for; null if it can be
 *     approved in advance
 */
public record Question(
        String gate,
        Phrase title,
        List<Phrase> details,
        List<Field> fields,
        Phrase approve,
        @Nullable Phrase unattended)
        implements Serializable {
    public Question(String gate, Phrase title, List<Phrase> details, List<Field> fields, Phrase approve) {
        this(gate, title, details, fields, approve, null);
    }

    public Question {
        details = List.copyOf(details);
        fields = List.copyOf(fields);
    }

    /**
     * A question in words that are not ours, as a pipeline asks it.
     *
     * @param text the title and, from its second line on, the details
     */
    public static Question verbatim(String gate, String text, List<Field> fields, String approve) {
        List<Phrase> lines = Phrase.lines(text).toList();
        return new Question(
                gate,
                lines.isEmpty() ? Phrase.EMPTY : lines.get(0),
                lines.subList(Math.min(1, lines.size()), lines.size()),
                fields,
                Phrase.verbatim(approve));
    }

    /** Whether somebody must choose, so that nobody can have answered in advance. */
    public boolean needsChoice() {
        return fields.stream().anyMatch(Field::mustBeChosen);
    }

    /** Whether a person must do or decide something, so that nobody can have approved it in advance. */
    public boolean needsPerson() {
        return unattended != null || needsChoice();
    }

    /** The question, where approving it is not enough: somebody must have done something. */
    public Question needing(Phrase unattended) {
        return new Question(gate, title, details, fields, approve, unattended);
    }

    /** The question with lines above its details. */
    public Question preceded(Stream<Phrase> lines) {
        List<Phrase> all = new ArrayList<>(lines.toList());
        if (!all.isEmpty() && !details.isEmpty()) {
            all.add(Phrase.EMPTY);
        }
        all.addAll(details);
        return new Question(gate, title, all, fields, approve, unattended);
    }

    /** The question with more below its details and its fields. */
    public Question followed(List<Phrase> lines, List<Field> more) {
        List<Phrase> all = new ArrayList<>(details);
        if (!all.isEmpty() && !lines.isEmpty()) {
            all.add(Phrase.EMPTY);
        }
        all.addAll(lines);
        return new Question(
                gate, title, all, Stream.concat(fields.stream(), more.stream()).toList(), approve, unattended);
    }
}
