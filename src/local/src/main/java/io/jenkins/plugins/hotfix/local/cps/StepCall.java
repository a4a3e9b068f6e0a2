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
    private @Nullable Throwable stopped;

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

    /**
     * Ends the call with the outcome of a block. Of several endings the first counts; a call that was stopped ends with
     * the cause of that. Any thread may call this.
     */
    public void end(Outcome given) {
        program.onProgramThread(() -> {
            if (outcome == null) {
                Outcome result = stopped == null ? given : new Outcome(null, stopped);
                outcome = result;
                program.listener().ended(this, result);
                caller.stepEnded(this, result);
            }
        });
    }

    /** Why the call was stopped, on the program's thread; null if it was not. */
    public @Nullable Throwable stopped() {
        return stopped;
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
        program.onProgramThread(() -> {
            if (stopped == null) {
                program.start(this, block, context, whenDone);
            } else {
                whenDone.accept(new Outcome(null, stopped));
            }
        });
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

    /** What is done with the result of work. */
    public interface Conclusion<T> {

        /**
         * Is called on the program's thread, also when the call was stopped while the work was done.
         *
         * @throws Exception fails the call
         */
        void accept(T result) throws Exception;
    }

    /** Does blocking work on a thread of its own and ends the call with what it gives. Stopping the call interrupts that thread. */
    public void inBackground(Callable<?> work) {
        inBackground(work, this::succeed);
    }

    /** Does blocking work on a thread of its own and then concludes on the program's thread. Stopping the call interrupts the work. */
    public <T> void inBackground(Callable<T> work, Conclusion<T> conclusion) {
        Thread worker = new Thread(
                () -> {
                    try {
                        T result = work.call();
                        program.onProgramThread(() -> conclude(result, conclusion));
                    } catch (Throwable problem) {
                        fail(problem);
                    }
                },
                "step " + step.name());
        worker.setDaemon(true);
        onStop(cause -> worker.interrupt());
        worker.start();
    }

    private <T> void conclude(T result, Conclusion<T> conclusion) {
        try {
            conclusion.accept(result);
        } catch (Exception problem) {
            fail(problem);
        }
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
                stopped = cause;
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
