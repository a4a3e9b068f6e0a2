package io.jenkins.plugins.hotfix.jenkins.agent;

import hudson.model.TaskListener;
import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a step takes along to the agent.
 *
 * @param scratch a directory of the agent for the engine's own files, beside the workspace
 * @param source the workspace, where it is the repository that is hotfixed; null where {@code url} says which
 * @param url the remote; null: the source's
 * @param git the git program
 * @param access how the remote is to be reached; null: as the agent does
 * @param advice for when the remote does not let that in
 * @param variables the step's environment variables
 * @param secrets values among them that must not be put on record
 * @param now the controller's time, by which the agent's clock is set right
 * @param zone in which dates are written
 * @param actor on whose behalf the build runs
 * @param incident what is on record
 * @param journal where more is put on record
 * @param forge is asked at the controller
 */
public record Workplace(
        String scratch,
        @Nullable String source,
        @Nullable String url,
        String git,
        @Nullable Access access,
        AccessAdvice advice,
        Map<String, String> variables,
        Set<String> secrets,
        Instant now,
        String zone,
        String actor,
        TaskListener listener,
        Incident incident,
        RemoteJournal journal,
        Forge forge)
        implements Serializable {
    /** Where it is; never what is known there, which are secrets. */
    @Override
    public String toString() {
        return scratch;
    }
}
