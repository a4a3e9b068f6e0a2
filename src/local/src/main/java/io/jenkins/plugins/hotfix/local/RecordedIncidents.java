package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What an archive knows of a repository. */
record RecordedIncidents(Archive archive) {

    /**
     * The incidents of a repository. One whose log cannot be read is left out, and said.
     *
     * @param repository its address, without credentials
     */
    List<Incident> of(String repository, Consumer<String> console) throws IOException {
        List<Incident> incidents = new ArrayList<>();
        for (String id : archive.ids()) {
            try {
                Incident incident = archive.read(id);
                incident.production()
                        .filter(production -> production.repository().equals(repository))
                        .ifPresent(same -> incidents.add(incident));
            } catch (IOException unreadable) {
                console.accept("The incident " + id + " is left out: " + unreadable.getMessage());
            }
        }
        return incidents;
    }
}
