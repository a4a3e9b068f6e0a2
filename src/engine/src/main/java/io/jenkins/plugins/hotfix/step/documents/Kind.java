package io.jenkins.plugins.hotfix.step.documents;

import io.jenkins.plugins.hotfix.documents.Backlog;
import io.jenkins.plugins.hotfix.documents.Changelog;
import io.jenkins.plugins.hotfix.documents.Document;
import io.jenkins.plugins.hotfix.documents.Runbook;
import io.jenkins.plugins.hotfix.documents.StatusHistory;
import io.jenkins.plugins.hotfix.documents.TechDebt;
import java.util.List;

/** The kinds of documents, and where each usually is: the first place is where a missing one is made. */
public enum Kind {
    CHANGELOG(new Changelog(), "CHANGELOG.md", "docs/CHANGELOG.md", "Changelog.md", "changelog.md", "CHANGES.md"),
    BACKLOG(new Backlog(), "BACKLOG.md", "docs/BACKLOG.md", "docs/planning/BACKLOG.md"),
    STATUS(new StatusHistory(), "STATUS.md", "docs/STATUS.md", "docs/planning/STATUS.md"),
    TECH_DEBT(new TechDebt(), "TECH-DEBT.md", "docs/TECH-DEBT.md", "docs/planning/TECH-DEBT.md"),
    RUNBOOK(new Runbook(), "RUNBOOK.md", "docs/RUNBOOK.md", "docs/runbook.md");

    private final Document document;
    private final List<String> places;

    Kind(Document document, String... places) {
        this.document = document;
        this.places = List.of(places);
    }

    Document document() {
        return document;
    }

    List<String> places() {
        return places;
    }
}
