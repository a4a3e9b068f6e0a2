package io.jenkins.plugins.hotfix.jenkins.agent;

import hudson.model.TaskListener;
import io.jenkins.plugins.hotfix.step.Console;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a step says at its agent. A line goes to the build's log after a moment; what is said last goes with the answer. To send a line ahead of
 * the answer makes the answer wait, on a connection that sends small messages together, until the line is acknowledged.
 */
final class AgentConsole implements Console {
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "hotfix console");
        thread.setDaemon(true);
        return thread;
    });

    private final TaskListener listener;
    private final List<String> lines = new ArrayList<>();
    private @Nullable Future<?> sending;
    private boolean sent;

    AgentConsole(TaskListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void say(String line) {
        lines.add(line);
        if (sending == null) {
            sending = CLOCK.schedule(this::send, MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void send() {
        sending = null;
        sent |= !lines.isEmpty();
        lines.forEach(listener.getLogger()::println);
        lines.clear();
    }

    /** What has not been sent; nobody else sends it then. */
    synchronized List<String> last() {
        if (sending != null) {
            sending.cancel(false);
            sending = null;
        }
        List<String> last = List.copyOf(lines);
        lines.clear();
        return last;
    }

    /** Sends what there is. Lines still on their way would come after the build's end. */
    synchronized void end() {
        for (String line : last()) {
            listener.getLogger().println(line);
            sent = true;
        }
        if (sent) {
            listener.getLogger().flush();
        }
    }
}
