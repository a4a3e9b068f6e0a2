package io.jenkins.plugins.hotfix.local.terminal;

import java.io.PrintStream;

/**
 * A file or a pipe: lines, and nothing that would have to be erased.
 *
 * @param out where they go
 */
public record PlainScreen(PrintStream out) implements Screen {

    @Override
    public void line(Tone tone, String text) {
        out.println(Visible.of(text));
        out.flush();
    }

    @Override
    public void status(String text) {}
}
