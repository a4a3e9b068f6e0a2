package io.jenkins.plugins.hotfix.report;

/**
 * A piece of text in a report. A long one shows its beginning and folds out.
 *
 * @param full all of it, as it was given
 * @param code whether machines read it, too: a commit id, a path, a command
 */
record Text(String full, boolean code) {
    private static final int LONGEST = 400;

    static Text of(String full) {
        return new Text(full, false);
    }

    static Text code(String full) {
        return new Text(full, true);
    }

    /** Whether it is too long to stand in a table or a list as it is. */
    boolean folded() {
        return full.length() > LONGEST || full.lines().count() > 6;
    }

    /** Its beginning, on one line. */
    String brief() {
        return Visible.line(full, LONGEST / 2);
    }

    /** How much there is. */
    int size() {
        return full.codePointCount(0, full.length());
    }

    /** Its beginning as a piece of HTML in Markdown. */
    String briefInsideHtml() {
        return Markdown.insideHtml(brief());
    }

    /** All of it as a piece of HTML in Markdown. */
    String fullInsideHtml() {
        return Markdown.insideHtml(full);
    }
}
