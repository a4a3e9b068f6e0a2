package io.jenkins.plugins.hotfix.local.terminal;

/** Where a run shows what it does. Thread safe. */
public interface Screen {

    /** How a line is meant. */
    enum Tone {
        PLAIN,
        HEADING,
        GOOD,
        BAD,
        FAINT
    }

    /** Shows a line for good. */
    void line(Tone tone, String text);

    /** Shows a line for good, as plain text. */
    default void line(String text) {
        line(Tone.PLAIN, text);
    }

    /** Shows what runs now, until something else is shown; an empty text shows nothing. */
    void status(String text);
}
