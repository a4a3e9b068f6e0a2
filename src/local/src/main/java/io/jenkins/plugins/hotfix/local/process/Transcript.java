package io.jenkins.plugins.hotfix.local.process;

import io.jenkins.plugins.hotfix.command.Masking;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What a command prints, on its way to the console: masked and bounded; and its last lines. */
final class Transcript {
    private static final int TAIL = 20;
    private static final int TAIL_WIDTH = 500;

    private final Masking masking;
    private final Consumer<String> output;
    private final Deque<String> tail = new ArrayDeque<>();
    private boolean listening = true;
    private boolean closed;

    Transcript(Masking masking, Consumer<String> output) {
        this.masking = masking;
        this.output = output;
    }

    synchronized void line(String text, long dropped) {
        if (closed) {
            return;
        }
        String masked = masking.mask(text);
        long more = dropped + Math.max(0, masked.length() - BoundedLines.LONGEST);
        String shown = more == 0 ? masked : cut(masked, BoundedLines.LONGEST) + "… (" + more + " more characters)";
        say(shown);
        tail.addLast(cut(shown, TAIL_WIDTH));
        if (tail.size() > TAIL) {
            tail.removeFirst();
        }
    }

    /** Says something that the command did not print. */
    synchronized void note(String sentence) {
        if (!closed) {
            say("(" + sentence + ")");
        }
    }

    /** Nothing more is said from here on. Gives the last lines. */
    synchronized String close() {
        closed = true;
        return String.join("\n", tail);
    }

    private void say(String text) {
        if (!listening) {
            return;
        }
        try {
            output.accept(text);
        } catch (RuntimeException e) {
            // A deployment must not stall, on a pipe that nobody reads, because its console is gone.
            listening = false;
        }
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
