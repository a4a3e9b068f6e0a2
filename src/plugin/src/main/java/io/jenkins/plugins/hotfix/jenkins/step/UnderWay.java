package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.hotfix.jenkins.agent.ThisProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The calls that this controller waits for. When it ends they are stopped, so that none works on beside the call that
 * takes its place after the restart, and how they end then is no result of theirs: their steps stay open and go on.
 */
@Extension
public final class UnderWay extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(UnderWay.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    static UnderWay get() {
        return ExtensionList.lookupSingleton(UnderWay.class);
    }

    void began(Call call) {
        calls.add(call);
    }

    void ended(Call call) {
        calls.remove(call);
    }

    /** Does not return while the controller ends: what called this must not go on. The process ends before Jenkins knows. */
    void waitIfEnding() throws InterruptedException {
        if (ending || ThisProcess.isEnding()) {
            new CountDownLatch(1).await();
        }
    }

    @Override
    public void onBeforeShutdown() {
        ending = true;
        for (Call call : calls) {
            try {
                call.stop();
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot stop " + call);
            }
        }
        await();
    }

    private void await() {
        long began = System.nanoTime();
        try {
            while (!calls.isEmpty() && System.nanoTime() - began < PATIENCE.toNanos()) {
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
