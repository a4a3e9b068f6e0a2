package io.jenkins.plugins.hotfix.local.terminal;

import com.cloudbees.groovy.cps.Outcome;
import io.jenkins.plugins.hotfix.local.cps.Context;
import io.jenkins.plugins.hotfix.local.cps.ProgramListener;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.primitive.Parallel;
import io.jenkins.plugins.hotfix.local.primitive.Stage;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows a run while it goes on: its stages, what its steps print, and what runs now for how long. */
public final class Progress implements ProgramListener, Closeable {

    private static final int REFRESH_MILLIS = 500;

    private final Screen screen;
    private final Clock clock;
    private final Map<StepCall, Instant> running = new LinkedHashMap<>();
    private boolean paused;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });

    /** Shows a run from now on. */
    public Progress(Screen screen, Clock clock) {
        this.screen = screen;
        this.clock = clock;
        ticker.scheduleWithFixedDelay(this::tick, REFRESH_MILLIS, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void began(StepCall call) {
        if (!call.step().signature().synchronous()) {
            running.put(call, clock.instant());
        }
        if (isStage(call)) {
            screen.line(Screen.Tone.HEADING, "==> " + stage(call));
        }
    }

    @Override
    public synchronized void ended(StepCall call, Outcome outcome) {
        Instant began = running.remove(call);
        if (isStage(call) && began != null) {
            String took = Elapsed.of(Duration.between(began, clock.instant()));
            if (outcome.isSuccess()) {
                screen.line(Screen.Tone.GOOD, "    " + stage(call) + ": done in " + took);
            } else {
                screen.line(Screen.Tone.BAD, "    " + stage(call) + ": not done, after " + took);
            }
        }
    }

    @Override
    public synchronized void line(Context context, String line) {
        String branch = context.get(Parallel.Branch.class)
                .map(in -> "[" + in.name() + "] ")
                .orElse("");
        screen.line("    " + branch + line);
    }

    /** Shows a line that a hotfix step says. */
    public void line(String line) {
        line(Context.EMPTY, line);
    }

    /** Shows nothing of its own while somebody is asked something. */
    public synchronized void pause(boolean pause) {
        paused = pause;
        screen.status("");
    }

    private synchronized void tick() {
        Deque<StepCall> innermost = new ArrayDeque<>(running.keySet());
        if (paused || innermost.isEmpty()) {
            return;
        }
        StepCall call = innermost.getLast();
        String stage = call.context()
                .get(Stage.Named.class)
                .map(named -> named.name() + ": ")
                .orElse("");
        Duration time = Duration.between(running.get(call), clock.instant());
        if (time.toSeconds() > 0) {
            screen.status("    " + stage + call.step().name() + ", for " + Elapsed.of(time));
        }
    }

    private static boolean isStage(StepCall call) {
        return call.step().name().equals(Stage.NAME);
    }

    private static String stage(StepCall call) {
        return call.arguments().text("name", "");
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        screen.status("");
    }
}
