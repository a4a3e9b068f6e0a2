package io.jenkins.plugins.hotfix.local.terminal;

import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;

/** A terminal: lines scroll by, and the last row tells what runs now where the terminal can erase it. */
public final class TerminalScreen implements Screen {

    private final Terminal terminal;
    private final boolean colour;
    private final boolean erases;
    private boolean statusShown;

    /**
     * A screen.
     *
     * @param colour whether colours are wanted
     */
    public TerminalScreen(Terminal terminal, boolean colour) {
        this.terminal = terminal;
        this.erases = terminal.getStringCapability(Capability.clr_eol) != null;
        this.colour = colour && erases;
    }

    @Override
    public synchronized void line(Tone tone, String text) {
        erase();
        terminal.writer().println(styled(tone, Shown.of(text)));
        terminal.flush();
    }

    @Override
    public synchronized void status(String text) {
        if (!erases) {
            return;
        }
        erase();
        if (!text.isEmpty()) {
            int columns =
                    terminal.getSize().getColumns() > 1 ? terminal.getSize().getColumns() - 1 : Integer.MAX_VALUE;
            AttributedString visible = new AttributedString(Shown.of(text));
            String fitting = visible.columnSubSequence(0, Math.min(columns, visible.columnLength()))
                    .toString();
            terminal.writer().print(styled(Tone.FAINT, fitting));
            statusShown = true;
        }
        terminal.flush();
    }

    private void erase() {
        if (statusShown) {
            terminal.writer().print('\r');
            terminal.puts(Capability.clr_eol);
            statusShown = false;
        }
    }

    private String styled(Tone tone, String text) {
        if (!colour) {
            return text;
        }
        AttributedStyle style = switch (tone) {
            case PLAIN -> AttributedStyle.DEFAULT;
            case HEADING -> AttributedStyle.BOLD;
            case GOOD -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case BAD -> AttributedStyle.BOLD.foreground(AttributedStyle.RED);
            case FAINT -> AttributedStyle.DEFAULT.faint();
        };
        return new AttributedString(text, style).toAnsi(terminal);
    }
}
