package io.jenkins.plugins.hotfix.step.documents;

import io.jenkins.plugins.hotfix.documents.Changelog;
import io.jenkins.plugins.hotfix.documents.Document;
import java.util.List;

/** The kinds of documents, and where each usually is: the first place is where a missing one is made. */
public enum Kind {
    CHANGELOG(new Changelog(), "CHANGELOG.md", "docs/CHANGELOG.md", "Changelog.md", "changelog.md", "CHANGES.md");

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
