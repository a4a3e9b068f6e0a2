package io.jenkins.plugins.hotfix.backport;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which changes a branch has, by its commits: one is the change, is a copy of it, or took it back. A change that was taken back is not
 * there, unless what took it back was itself taken back.
 */
public final class ChangesOnBranch {
    /** So many characters of an id are named at least. */
    private static final int SHORTEST = 7;

    /** What {@code git revert} writes; for a merge also what its first parent was. */
    private static final Pattern REVERT =
            Pattern.compile("This reverts commit ([0-9a-f]{7,64})(?:, reversing\\s+changes made to ([0-9a-f]{7,64}))?");

    /** The subject that GitHub gives to a pull request's revert, itself squashed or not. */
    private static final Pattern QUOTED = Pattern.compile("Revert \"(.+)\"(?: \\(#\\d+\\))?");

    /** How it names there what it reverts; the repository may be left out. */
    private static final Pattern PULL_REQUEST = Pattern.compile("(?m)^Reverts (?:[\\w.-]+/[\\w.-]+)?#(\\d+)\\h*$");

    private static final Set<String> COPY_TRAILERS =
            Set.of("backport-of", "backported-from", "cherry-pick-of", "cherry-picked-from");

    private final Merges merges;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, List<Commit>> bearers = new HashMap<>();
    /** By the beginning of an id, or by the whole subject of a squash. */
    private final Map<String, List<Revert>> reverts = new HashMap<>();

    private final List<Revert> mergeReverts = new ArrayList<>();
    private int known;

    /**
     * @param commits of the branch, newest first: all, or those that are, name or revert what is asked for
     */
    public ChangesOnBranch(GitRepository git, List<Commit> commits) {
        this(in(git), commits);
    }

    /** As {@link #ChangesOnBranch(GitRepository, List)}, for who knows the history already. */
    public ChangesOnBranch(Merges merges, List<Commit> commits) {
        this.merges = merges;
        for (Commit commit : commits) {
            places.put(commit.id(), places.size());
            for (String name : names(commit)) {
                bearers.computeIfAbsent(name, any -> new ArrayList<>()).add(commit);
            }
            Matcher said = REVERT.matcher(commit.message());
            while (said.find()) {
                add(said.group(1).substring(0, SHORTEST), commit, said.group(1), Optional.ofNullable(said.group(2)));
            }
            squash(commit).ifPresent(subject -> add(subject, commit, subject, Optional.empty()));
        }
    }

    private void add(String key, Commit by, String reverted, Optional<String> before) {
        Revert revert = new Revert(known++, by, reverted, before);
        reverts.computeIfAbsent(key, any -> new ArrayList<>()).add(revert);
        if (before.isPresent()) {
            mergeReverts.add(revert);
        }
    }

    /** The subject of the squash that a commit reverts; empty if it does not tell both title and number of a pull request. */
    private static Optional<String> squash(Commit revert) {
        Matcher title = QUOTED.matcher(revert.subject());
        Matcher number = PULL_REQUEST.matcher(revert.body());
        if (!title.matches() || !number.find()) {
            return Optional.empty();
        }
        String end = " (#" + number.group(1) + ")";
        return Optional.of(title.group(1).endsWith(end) ? title.group(1) : title.group(1) + end);
    }

    /** The ids that a change is known by: its own and those of what it was copied from. */
    public static Set<String> names(Commit change) {
        Set<String> names = new HashSet<>(change.pickedFrom());
        change.trailers().stream()
                .filter(trailer -> COPY_TRAILERS.contains(trailer.key().toLowerCase(Locale.ROOT))
                        && ObjectId.isFull(trailer.value()))
                .forEach(trailer -> names.add(trailer.value()));
        names.add(change.id());
        return names;
    }

    /** The commit that brought a change, or a copy of it, and was not reverted. */
    public Optional<Commit> bearer(Commit change) throws GitException {
        for (Commit bearer : bearers(change)) {
            if (revert(bearer, change).isEmpty()) {
                return Optional.of(bearer);
            }
        }
        return Optional.empty();
    }

    /** The commit that took a change back; empty if it was never there or is there still. */
    public Optional<Commit> revert(Commit change) throws GitException {
        Optional<Commit> revert = Optional.empty();
        for (Commit bearer : bearers(change)) {
            Optional<Commit> later = revert(bearer, change);
            if (later.isEmpty()) {
                return later;
            }
            revert = revert.or(() -> later);
        }
        return revert;
    }

    /** Whether a commit of the branch was taken back. */
    public boolean isReverted(Commit commit) throws GitException {
        return undoing(commit).isPresent();
    }

    /** The commit that took a commit of the branch back, whatever became of its copies. */
    public Optional<Commit> undoing(Commit commit) throws GitException {
        return revert(commit, commit);
    }

    private Set<Commit> bearers(Commit change) {
        Set<Commit> found = new LinkedHashSet<>();
        names(change).forEach(name -> found.addAll(bearers.getOrDefault(name, List.of())));
        return found;
    }

    /** @param change what it bears; a revert that was copied along may know it by that one's names */
    private Optional<Commit> revert(Commit bearer, Commit change) throws GitException {
        Set<String> ids = names(bearer);
        ids.addAll(names(change));
        Set<String> subjects = new HashSet<>(List.of(bearer.subject(), change.subject()));
        for (Revert revert : candidates(ids, subjects)) {
            if (place(revert.by()) < place(bearer)
                    && (revert.names(ids, subjects) || undoesMergeOf(revert, bearer))
                    && !isReverted(revert.by())) {
                return Optional.of(revert.by());
            }
        }
        return Optional.empty();
    }

    /** Those that may be of one of these, in the order of the branch. */
    private Collection<Revert> candidates(Set<String> ids, Set<String> subjects) {
        SortedMap<Integer, Revert> candidates = new TreeMap<>();
        Stream.concat(ids.stream().map(id -> id.substring(0, SHORTEST)), subjects.stream())
                .flatMap(key -> reverts.getOrDefault(key, List.of()).stream())
                .forEach(revert -> candidates.put(revert.order(), revert));
        mergeReverts.forEach(revert -> candidates.put(revert.order(), revert));
        return candidates.values();
    }

    private int place(Commit commit) {
        return places.getOrDefault(commit.id(), Integer.MAX_VALUE);
    }

    private boolean undoesMergeOf(Revert revert, Commit bearer) throws GitException {
        if (revert.before().isEmpty()) {
            return false;
        }
        return merges.brought(bearer.id(), revert.reverted(), revert.before().get());
    }

    /** What merges brought. */
    public interface Merges {
        /**
         * Whether a merge brought a commit.
         *
         * @param merge an id or its beginning
         * @param before the same, of the state that it was merged into
         */
        boolean brought(String commit, String merge, String before) throws GitException;
    }

    private static Merges in(GitRepository git) {
        return (commit, reverted, parent) -> {
            Optional<Commit> merge = git.commit(reverted);
            Optional<Commit> before = git.commit(parent);
            return merge.isPresent()
                    && before.isPresent()
                    && git.isAncestor(commit, merge.get().id())
                    && !git.isAncestor(commit, before.get().id());
        };
    }

    /**
     * @param reverted the id of a commit, or its beginning, or the subject of a squash
     * @param before for a merge: the parent whose state came back
     */
    private record Revert(int order, Commit by, String reverted, Optional<String> before) {
        boolean names(Set<String> ids, Set<String> subjects) {
            return subjects.contains(reverted) || ids.stream().anyMatch(id -> id.startsWith(reverted));
        }
    }
}
