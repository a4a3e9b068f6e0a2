package io.jenkins.plugins.hotfix.jenkins.agent;

import hudson.remoting.RequestAbortedException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.hotfix.git.command.GitTime;
import io.jenkins.plugins.hotfix.step.Next;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.security.MasterToSlaveCallable;
import org.jspecify.annotations.Nullable;

/**
 * A remote call of a step, up to its next command. Who does not want to wait for it any longer stops it. What it did is on
 * record already.
 */
public final class AgentCall extends MasterToSlaveCallable<AgentCall.Answer, Exception> {
    private static final long serialVersionUID = 1;

    private static final Logger LOGGER = Logger.getLogger(AgentCall.class.getName());

    /** How long what was stopped may take to end its commands and to put production in order. */
    private static final int PATIENCE_SECONDS = 60;

    private static final int LOOK_SECONDS = 60;

    /** At the agent: who makes which call. */
    private static final Map<String, Thread> MADE_BY = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final Work work;
    private final Workplace workplace;
    private final transient VirtualChannel channel;
    private transient volatile boolean stopped;

    /**
     * A call.
     *
     * @param channel to the agent
     */
    public AgentCall(Work work, Workplace workplace, VirtualChannel channel) {
        this.work = work;
        this.workplace = workplace;
        this.channel = channel;
    }

    /**
     * What came of it.
     *
     * @param machine where it was made
     * @param spent what the call spent in git
     * @param said the lines that the build's log lacks yet
     */
    public record Answer(Next next, String machine, GitTime spent, List<String> said) implements Serializable {}

    @Override
    public Answer call() throws IOException, InterruptedException {
        MADE_BY.put(id, Thread.currentThread());
        try (WorkspaceSite site = WorkspaceSite.open(workplace)) {
            Next next = work.away(site);
            return new Answer(next, site.machine(), site.spent(), site.said());
        } finally {
            MADE_BY.remove(id);
            // Who was told to stop as it ended anyway would take the connection along.
            Thread.interrupted();
        }
    }

    /**
     * Makes the call and waits for its answer.
     *
     * @throws InterruptedException if it was stopped, or this thread interrupted, and there was nothing to tell
     * @throws AgentLostException if the agent was lost, or ended, while it ran there
     * @throws IOException if it failed there, or could not begin
     */
    public Answer make() throws IOException, InterruptedException {
        Future<Answer> answer = channel.callAsync(this);
        try {
            return await(answer);
        } catch (InterruptedException e) {
            return stopped(answer, e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /** Has the agent end it; does not wait until it has. */
    public void stop() throws IOException {
        stopped = true;
        channel.callAsync(new Stop(id));
    }

    /** The call may not have begun yet when it is stopped, so it is stopped again; it never notices twice. */
    private Answer stopped(Future<Answer> answer, InterruptedException why) throws IOException, InterruptedException {
        workplace
                .listener()
                .getLogger()
                .println("Stopping; the agent has up to " + PATIENCE_SECONDS
                        + " seconds to end what runs there and to put in order what was begun.");
        try {
            for (int second = 0; second < PATIENCE_SECONDS; second++) {
                stop();
                @Nullable Answer last = within(1, answer);
                if (last != null) {
                    return last;
                }
            }
            throw why;
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            answer.cancel(true);
        }
    }

    /** A wait without a limit, when it is interrupted, has remoting interrupt the call: beside {@link #stop}, a second time. */
    private static <A> A await(Future<A> answer) throws ExecutionException, InterruptedException {
        @Nullable A last = null;
        while (last == null) {
            last = within(LOOK_SECONDS, answer);
        }
        return last;
    }

    private static <A> @Nullable A within(int seconds, Future<A> answer)
            throws ExecutionException, InterruptedException {
        try {
            return answer.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return null;
        }
    }

    private IOException failure(ExecutionException e) throws IOException, InterruptedException {
        Throwable cause = e.getCause();
        if (cause instanceof InterruptedException interrupted) {
            if (stopped) {
                throw interrupted;
            }
            return new AgentLostException();
        }
        if (cause instanceof RequestAbortedException) {
            LOGGER.log(Level.INFO, cause, () -> "An agent was lost while a step ran there");
            return new AgentLostException();
        }
        if (cause instanceof RuntimeException defect) {
            throw defect;
        }
        return cause instanceof IOException failed ? failed : new IOException(cause);
    }

    /** Ends a call at the agent. */
    private static final class Stop extends MasterToSlaveCallable<@Nullable Void, RuntimeException> {
        private static final long serialVersionUID = 1;

        private final String id;

        Stop(String id) {
            this.id = id;
        }

        /** In a process that ends, what runs now puts things in order. */
        @Override
        public @Nullable Void call() {
            if (ThisProcess.isEnding()) {
                return null;
            }
            MADE_BY.computeIfPresent(id, (call, thread) -> {
                thread.interrupt();
                return null;
            });
            return null;
        }
    }
}
