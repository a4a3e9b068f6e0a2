package io.jenkins.plugins.hotfix.local.primitive;

import com.cloudbees.groovy.cps.Outcome;
import groovy.lang.Closure;
import hudson.AbortException;
import io.jenkins.plugins.hotfix.local.cps.Signature;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import java.io.Serial;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** {@code parallel}: runs blocks side by side and ends with the values of all, or the worst problem of any. */
public final class Parallel implements Step {

    private static final String FAIL_FAST = "failFast";

    /**
     * The branch around a step.
     *
     * @param name as the script names it
     */
    public record Branch(String name) {}

    @Override
    public Signature signature() {
        return Signature.of("parallel").withAny();
    }

    @Override
    public void start(StepCall call) {
        Map<String, Closure<?>> branches = new LinkedHashMap<>();
        call.arguments().named().forEach((name, value) -> {
            if (value instanceof Closure<?> closure) {
                branches.put(name, closure);
            } else if (!name.equals(FAIL_FAST)) {
                throw new IllegalArgumentException("Expected a closure or failFast but found " + name + "=" + value);
            }
        });
        if (branches.isEmpty()) {
            call.succeed(Map.of());
            return;
        }
        Branches running = new Branches(call, branches.size());
        branches.forEach((name, closure) ->
                call.run(closure, call.context().with(new Branch(name)), outcome -> running.ended(name, outcome)));
    }

    /** Why the other branches are stopped where one failed: nobody stopped the run. */
    public static final class FailedBranch extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        private FailedBranch(String name) {
            super("Failed in branch " + name);
        }

        private static FlowInterruptedException interruption(String name) {
            FailedBranch cause = new FailedBranch(name);
            FlowInterruptedException stop = new FlowInterruptedException("ABORTED", cause.getMessage());
            stop.initCause(cause);
            return stop;
        }
    }

    /** The branches of one call and what came of them. */
    private static final class Branches {

        private final StepCall call;
        private final int count;
        private final boolean failFast;
        private final Map<String, Object> values = new HashMap<>();
        private final Set<Throwable> problems = new LinkedHashSet<>();
        private int ended;

        Branches(StepCall call, int count) {
            this.call = call;
            this.count = count;
            this.failFast = call.arguments().flag(FAIL_FAST, false);
        }

        void ended(String name, Outcome outcome) {
            ended++;
            if (outcome.isSuccess()) {
                values.put(name, outcome.getNormal());
            } else {
                call.print("Failed in branch " + name);
                boolean first = problems.isEmpty();
                problems.add(outcome.getAbnormal());
                if (first && failFast && ended < count) {
                    call.stop(FailedBranch.interruption(name));
                }
            }
            if (ended == count) {
                end();
            }
        }

        private void end() {
            if (problems.isEmpty()) {
                call.succeed(values);
                return;
            }
            List<Throwable> worstFirst = failFast
                    ? List.copyOf(problems)
                    : problems.stream()
                            .sorted(Comparator.comparing(Branches::harmlessness))
                            .toList();
            Throwable worst = worstFirst.get(0);
            worstFirst.stream().skip(1).forEach(worst::addSuppressed);
            call.fail(worst);
        }

        private static int harmlessness(Throwable problem) {
            if (problem instanceof FlowInterruptedException) {
                return 2;
            }
            return problem instanceof AbortException ? 1 : 0;
        }
    }
}
