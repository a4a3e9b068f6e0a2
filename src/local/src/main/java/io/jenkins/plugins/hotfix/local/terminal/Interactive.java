package io.jenkins.plugins.hotfix.local.terminal;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Sized;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** What this process is connected to: a terminal with a person at it, or files and pipes. */
public final class Interactive implements Closeable {

    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    private final @Nullable Terminal terminal;
    private final Screen screen;

    private Interactive(@Nullable Terminal terminal, Screen screen) {
        this.terminal = terminal;
        this.screen = screen;
    }

    /**
     * Looks at standard input and output. Colours are used on a terminal unless {@code NO_COLOR} is set.
     *
     * @param out standard output, or what stands for it
     */
    public static Interactive open(PrintWriter out) throws IOException {
        if (System.console() != null) {
            // Native signals would take Ctrl-C away from the run, and grapheme clusters would be asked for and waited
            // for.
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .dumb(true)
                    .nativeSignals(false)
                    .graphemeCluster(false)
                    .build();
            if (terminal.getSize().getColumns() == 0) {
                terminal.setSize((Sized) Size.of(USUAL_COLUMNS, USUAL_ROWS));
            }
            String noColour = System.getenv("NO_COLOR");
            boolean colour = noColour == null || noColour.isEmpty();
            return new Interactive(terminal, new TerminalScreen(terminal, colour, out));
        }
        return new Interactive(null, new PlainScreen(out));
    }

    /** The terminal; empty without a person at it. */
    public Optional<Terminal> terminal() {
        return Optional.ofNullable(terminal);
    }

    /** Where a run is shown. */
    public Screen screen() {
        return screen;
    }

    @Override
    public void close() throws IOException {
        if (terminal != null) {
            terminal.close();
        }
    }
}
