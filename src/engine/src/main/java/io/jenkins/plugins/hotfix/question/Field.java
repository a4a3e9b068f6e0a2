package io.jenkins.plugins.hotfix.question;

import java.io.Serializable;
import java.util.List;

/**
 * Something that a gate asks besides yes or no.
 *
 * @param name under which the answer is on record
 * @param label what it is called on the screen
 * @param help what is meant; empty where the label says it
 * @param initial the answer where nothing is filled in: a text, a choice's value, {@code true} or {@code false}
 * @param choices what there is to choose from, for {@link Kind#CHOICE}
 */
public record Field(String name, Phrase label, Kind kind, Phrase help, String initial, List<Choice> choices)
        implements Serializable {

    /** How it is asked. */
    public enum Kind {
        /** A text on one line. */
        LINE,
        /** A text of several lines. */
        TEXT,
        /** One of several values. */
        CHOICE,
        /** Yes or no, on record as {@code true} or {@code false}. */
        FLAG
    }

    /** A value, and what it is called on the screen. */
    public record Choice(String value, Phrase label) implements Serializable {}

    public Field {
        choices = List.copyOf(choices);
    }

    public static Field line(String name, Phrase label, Phrase help, String initial) {
        return new Field(name, label, Kind.LINE, help, initial, List.of());
    }

    public static Field text(String name, Phrase label, Phrase help, String initial) {
        return new Field(name, label, Kind.TEXT, help, initial, List.of());
    }

    public static Field flag(String name, Phrase label, Phrase help, boolean initial) {
        return new Field(name, label, Kind.FLAG, help, String.valueOf(initial), List.of());
    }

    /**
     * One of several values.
     *
     * @param choices the first is the answer where nothing is chosen; where its value is empty, somebody must choose
     */
    public static Field choice(String name, Phrase label, Phrase help, List<Choice> choices) {
        return new Field(
                name,
                label,
                Kind.CHOICE,
                help,
                choices.isEmpty() ? "" : choices.get(0).value(),
                choices);
    }

    /** Whether somebody must choose: nobody can have known the answer in advance. */
    public boolean mustBeChosen() {
        return kind == Kind.CHOICE && initial.isEmpty();
    }
}
