package io.jenkins.plugins.hotfix.local.backport;

import io.jenkins.plugins.hotfix.backport.AffectedBranches;
import io.jenkins.plugins.hotfix.backport.Presence;
import io.jenkins.plugins.hotfix.backport.Targets;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.report.Visible;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which branches of the remote a fix concerns.
 *
 * @param typed the fix, by id, branch or tag
 * @param asked names of branches, and patterns
 */
public record Findings(GitRepository git, String typed, List<String> asked) {
    private static final String HEADS = "refs/heads/";

    /**
     * The fix, traced. Brings all branches.
     *
     * @throws IOException if there is no such commit
     */
    public AffectedBranches fix() throws IOException {
        git.fetch(HEADS + "*");
        return AffectedBranches.by(git, Names.of(git, List.of(typed)).id(typed));
    }

    /** Each branch that is asked for, newest of a pattern first. */
    public List<Finding> all(AffectedBranches affected) throws GitException {
        List<String> heads = git.remoteRefs(HEADS + "*").keySet().stream()
                .map(ref -> ref.substring(HEADS.length()))
                .toList();
        Targets targets = Targets.of(asked, heads);
        List<Finding> all = new ArrayList<>();
        for (String branch : targets.branches()) {
            AffectedBranches.Finding found = affected.of(git.branch(branch).orElseThrow());
            all.add(new Finding(
                    Visible.line(branch, 200),
                    found.status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    found.evidence().stream().map(Presence::commit).toList(),
                    sentence(found)));
        }
        for (String missing : targets.missing()) {
            all.add(new Finding(Visible.line(missing, 200), "unknown", List.of(), Targets.absence(missing) + "."));
        }
        return all;
    }

    private static String sentence(AffectedBranches.Finding found) {
        String evidence = found.evidence().stream()
                .map(presence -> ObjectId.abbreviated(presence.commit()) + how(presence.sign()))
                .collect(Collectors.joining(", "));
        return switch (found.status()) {
            case AFFECTED -> "affected, it has " + evidence;
            case NOT_AFFECTED -> "not affected, it has none of what the fix removes";
            case FIXED -> "has the fix, as " + evidence;
            case UNKNOWN -> "cannot tell, the fix only adds lines";
        };
    }

    private static String how(Presence.Sign sign) {
        return switch (sign) {
            case CONTAINED -> "";
            case NAMED -> " (a copy, by its message)";
            case SAME_PATCH -> " (the same patch)";
        };
    }
}
