package io.jenkins.plugins.hotfix.step.backport;

import io.jenkins.plugins.hotfix.backport.ChangesOnBranch;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Console;
import io.jenkins.plugins.hotfix.step.Paths;
import io.jenkins.plugins.hotfix.step.release.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The branch on which people finish or merge what could not be pushed to a target, and what they did with it since.
 *
 * @param there where the remote has it; null if it has none
 * @param before what an earlier run left for them; null if there was none
 */
record ReviewBranch(
        GitRepository git,
        Incident incident,
        String target,
        @Nullable String there,
        @Nullable Backported before) {
    /** What the subject of a commit with conflict markers starts with. */
    static final String UNFINISHED = "CONFLICTS, do not merge: ";

    private static final String HEADS = "refs/heads/";
    private static final String REVERTS = "This reverts commit ";
    /** So many commits of the target are read. */
    private static final int SEARCHED = 2_000;
    /** For so many, what the fix comes to on their parent is computed. */
    private static final int COMPUTED = 100;

    static String name(Incident incident, String target) {
        return "backport/" + incident.id() + "/" + target;
    }

    String name() {
        return name(incident, target);
    }

    /** What its pull request is called. */
    String title() {
        return "Backport " + incident.id() + " to " + target + ": " + incident.title();
    }

    /** Whether what an earlier run left on it is still what there is to say. */
    boolean holds(String status, String tip) {
        return before != null
                && before.commit() != null
                && before.status().equals(status)
                && tip.equals(before.previous())
                && before.commit().equals(there);
    }

    /** A sentence if there is more on it than what an earlier run pushed. */
    Optional<String> someonesWork() throws IOException {
        if (there == null || isAsLeft()) {
            return Optional.empty();
        }
        git.fetch(HEADS + name());
        Commit commit = git.commit(there).orElseThrow();
        return commit.subject().startsWith(UNFINISHED) && Provenance.withLogOf(incident, commit.trailers())
                ? Optional.empty()
                : Optional.of("Somebody works on " + name() + ", which was left alone. Finish it, bring it to " + target
                        + ", and resume; if that has it already, resume with --set backportDevelop.settled=" + target
                        + ".");
    }

    /** Whether it is what this commit would make it, left there by a run that died before that was on record. */
    boolean has(String commit) throws IOException {
        if (there == null) {
            return false;
        }
        git.fetch(HEADS + name());
        Commit left = git.commit(there).orElseThrow();
        Commit now = git.commit(commit).orElseThrow();
        return Provenance.withLogOf(incident, left.trailers())
                && left.tree().equals(now.tree())
                && left.subject().equals(now.subject());
    }

    private boolean isAsLeft() {
        return there != null
                && before != null
                && before.review() != null
                && (there.equals(before.commit()) || isOurDocuments(there));
    }

    /** The documents that an earlier run put on top, and died before it could say so. */
    private boolean isOurDocuments(String commit) {
        return incident.all(DocumentsPlanned.class).stream()
                .anyMatch(planned ->
                        planned.branch().equals(name()) && planned.commit().equals(commit));
    }

    /** Whether people brought it to the target since, as a commit that says so or that is just what it comes to. */
    boolean arrived(String tip, Transplant transplant, Transplant.Method method) throws IOException {
        List<Commit> since = since(tip);
        ChangesOnBranch changes = new ChangesOnBranch(git, since);
        Set<String> documents = incident.all(DocumentsPlanned.class).stream()
                .flatMap(planned -> planned.paths().stream())
                .collect(Collectors.toSet());
        for (int at = 0; at < since.size(); at++) {
            Commit commit = since.get(at);
            boolean brings = tells(commit)
                    || (at < COMPUTED && commit.parents().size() == 1 && transplant.gives(commit, method, documents));
            if (brings && !changes.isReverted(commit)) {
                return true;
            }
        }
        return false;
    }

    /** Forges make the subject of a squash of the pull request's title, and its body of all messages, if of anything. */
    private boolean tells(Commit commit) {
        return !commit.subject().startsWith(UNFINISHED)
                && !commit.message().contains(REVERTS)
                && (commit.subject().startsWith(title())
                        || commit.message().contains(Provenance.ID + ": " + incident.id()));
    }

    /** The files of an earlier conflict that came to the target with their markers. */
    Optional<String> marked(String tip) throws IOException {
        if (before == null || before.review() == null) {
            return Optional.empty();
        }
        List<String> marked = new ArrayList<>();
        for (FileConflict conflict : before.conflicts()) {
            Optional<byte[]> content = git.file(tip, conflict.path());
            if (content.isPresent() && hasMarkers(new String(content.get(), StandardCharsets.ISO_8859_1))) {
                marked.add(conflict.path());
            }
        }
        boolean merged = before.commit() != null
                && git.commit(before.commit()).isPresent()
                && git.isAncestor(before.commit(), tip);
        if (marked.isEmpty() && merged && !continued(before.commit(), tip)) {
            before.conflicts().forEach(conflict -> marked.add(conflict.path()));
        }
        return marked.isEmpty() ? Optional.empty() : Optional.of(Paths.in(marked));
    }

    /**
     * The files of an earlier conflict that came to the target as they were left for review. Git puts no markers into what has no lines, such as a
     * picture or a link; nothing in such a file tells that nobody decided.
     */
    Optional<String> undecided(String tip) throws IOException {
        boolean work = there != null && !isAsLeft();
        if (before == null || before.commit() == null || before.conflicts().isEmpty() || work) {
            return Optional.empty();
        }
        if (there != null) {
            git.fetch(HEADS + name());
        }
        if (git.commit(before.commit()).isEmpty()) {
            return Optional.empty();
        }
        for (FileConflict conflict : before.conflicts()) {
            if (!git.entry(tip, conflict.path()).equals(git.entry(before.commit(), conflict.path()))) {
                return Optional.empty();
            }
        }
        List<Commit> since = since(tip);
        ChangesOnBranch changes = new ChangesOnBranch(git, since);
        for (Commit commit : since) {
            if (commit.parents().size() == 1 && tells(commit) && !changes.isReverted(commit)) {
                return Optional.of(Paths.in(
                        before.conflicts().stream().map(FileConflict::path).toList()));
            }
        }
        return Optional.empty();
    }

    /** What the target got since an earlier run left something for people, newest first. */
    private List<Commit> since(String tip) throws IOException {
        return before == null
                        || before.previous() == null
                        || git.commit(before.previous()).isEmpty()
                ? List.of()
                : git.commits(before.previous(), tip, SEARCHED);
    }

    private static boolean hasMarkers(String content) {
        List<String> lines = content.lines().toList();
        return lines.stream().anyMatch(line -> line.startsWith("<<<<<<< "))
                && lines.stream().anyMatch(line -> line.equals("======="))
                && lines.stream().anyMatch(line -> line.startsWith(">>>>>>> "));
    }

    /** Whether a person's commit follows the one with the markers. */
    private boolean continued(String commit, String tip) throws IOException {
        return git.commits(commit, tip, 1_000).stream()
                .anyMatch(later -> later.parents().equals(List.of(commit)));
    }

    /** Deletes it once the target has the fix, if it is still as this incident left it. That it stays harms nothing. */
    void settle(Console console) {
        if (before == null || there == null) {
            return;
        }
        try {
            if (!isAsLeft()) {
                console.say(name() + " stays: somebody pushed to it since. Delete it once nobody needs it: git push"
                        + " origin --delete " + name());
                return;
            }
            PushResult removed = git.push(List.of(new RefUpdate(HEADS + name(), there, null)));
            console.say(removed.ok() ? "Deleted " + name() : name() + " stays: " + removed.message());
        } catch (IOException failed) {
            console.say(name() + " stays: " + failed.getMessage());
        }
    }
}
