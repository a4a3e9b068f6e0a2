package io.jenkins.plugins.hotfix.local.cps;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.Outcome;
import groovy.lang.Closure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A sequence of script that runs until it calls a step, and goes on when the step has ended. */
final class GreenThread {

    private final Program program;
    private final Continuable rest;
    private final Context context;
    private final BiConsumer<GreenThread, Outcome> whenDone;
    private @Nullable Outcome resumption = new Outcome(null, null);
    private @Nullable StepCall waitingFor;

    GreenThread(Program program, Continuable rest, Context context, BiConsumer<GreenThread, Outcome> whenDone) {
        this.program = program;
        this.rest = rest;
        this.context = context;
        this.whenDone = whenDone;
    }

    Context context() {
        return context;
    }

    /** What has still to run, as Jenkins would save it: the script's own rest and what it gave to the step it waits for. */
    List<Object> saved() {
        List<Object> saved = new ArrayList<>();
        saved.add(rest);
        if (waitingFor != null) {
            saved.add(waitingFor.arguments().block());
            waitingFor.arguments().named().values().stream()
                    .filter(Closure.class::isInstance)
                    .forEach(saved::add);
        }
        return saved;
    }

    boolean isRunnable() {
        return resumption != null;
    }

    /** Runs to the next step that takes time, or to the end. */
    void runOn() {
        Outcome with = resumption;
        resumption = null;
        Outcome reached = rest.run0(with, Program.CATEGORIES);
        if (!rest.isResumable()) {
            program.ended(this);
            whenDone.accept(this, reached);
        } else if (reached.getNormal() instanceof StepCall call) {
            waitingFor = call;
            program.begin(call);
        } else {
            throw new IllegalStateException("The script suspended itself outside a step: " + reached);
        }
    }

    void stepEnded(StepCall call, Outcome outcome) {
        if (waitingFor == call) {
            waitingFor = null;
            resumption = outcome;
        }
    }

    void stop(Throwable cause) {
        if (waitingFor != null) {
            waitingFor.stop(cause);
        } else {
            resumption = new Outcome(null, cause);
        }
    }
}
