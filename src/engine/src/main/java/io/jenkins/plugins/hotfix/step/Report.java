package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.GitTime;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.IncidentReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes the incident report: what is known now, for the engineer, the approver and the auditor. */
final class Report implements Operation<Report.Request> {
    /**
     * @param status if the run ends with this report, how: {@code done}, {@code failed}, {@code stopped},
     *     {@code declined}; default: it goes on
     * @param message why it ended so, as a sentence
     */
    public record Request(@Nullable String status, String message) {
        public Request {
            message = Objects.requireNonNullElse(message, "");
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) {
        if (incident.declared().isEmpty()) {
            return Outcome.done(List.of());
        }
        List<Event> events = new ArrayList<>();
        if (request.status() != null) {
            GitTime spent = site.spent();
            events.addAll(Operation.now(
                    site,
                    new RunEnded(
                            request.status(),
                            request.message(),
                            TimeUnit.NANOSECONDS.toMillis(spent.nanos()),
                            Math.toIntExact(spent.processes()))));
        }
        IncidentReport report =
                new IncidentReport(incident.with(events), site.clock().getZone());
        return new Outcome(events, Map.of("incident.json", report.json()), null);
    }
}
