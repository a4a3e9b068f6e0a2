package io.jenkins.plugins.hotfix.step.release;

import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What commits and tags say of the incident that made them, as trailers, so that git alone can answer an auditor. */
public final class Provenance {
    /** Which incident it is from. */
    public static final String ID = "Hotfix-Id";

    /** Which release a rollback took back. */
    public static final String REVERTS = "Hotfix-Reverts";

    private static final String SEVERITY = "Hotfix-Severity";
    private static final String APPROVED_BY = "Hotfix-Approved-By";
    private static final String LOG = "Hotfix-Log";

    private Provenance() {}

    /** What a commit or a tag of this incident says. */
    public static List<Trailer> trailers(Incident incident) {
        List<Trailer> trailers = new ArrayList<>();
        trailers.add(new Trailer(ID, Objects.requireNonNull(incident.id())));
        trailers.add(new Trailer(SEVERITY, String.valueOf(incident.severity())));
        incident.approvals().stream()
                .filter(approved ->
                        approved.gate().equals("deploy") && approved.subject().equals(incident.subject()))
                .map(Approved::by)
                .distinct()
                .forEach(by -> trailers.add(new Trailer(APPROVED_BY, by)));
        trailers.add(new Trailer(LOG, "sha256:" + incident.log().hash()));
        return trailers;
    }

    static boolean of(Incident incident, List<Trailer> trailers) {
        return trailers.stream()
                .anyMatch(trailer ->
                        trailer.key().equalsIgnoreCase(ID) && trailer.value().equals(incident.id()));
    }

    /** Whether it was made with this log, as it was then, and not by a run that only calls its incident the same. */
    public static boolean withLogOf(Incident incident, List<Trailer> trailers) {
        return trailers.stream()
                .anyMatch(trailer -> trailer.key().equalsIgnoreCase(LOG)
                        && incident.logHad(trailer.value().replaceFirst("^sha256:", "")));
    }

    static boolean of(Incident incident, Commit commit) {
        return of(incident, commit.trailers());
    }
}
