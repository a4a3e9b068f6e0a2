package io.jenkins.plugins.hotfix.local.terminal;

import java.io.PrintWriter;

/**
 * A file or a pipe: lines, and nothing that would have to be erased.
 *
 * @param out where they go
 */
public record PlainScreen(PrintWriter out) implements Screen {

    @Override
    public void line(Tone tone, String text) {
        out.println(Shown.of(text));
        out.flush();
    }

    @Override
    public void status(String text) {}
}
