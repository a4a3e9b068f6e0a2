package io.jenkins.plugins.hotfix.local.terminal;

import java.io.PrintWriter;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedCharSequence.ForceMode;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;

/**
 * A terminal: lines scroll by, and the last row tells what runs now where the terminal can erase it. Writes to standard
 * output, because the terminal itself is closed as soon as the process is told to end, and there is still something to
 * say then.
 */
public final class TerminalScreen implements Screen {

    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean erases;
    private final int columns;
    private final int colours;
    private boolean statusShown;

    /**
     * A screen.
     *
     * @param terminal what it can do
     * @param colour whether colours are wanted
     * @param out what leads to it
     */
    public TerminalScreen(Terminal terminal, boolean colour, PrintWriter out) {
        this.out = out;
        this.erases = terminal.getStringCapability(Capability.clr_eol) != null;
        this.columns = terminal.getSize().getColumns();
        Integer most = terminal.getNumericCapability(Capability.max_colors);
        this.colours = colour && erases && most != null ? most : 0;
    }

    @Override
    public synchronized void line(Tone tone, String text) {
        erase();
        out.println(styled(tone, Shown.of(text)));
        out.flush();
    }

    @Override
    public synchronized void status(String text) {
        if (!erases) {
            return;
        }
        erase();
        if (!text.isEmpty()) {
            AttributedString visible = new AttributedString(Shown.of(text));
            String fitting = visible.columnSubSequence(0, Math.min(columns - 1, visible.columnLength()))
                    .toString();
            out.print(styled(Tone.FAINT, fitting));
            statusShown = true;
        }
        out.flush();
    }

    private void erase() {
        if (statusShown) {
            out.print(ERASE);
            statusShown = false;
        }
    }

    private String styled(Tone tone, String text) {
        if (colours == 0) {
            return text;
        }
        AttributedStyle style = switch (tone) {
            case PLAIN -> AttributedStyle.DEFAULT;
            case HEADING -> AttributedStyle.BOLD;
            case GOOD -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case BAD -> AttributedStyle.BOLD.foreground(AttributedStyle.RED);
            case FAINT -> AttributedStyle.DEFAULT.faint();
        };
        return new AttributedString(text, style).toAnsi(colours, ForceMode.None);
    }
}
