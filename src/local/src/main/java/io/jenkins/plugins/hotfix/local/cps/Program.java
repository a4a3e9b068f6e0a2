package io.jenkins.plugins.hotfix.local.cps;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.Continuation;
import com.cloudbees.groovy.cps.Envs;
import com.cloudbees.groovy.cps.Outcome;
import com.cloudbees.groovy.cps.impl.CpsCallableInvocation;
import groovy.lang.Closure;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * One run of a script. All of the script runs on the thread that calls {@link #run}; steps that take time work
 * elsewhere and hand their outcome back to it.
 */
public final class Program {

    /** The categories under which transformed code runs. */
    @SuppressWarnings("rawtypes") // the library's type
    static final List<Class> CATEGORIES = categories();

    private static final ThreadLocal<Program> CURRENT = new ThreadLocal<>();

    private final Map<String, Step> steps = new TreeMap<>();
    private final Map<String, GlobalVariable> globals = new TreeMap<>();
    private final Library library;
    private final ProgramListener listener;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final List<GreenThread> threads = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "pipeline timer");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Scripts scripts;
    private @Nullable GreenThread running;

    /**
     * A run that is to be started.
     *
     * @param steps what scripts can call
     * @param globals what scripts see by name, besides the library's variables
     */
    public Program(List<Step> steps, List<GlobalVariable> globals, Library library, ProgramListener listener) {
        steps.forEach(step -> this.steps.put(step.name(), step));
        globals.forEach(global -> this.globals.put(global.name(), global));
        library.vars().keySet().forEach(name -> this.globals.put(name, new LibraryVariable(name)));
        this.library = library;
        this.listener = listener;
    }

    @SuppressWarnings("rawtypes")
    private static List<Class> categories() {
        List<Class> all = new ArrayList<>(Continuable.categories);
        all.add(SerializableIterators.class);
        return List.copyOf(all);
    }

    /** The library's object of that name: one for each script that uses it, kept in the script's binding as Jenkins does. */
    private record LibraryVariable(String name) implements GlobalVariable {

        @Override
        public Object value(PipelineScript script) {
            if (!script.getBinding().hasVariable(name)) {
                script.getBinding().setVariable(name, current().scripts().load(name));
            }
            return script.getBinding().getVariable(name);
        }
    }

    /** The run that the calling thread executes. */
    static Program current() {
        Program program = CURRENT.get();
        if (program == null) {
            throw new IllegalStateException("Steps can only be called on the thread that runs the script.");
        }
        return program;
    }

    /**
     * Runs a script to its end.
     *
     * @param name the name of the script in stack traces
     * @param text its source
     * @param variables what it finds in its binding
     * @return what the script returns
     * @throws Throwable what the script threw and did not catch
     */
    public @Nullable Object run(String name, String text, Map<String, Object> variables) throws Throwable {
        Outcome[] result = new Outcome[1];
        CURRENT.set(this);
        CpsCallableInvocation.registerMismatchHandler(this::mismatch);
        try {
            scripts = new Scripts(library, variables);
            Continuable main = new Continuable(scripts.parse(name, text));
            threads.add(new GreenThread(this, main, Context.EMPTY, (thread, outcome) -> result[0] = outcome));
            while (!threads.isEmpty()) {
                runThreads();
                if (!threads.isEmpty()) {
                    events.take().run();
                }
            }
        } finally {
            CpsCallableInvocation.registerMismatchHandler(null);
            CURRENT.remove();
            timer.shutdownNow();
        }
        return result[0].replay();
    }

    private void runThreads() {
        boolean ran = false;
        for (GreenThread thread = runnable(); thread != null; thread = runnable()) {
            running = thread;
            thread.runOn();
            running = null;
            ran = true;
        }
        if (ran) {
            save();
        }
    }

    private @Nullable GreenThread runnable() {
        return threads.stream().filter(GreenThread::isRunnable).findFirst().orElse(null);
    }

    /**
     * Writes what has still to run, as Jenkins does whenever a script waits, and throws the bytes away: a local variable
     * that cannot be written fails the run here as it does there.
     */
    private void save() {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            for (GreenThread thread : threads) {
                out.writeObject(thread.saved());
            }
        } catch (NotSerializableException e) {
            listener.line(
                    Context.EMPTY,
                    "A variable of the class " + e.getMessage()
                            + " lives across a step but is not serializable; Jenkins"
                            + " cannot save such a script. Keep it in a @NonCPS method or set it to null before the step.");
            threads.get(threads.size() - 1).stop(e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops the script from any thread: what runs now is stopped, and the cause is thrown there. */
    public void stop(Throwable cause) {
        onProgramThread(() -> {
            if (!threads.isEmpty()) {
                threads.get(0).stop(cause);
            }
        });
    }

    void onProgramThread(Runnable action) {
        if (CURRENT.get() == this) {
            action.run();
        } else {
            events.add(action);
        }
    }

    Future<?> after(Duration delay, Runnable action) {
        return timer.schedule(() -> events.add(action), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    ProgramListener listener() {
        return listener;
    }

    Scripts scripts() {
        if (scripts == null) {
            throw new IllegalStateException("The run has not been started.");
        }
        return scripts;
    }

    /** The library that the script uses. */
    public Library library() {
        return library;
    }

    @Nullable
    GlobalVariable global(String name) {
        return globals.get(name);
    }

    /** A variable of {@code env} by its name alone. */
    @Nullable
    Object environment(PipelineScript script, String name) {
        GlobalVariable env = globals.get("env");
        return env == null ? null : InvokerHelper.getProperty(env.value(script), name);
    }

    /** What the blocks around the script's current line give; empty outside a run. */
    public static Context currentContext() {
        Program program = CURRENT.get();
        return program == null || program.running == null ? Context.EMPTY : program.running.context();
    }

    /**
     * Calls a step by its name, as a script does.
     *
     * @throws NoSuchMethodError if there is no such step
     */
    @Nullable
    Object call(String name, @Nullable Object packed) {
        Step step = steps.get(name);
        if (step == null) {
            throw new NoSuchMethodError("No such DSL method '" + name + "' found among steps " + steps.keySet()
                    + " or symbols [] or globals " + globals.keySet());
        }
        Arguments arguments = Arguments.of(step.signature(), packed);
        if (arguments.block() == null && step.signature().block() == StepSignature.Block.REQUIRED) {
            throw new IllegalStateException(name + " step must be called with a body");
        }
        if (running == null) {
            throw new IllegalStateException("The step " + name + " was called while no script runs.");
        }
        StepCall call = new StepCall(this, step, arguments, running);
        if (!step.signature().synchronous()) {
            return Continuable.suspend(name, call);
        }
        begin(call);
        return replay(call);
    }

    private static @Nullable Object replay(StepCall call) {
        Outcome outcome = call.outcome();
        if (outcome == null) {
            throw new AssertionError("The step " + call.step().name() + " is synchronous but has not ended.");
        }
        if (outcome.isFailure()) {
            sneakyThrow(outcome.getAbnormal());
        }
        return outcome.getNormal();
    }

    /** Throws a checked exception through Groovy's dynamic call, which declares none. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable problem) throws T {
        throw (T) problem;
    }

    void begin(StepCall call) {
        listener.began(call);
        StepSignature signature = call.step().signature();
        List<String> unknown = call.arguments().named().keySet().stream()
                .filter(name -> !signature.open() && !signature.parameters().contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            call.print(
                    "WARNING: Unknown parameter(s) found for " + call.step().name() + ": " + String.join(",", unknown));
        }
        try {
            call.step().start(call);
        } catch (Exception problem) {
            call.fail(problem);
        }
    }

    /** Runs a block on behalf of a call; a block that is not transformed is done at once. */
    void start(StepCall call, Closure<?> block, Context context, Consumer<Outcome> whenDone) {
        try {
            Object value = block.call();
            events.add(() -> whenDone.accept(new Outcome(value, null)));
        } catch (CpsCallableInvocation invocation) {
            Continuable rest = new Continuable(invocation.invoke(Envs.empty(), null, Continuation.HALT));
            GreenThread body = new GreenThread(this, rest, context, (thread, outcome) -> {
                call.bodyEnded(thread);
                whenDone.accept(outcome);
            });
            call.bodyBegan(body);
            threads.add(body);
        } catch (Exception problem) {
            events.add(() -> whenDone.accept(new Outcome(null, problem)));
        }
    }

    void ended(GreenThread thread) {
        threads.remove(thread);
    }

    private void mismatch(Object expected, String expectedMethod, @Nullable Object actual, String actualMethod) {
        listener.line(
                Context.EMPTY,
                "expected to call " + className(expected) + expectedMethod + " but wound up catching "
                        + className(actual) + actualMethod
                        + "; see: https://jenkins.io/redirect/pipeline-cps-method-mismatches/");
    }

    private static String className(@Nullable Object receiver) {
        if (receiver == null) {
            return "";
        }
        return (receiver instanceof Class<?> type ? type : receiver.getClass()).getName() + ".";
    }
}
