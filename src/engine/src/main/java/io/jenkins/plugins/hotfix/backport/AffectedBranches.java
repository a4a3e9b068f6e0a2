package io.jenkins.plugins.hotfix.backport;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.history.FileMove;
import io.jenkins.plugins.hotfix.git.history.LineChange;
import io.jenkins.plugins.hotfix.git.history.LineRange;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which branches have what a fix removes. The lines that the fix deletes or changes are traced to the commits that brought them; a branch is
 * affected if it has one of those or a copy of it. Where a fix only adds lines, nobody can tell in this way. This is advice, with its evidence:
 * people decide.
 */
public final class AffectedBranches {
    /** What tells of a change, or tries it, is not what was wrong. */
    private static final Pattern BESIDE = Pattern.compile(
            "(?i)(?:^|/)(?:tests?|specs?|docs?|news|changelogs?)/.*|.*changelog[^/]*|.*\\.(?:md|rst|adoc|txt)");

    /** A line that only closes a block, say, stands everywhere. */
    private static final Pattern TELLING = Pattern.compile(".*[\\p{L}\\p{N}].*[\\p{L}\\p{N}].*", Pattern.DOTALL);

    private final GitRepository git;
    private final Commit fix;
    private final List<Commit> origins;

    private AffectedBranches(GitRepository git, Commit fix, List<Commit> origins) {
        this.git = git;
        this.fix = fix;
        this.origins = List.copyOf(origins);
    }

    /** What is known of a branch. */
    public enum Status {
        /** It has what the fix removes. */
        AFFECTED,
        /** It has nothing of it. */
        NOT_AFFECTED,
        /** It has the fix. */
        FIXED,
        /** The fix only adds lines. */
        UNKNOWN
    }

    /**
     * What is known of a branch, and from what.
     *
     * @param evidence the commits of the branch that brought what the fix removes; for a branch that has the fix, the one that brought it
     */
    public record Finding(Status status, List<Presence> evidence) {
        public Finding {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * Traces the lines that a fix deletes or changes.
     *
     * @param fix the id of a commit that is here; a merge is taken against its first parent
     */
    public static AffectedBranches by(GitRepository git, String fix) throws GitException {
        Commit commit = git.commit(fix).orElseThrow();
        Set<String> ids = new LinkedHashSet<>();
        if (!commit.parents().isEmpty()) {
            String before = commit.parents().get(0);
            List<FileMove> changed = git.history().moves(before, fix);
            List<FileMove> telling = changed.stream()
                    .filter(move -> !BESIDE.matcher(move.from()).matches())
                    .toList();
            for (FileMove file : telling.isEmpty() ? changed : telling) {
                List<LineRange> lines = lines(git.history().changes(file.before(), file.after()));
                if (!lines.isEmpty()) {
                    ids.addAll(git.history().origins(before, file.from(), lines));
                }
            }
        }
        List<Commit> origins = new ArrayList<>();
        for (String id : ids) {
            git.commit(id).ifPresent(origins::add);
        }
        return new AffectedBranches(git, commit, origins);
    }

    /** The lines of the older file that say something and are gone. */
    private static List<LineRange> lines(List<LineChange> changes) {
        List<LineRange> lines = new ArrayList<>();
        for (LineChange change : changes) {
            int number = change.before().first();
            for (String line : change.removed().lines().toList()) {
                if (TELLING.matcher(line).matches()) {
                    lines.add(new LineRange(number, number));
                }
                number++;
            }
        }
        return lines;
    }

    /** The commits that brought what the fix deletes or changes; empty if it only adds lines. */
    public List<Commit> origins() {
        return origins;
    }

    /** @param tip of a branch */
    public Finding of(String tip) throws GitException {
        Optional<Presence> fixed = presence(tip, fix);
        if (fixed.isPresent()) {
            return new Finding(Status.FIXED, List.of(fixed.get()));
        }
        List<Presence> evidence = new ArrayList<>();
        for (Commit origin : origins) {
            presence(tip, origin).ifPresent(evidence::add);
        }
        Status status = origins.isEmpty() ? Status.UNKNOWN : evidence.isEmpty() ? Status.NOT_AFFECTED : Status.AFFECTED;
        return new Finding(status, evidence);
    }

    /** A branch that ended before the change was written has no copy of it. */
    private Optional<Presence> presence(String tip, Commit change) throws GitException {
        boolean tooOld = git.commit(tip).orElseThrow().committedAt().isBefore(change.authoredAt());
        return tooOld ? Optional.empty() : Presence.of(git, tip, change.id());
    }
}
