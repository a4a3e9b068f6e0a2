package io.jenkins.plugins.hotfix.local.host;

import com.cloudbees.groovy.cps.Outcome;
import io.jenkins.plugins.hotfix.command.Masking;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.local.cps.Context;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.primitive.HostedCommand;
import io.jenkins.plugins.hotfix.local.primitive.Variables;
import io.jenkins.plugins.hotfix.local.primitive.Workspace;
import io.jenkins.plugins.hotfix.local.process.Ran;
import io.jenkins.plugins.hotfix.step.Ended;
import io.jenkins.plugins.hotfix.step.Ended.How;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.SecretVariables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jspecify.annotations.Nullable;

/**
 * One command that a hotfix step has its body run: on record before it, and after it.
 *
 * @param step the hotfix step's name
 */
record CommandCall(StepCall call, String step, HotfixHost host, Next.Run command) {

    /** What follows the command. */
    interface Then {
        /**
         * @param aborted why the command was aborted; null if it ended by itself
         */
        void accept(Ended ended, @Nullable Throwable aborted);
    }

    void run(Then then) throws IOException {
        Set<String> secrets = SecretVariables.values(host.site(), host.incident());
        String line = Masking.of(secrets).mask(command.command());
        CommandStarted started =
                command.started(step, host.incident(), host.site().machine());
        host.record(started);
        host.site().console().say(command.part() + " $ " + line);
        HostedCommand hosted = new HostedCommand(
                command.command(),
                started.id(),
                host.files(started.id()),
                secrets,
                Duration.ofSeconds(command.seconds()),
                host.invocation(step, call.arguments().named())::looksFor);
        Context inside = Variables.in(call.context(), command.variables(started))
                .with(new Workspace(Path.of(command.directory())))
                .with(hosted);
        Instant began = host.site().clock().instant();
        call.run(call.block(), inside, outcome -> ended(outcome, started, began, hosted, then));
    }

    private void ended(Outcome outcome, CommandStarted started, Instant began, HostedCommand hosted, Then then) {
        try {
            Throwable problem = outcome.getAbnormal();
            CommandRun run = Ended.of(
                    started,
                    began,
                    host.site().clock().instant(),
                    how(outcome, hosted),
                    exit(outcome, hosted),
                    tail(problem, hosted));
            host.record(run);
            then.accept(new Ended(run, hosted.output()), isAbort(problem) ? problem : null);
        } catch (IOException failed) {
            call.fail(failed);
        }
    }

    private static How how(Outcome outcome, HostedCommand hosted) {
        Throwable problem = outcome.getAbnormal();
        if (isAbort(problem)) {
            return How.ABORTED;
        }
        if (hosted.ran().filter(Ran::timedOut).isPresent()) {
            return How.TIMED_OUT;
        }
        boolean failed =
                problem != null || status(outcome).filter(exit -> exit != 0).isPresent();
        return failed ? How.FAILED : How.SUCCEEDED;
    }

    private static boolean isAbort(@Nullable Throwable problem) {
        return problem instanceof FlowInterruptedException || problem instanceof InterruptedException;
    }

    private static @Nullable Integer exit(Outcome outcome, HostedCommand hosted) {
        Throwable problem = outcome.getAbnormal();
        if (problem == null) {
            return status(outcome).orElse(0);
        }
        return Ended.exitIn(problem.getMessage())
                .or(() -> hosted.ran().map(Ran::exit))
                .orElse(null);
    }

    /** What {@code sh(returnStatus: true)} gave, if that is the body's value. */
    private static Optional<Integer> status(Outcome outcome) {
        return outcome.isSuccess() && outcome.getNormal() instanceof Integer status
                ? Optional.of(status)
                : Optional.empty();
    }

    private static String tail(@Nullable Throwable problem, HostedCommand hosted) {
        return hosted.ran()
                .map(Ran::tail)
                .orElseGet(() ->
                        problem == null ? "" : Objects.requireNonNullElse(problem.getMessage(), problem.toString()));
    }
}
