package io.jenkins.plugins.hotfix.audit;

import java.util.List;

/** What was found about many commits, in each form in which somebody wants it. */
public interface Table {

    /** How often something is missing. */
    long gaps();

    /** For people, the summary last. */
    List<String> lines();

    /** In one sentence. */
    String summary();

    /** As one JSON document. */
    String json();

    /** As RFC 4180 has it, with a header. */
    String csv();
}
