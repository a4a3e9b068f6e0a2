package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.IncidentDirectory;
import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.local.cps.Library;
import io.jenkins.plugins.hotfix.local.gate.Answer;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import io.jenkins.plugins.hotfix.local.gate.NobodyThereException;
import io.jenkins.plugins.hotfix.local.host.HotfixHost;
import io.jenkins.plugins.hotfix.local.host.LocalSite;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.local.terminal.PlainScreen;
import io.jenkins.plugins.hotfix.local.terminal.Progress;
import io.jenkins.plugins.hotfix.question.Question;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run that goes on with somebody there who answers the gates.
 *
 * @param result how it ended
 * @param questions what was asked
 * @param out what was shown
 */
record Answering(HotfixRun.Result result, List<Question> questions, String out) {
    /** Who is asked more often is asked the same again and again. */
    private static final int MOST = 30;

    /**
     * Resumes an incident, and approves everything.
     *
     * @param action what is chosen where somebody must choose
     * @param more parameters for this run
     */
    static Answering resume(Archive archive, String id, String action, Map<String, Map<String, Object>> more)
            throws IOException {
        List<Question> questions = new ArrayList<>();
        Clock clock = Clock.systemUTC();
        Gatekeeper somebody = (question, submitters) -> {
            questions.add(question);
            if (questions.size() > MOST) {
                throw new NobodyThereException(question);
            }
            Map<String, String> values = new LinkedHashMap<>();
            question.fields()
                    .forEach(field -> values.put(
                            field.name(),
                            field.mustBeChosen()
                                    ? action
                                    : field.name().equals("REASON") ? "nobody else is awake" : field.initial()));
            return Answer.approved("bob", "terminal", clock.instant(), values);
        };
        StringWriter out = new StringWriter();
        IncidentDirectory incident = archive.resume(id);
        RunRequest request = incident.request().with(more);
        RepositoryPlace repository = RepositoryPlace.named(request.repository()).orElseThrow();
        try (Progress progress = new Progress(new PlainScreen(new PrintWriter(out, true)), clock);
                ScratchDirectory scratch = ScratchDirectory.make();
                LocalSite site = new LocalSite(repository, scratch.path(), clock, "bob", progress::line);
                HotfixHost host = HotfixHost.forResumed(archive, site, request, incident)) {
            HotfixRun.Result result =
                    new HotfixRun(Library.bundled(), host, site, somebody, progress, request.settings()).run();
            return new Answering(result, questions, out.toString());
        }
    }

    /** The gates at which somebody was asked. */
    List<String> gates() {
        return questions.stream().map(Question::gate).toList();
    }
}
