package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Puts on record what happens, while it happens: what a call was given is durable when the call returns, also where the
 * operation runs on an agent and the log lies at the controller. Before an operation changes anything outside, it
 * records that it is about to.
 */
public interface Journal {
    /** What is on record now. */
    Incident incident();

    /**
     * Puts facts on record, in this order.
     *
     * @return what is on record then
     * @throws IOException if it cannot be written; then none or only the first of them is on record, and whatever was to
     *     follow must not be done
     */
    Incident record(List<? extends Fact> facts) throws IOException;

    /** Puts facts on record, in this order; see {@link #record(List)}. */
    default Incident record(Fact... facts) throws IOException {
        return record(List.of(facts));
    }

    /**
     * Keeps a document beside the log, in the place of an older one of that name. A fact that names a document is
     * recorded after it.
     *
     * @param name the file's name, without a directory
     * @return what is kept: the content without secrets
     * @throws IOException if it cannot be written; an older one is then as it was
     */
    String keep(String name, String content) throws IOException;

    /**
     * All that is on record, as files by name: the log, {@code timeline.jsonl}, byte for byte, and the documents beside it.
     *
     * @throws IOException if it cannot be read
     */
    Map<String, byte[]> contents() throws IOException;
}
