package io.jenkins.plugins.hotfix.step.outside;

import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is brought up to date outside after a step, at the host that keeps the log: no agent sees a token of it. The
 * hotfix never waits for it, and never fails because of it: what could not be done is on record and tried again later.
 *
 * @param all in the order in which they take their turn
 * @param limit for all of it after one step
 */
public record Outside(List<Afterwards<?>> all, Duration limit) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** These, within a time that nobody minds. */
    public static Outside of(Afterwards<?>... all) {
        return new Outside(List.of(all), LIMIT);
    }

    /**
     * Brings all of it up to date.
     *
     * @param open the question that waits for an answer now; null if none does
     */
    public void afterStep(Site site, Next.@Nullable Ask open) throws InterruptedException {
        bringUpToDate(site, new Requests(site, open, false, limit));
    }

    /** Brings all of it up to date for the last time in a run, also what is due only later. */
    public void afterRun(Site site) throws InterruptedException {
        bringUpToDate(site, new Requests(site, null, true, limit));
    }

    private void bringUpToDate(Site site, Requests requests) throws InterruptedException {
        if (site.journal().incident().declared().isEmpty()) {
            return;
        }
        for (Afterwards<?> each : all) {
            try {
                bringUpToDate(each, site.journal().incident(), requests);
            } catch (IOException | RuntimeException problem) {
                // Whatever is wrong with it, production comes first.
                site.console().say(each.section() + ": " + requests.masked(String.valueOf(problem.getMessage())));
            }
        }
    }

    private static <R extends Record> void bringUpToDate(Afterwards<R> each, Incident incident, Requests requests)
            throws IOException, InterruptedException {
        each.bringUpToDate(incident.configuration().bind(each.request(), each.section()), requests);
    }
}
