package io.jenkins.plugins.hotfix.step.backport;

import io.jenkins.plugins.hotfix.git.object.RefNames;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Required;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The branches of the remote as a run finds them.
 *
 * @param heads name to commit
 * @param others those that the fix may be brought to: neither production's, nor the hotfix branch, nor one for review
 * @param source the one that has the fix
 */
record Branches(GitRepository git, Map<String, String> heads, Set<String> others, String source) {
    private static final String HEADS = "refs/heads/";

    static Branches of(GitRepository git, Incident incident) throws IOException {
        Map<String, String> heads = new TreeMap<>();
        git.remoteRefs(HEADS + "*").forEach((ref, id) -> heads.put(ref.substring(HEADS.length()), id));
        String fix = Required.fix(incident).branch();
        String production = Required.triage(incident).branch();
        Set<String> others = new LinkedHashSet<>(heads.keySet());
        others.removeAll(List.of(fix, production));
        others.removeIf(branch -> branch.startsWith(ReviewBranch.name(incident, "")));
        boolean released = incident.release().isPresent() || !heads.containsKey(fix);
        return new Branches(git, heads, others, released ? production : fix);
    }

    /** Where a branch stands; null if there is none. */
    @Nullable
    String tip(String branch) {
        return heads.get(branch);
    }

    /**
     * Fetches the source and the targets, at once if that goes.
     *
     * @return of each target that could not be had, why
     */
    Map<String, String> fetch(List<String> targets) throws IOException {
        Map<String, String> refused = new HashMap<>();
        List<String> wanted = new ArrayList<>();
        for (String target : targets) {
            try {
                wanted.add(HEADS + RefNames.branch(target));
            } catch (IllegalArgumentException deceptive) {
                refused.put(target, String.valueOf(deceptive.getMessage()));
            }
        }
        List<String> first = heads.containsKey(source) ? List.of(HEADS + source) : List.of();
        try {
            git.fetch(Stream.concat(first.stream(), wanted.stream()).toArray(String[]::new));
        } catch (IOException oneOfThem) {
            git.fetch(first.toArray(String[]::new));
            for (String ref : wanted) {
                try {
                    git.fetch(ref);
                } catch (IOException failed) {
                    refused.put(ref.substring(HEADS.length()), String.valueOf(failed.getMessage()));
                }
            }
        }
        return refused;
    }
}
