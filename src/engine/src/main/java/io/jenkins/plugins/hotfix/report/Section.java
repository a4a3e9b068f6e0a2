package io.jenkins.plugins.hotfix.report;

import java.util.List;
import java.util.Locale;

/** A section of a report, whatever the format. */
record Section(String title, List<Block> blocks) {
    Section(String title, Block... blocks) {
        this(title, List.of(blocks));
    }

    /** What a link to it is called. */
    String anchor() {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
