package io.jenkins.plugins.hotfix.step.review;

import io.jenkins.plugins.hotfix.forge.MergeOrder;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.ExpeditedRequest;
import io.jenkins.plugins.hotfix.step.Operation;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens a pull request from the hotfix branch to production, so that people can review a fix while it is tested and approved.
 * The release then merges it in place of a push.
 */
public final class Expedited implements Operation<Expedited.Request> {
    /** The step, and its section of the settings. */
    public static final String STEP = "hotfixPullRequest";

    private static final String SEVERITY = "{severity}";

    /** Whether there is a pull request. YAML takes on and off for true and false. */
    public enum Use {
        NONE,
        /** If the forge can be asked; else production is pushed to. */
        WANTED,
        /** Nothing goes to production without it. */
        REQUIRED
    }

    /**
     * @param use {@code none}, {@code wanted}, or {@code required}: without it nothing is released; default {@code none}
     * @param method how the release merges it: {@code merge}, {@code squash} or {@code rebase}; default {@code merge}
     * @param title with {@code {title}} and {@code {id}} of the incident; default {@code [HOTFIX] {title}}
     * @param template the path, in the repository, of a jmustache template for its text; default: the built-in one
     * @param labels in addition to those of {@code forge.labels}; {@code {severity}} is the incident's; default {@code hotfix} and the severity
     */
    public record Request(
            Use use,
            MergeOrder.Method method,
            String title,
            @Nullable String template,
            List<String> labels) {
        public Request {
            use = Objects.requireNonNullElse(use, Use.NONE);
            method = Objects.requireNonNullElse(method, MergeOrder.Method.MERGE);
            title = Objects.requireNonNullElse(title, "[HOTFIX] {title}");
            labels = Objects.requireNonNullElse(labels, List.of("hotfix", SEVERITY));
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    /** What is configured. */
    public static Request settings(Incident incident) {
        return incident.configuration().bind(Request.class, STEP);
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        if (request.use() == Use.NONE || incident.release().isPresent()) {
            return Outcome.done();
        }
        FixCollected fix = Required.fix(incident);
        String base = Required.triage(incident).branch();
        Offered offered = PullRequests.on(site)
                .offer(new Offer(
                        base,
                        fix.branch(),
                        fix.tip(),
                        fix.tip(),
                        request.title()
                                .replace("{title}", String.valueOf(incident.title()))
                                .replace("{id}", String.valueOf(incident.id())),
                        ExpeditedRequest.of(incident).markdown(template(request, incident, site)),
                        request.labels().stream()
                                .map(label -> label.replace(SEVERITY, String.valueOf(incident.severity())))
                                .toList(),
                        false));
        site.console().say(offered.message());
        return offered.url() == null && request.use() == Use.REQUIRED
                ? Outcome.stuck(
                        Problem.Kind.FAILED,
                        offered.message() + " " + base + " takes hotfixes by pull request only"
                                + " (hotfixPullRequest.use=required), so resume once the forge can be asked.")
                : Outcome.done();
    }

    /** As it is in production: what a fix changes of it counts only after it was released. */
    private static @Nullable String template(Request request, Incident incident, Site site) throws IOException {
        if (request.template() == null) {
            return null;
        }
        Optional<byte[]> file = site.git().file(Required.triage(incident).commit(), request.template());
        return new String(
                file.orElseThrow(() -> new IllegalArgumentException("There is no file " + request.template()
                        + " on production's branch to make the pull request's text from. Nothing was opened; correct"
                        + " hotfixPullRequest.template and resume.")),
                StandardCharsets.UTF_8);
    }
}
