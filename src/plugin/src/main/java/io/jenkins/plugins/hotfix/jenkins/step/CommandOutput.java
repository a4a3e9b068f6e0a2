package io.jenkins.plugins.hotfix.jenkins.step;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;

/** What a command printed, as the steps of the body that ran it have it in their logs. */
final class CommandOutput {
    private static final int TAIL = 20;
    private static final int TAIL_WIDTH = 500;
    private static final int KEPT = 1_000;

    private final Deque<String> tail = new ArrayDeque<>();
    private final List<String> wanted = new ArrayList<>();

    private CommandOutput() {}

    /**
     * The output of the newest body of a step.
     *
     * @param step the step's node, the beginning of its block
     * @param wanted which lines are kept beside the last ones
     */
    static CommandOutput ofNewestBody(FlowNode step, Predicate<String> wanted) throws IOException {
        CommandOutput output = new CommandOutput();
        for (LogAction log : logs(step)) {
            try (Lines lines = new Lines(line -> output.add(line, wanted))) {
                log.getLogText().writeLogTo(0, lines);
            }
        }
        return output;
    }

    /** The logs in the newest body, oldest first. */
    private static List<LogAction> logs(FlowNode step) {
        List<LogAction> logs = new ArrayList<>();
        DepthFirstScanner scanner = new DepthFirstScanner();
        boolean inside = scanner.setup(step.getExecution().getCurrentHeads(), Set.of(step));
        while (inside && scanner.hasNext()) {
            FlowNode node = scanner.next();
            LogAction log = node.getAction(LogAction.class);
            // In another branch of a parallel step others print.
            if (log != null && node.getAllEnclosingIds().contains(step.getId())) {
                logs.add(log);
            }
            // What is before the body's own beginning is an earlier body of the step.
            inside = !(node instanceof BlockStartNode && step.getId().equals(node.getEnclosingId()));
        }
        Collections.reverse(logs);
        return logs;
    }

    private void add(String line, Predicate<String> kept) {
        tail.addLast(line.length() > TAIL_WIDTH ? line.substring(0, TAIL_WIDTH) : line);
        if (tail.size() > TAIL) {
            tail.removeFirst();
        }
        if (wanted.size() < KEPT && kept.test(line)) {
            wanted.add(line);
        }
    }

    /** The last lines. */
    String tail() {
        return String.join("\n", tail);
    }

    /** The lines that are kept. */
    List<String> wanted() {
        return List.copyOf(wanted);
    }

    private interface Listener {
        void line(String line);
    }

    /** Takes lines out of bytes, each cut at a length. */
    private static final class Lines extends OutputStream {
        private static final int LONGEST = 8192;

        private final Listener listener;
        private final byte[] line = new byte[LONGEST];
        private int length;

        Lines(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void write(int one) {
            if (one == '\n') {
                listener.line(new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing());
                length = 0;
            } else if (length < LONGEST) {
                line[length++] = (byte) one;
            }
        }

        @Override
        public void close() {
            if (length > 0) {
                write('\n');
            }
        }
    }
}
