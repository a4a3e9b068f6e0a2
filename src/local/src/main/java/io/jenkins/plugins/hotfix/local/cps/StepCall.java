package io.jenkins.plugins.hotfix.local.cps;

import com.cloudbees.groovy.cps.Outcome;
import groovy.lang.Closure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of a step by a script, from its start to its outcome. */
public final class StepCall {

    private final Program program;
    private final Step step;
    private final Arguments arguments;
    private final GreenThread caller;
    private final List<GreenThread> bodies = new ArrayList<>();
    private Consumer<Throwable> stop = this::fail;
    private @Nullable Outcome outcome;

    StepCall(Program program, Step step, Arguments arguments, GreenThread caller) {
        this.program = program;
        this.step = step;
        this.arguments = arguments;
        this.caller = caller;
    }

    /** The step that is called. */
    public Step step() {
        return step;
    }

    /** What the script gave. */
    public Arguments arguments() {
        return arguments;
    }

    /** What the blocks around the call give. */
    public Context context() {
        return caller.context();
    }

    /** The run that the call is part of. */
    public Program program() {
        return program;
    }

    /** Ends the call with a value. Of several endings the first counts. Any thread may call this. */
    public void succeed(@Nullable Object value) {
        end(new Outcome(value, null));
    }

    /** Ends the call with a problem, which the script can catch. Of several endings the first counts. Any thread may call this. */
    public void fail(Throwable problem) {
        end(new Outcome(null, problem));
    }

    /** Ends the call with the outcome of a block. Of several endings the first counts. Any thread may call this. */
    public void end(Outcome result) {
        program.onProgramThread(() -> {
            if (outcome == null) {
                outcome = result;
                program.listener().ended(this, result);
                caller.stepEnded(this, result);
            }
        });
    }

    @Nullable
    Outcome outcome() {
        return outcome;
    }

    /**
     * Runs a block of script; its outcome is handed over on the program's thread.
     *
     * @param context what steps in the block see
     */
    public void run(Closure<?> block, Context context, Consumer<Outcome> whenDone) {
        program.onProgramThread(() -> program.start(this, block, context, whenDone));
    }

    void bodyBegan(GreenThread body) {
        bodies.add(body);
    }

    void bodyEnded(GreenThread body) {
        bodies.remove(body);
    }

    /** Runs the call's own block and ends the call with the block's outcome. */
    public void runBlock(Context context) {
        run(block(), context, this::end);
    }

    /** The block, which must have been given. */
    public Closure<?> block() {
        Closure<?> block = arguments.block();
        if (block == null) {
            throw new IllegalStateException(step.name() + " step must be called with a body");
        }
        return block;
    }

    /** Does blocking work on a thread of its own and ends the call with what it gives. Stopping the call interrupts that thread. */
    public void inBackground(Callable<?> work) {
        Throwable[] cause = new Throwable[1];
        Thread worker = new Thread(
                () -> {
                    Outcome result;
                    try {
                        result = new Outcome(work.call(), null);
                    } catch (Throwable problem) {
                        result = new Outcome(null, problem);
                    }
                    Outcome end = result;
                    program.onProgramThread(() -> end(cause[0] == null ? end : new Outcome(null, cause[0])));
                },
                "step " + step.name());
        worker.setDaemon(true);
        onStop(problem -> {
            cause[0] = problem;
            worker.interrupt();
        });
        worker.start();
    }

    /** Does something on the program's thread after a while, unless the returned future is cancelled. */
    public Future<?> after(Duration delay, Runnable action) {
        return program.after(delay, action);
    }

    /** How to stop the call while no block of it runs; without this it just fails. */
    public void onStop(Consumer<Throwable> action) {
        stop = action;
    }

    /** Stops what the call does, innermost first; the call fails with the cause unless its step makes something else of it. */
    public void stop(Throwable cause) {
        program.onProgramThread(() -> {
            if (bodies.isEmpty()) {
                stop.accept(cause);
            } else {
                List.copyOf(bodies).forEach(body -> body.stop(cause));
            }
        });
    }

    /** Prints a line to the run's output. Any thread may call this. */
    public void print(String line) {
        program.onProgramThread(() -> program.listener().line(context(), line));
    }
}
