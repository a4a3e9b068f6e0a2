package io.jenkins.plugins.hotfix.git.repository;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitCommand;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.GitOutput;
import io.jenkins.plugins.hotfix.git.command.GitVersion;
import io.jenkins.plugins.hotfix.git.command.Person;
import io.jenkins.plugins.hotfix.git.command.Printable;
import io.jenkins.plugins.hotfix.git.command.Redaction;
import io.jenkins.plugins.hotfix.git.command.UrlSecrets;
import io.jenkins.plugins.hotfix.git.history.Ancestry;
import io.jenkins.plugins.hotfix.git.history.BlobDiffs;
import io.jenkins.plugins.hotfix.git.history.FileChange;
import io.jenkins.plugins.hotfix.git.history.FileMoves;
import io.jenkins.plugins.hotfix.git.history.History;
import io.jenkins.plugins.hotfix.git.history.WholeHistory;
import io.jenkins.plugins.hotfix.git.merge.FittingMerges;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.merge.Merges;
import io.jenkins.plugins.hotfix.git.merge.Merging;
import io.jenkins.plugins.hotfix.git.merge.Pick;
import io.jenkins.plugins.hotfix.git.merge.Resolution;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.Messages;
import io.jenkins.plugins.hotfix.git.object.ObjectDatabase;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.object.ObjectText;
import io.jenkins.plugins.hotfix.git.object.RefNames;
import io.jenkins.plugins.hotfix.git.object.Signature;
import io.jenkins.plugins.hotfix.git.object.Tag;
import io.jenkins.plugins.hotfix.git.object.TagDraft;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.git.object.TreeEntry;
import io.jenkins.plugins.hotfix.git.object.Trees;
import io.jenkins.plugins.hotfix.git.remote.AccompaniedPush;
import io.jenkins.plugins.hotfix.git.remote.Companion;
import io.jenkins.plugins.hotfix.git.remote.LightFetch;
import io.jenkins.plugins.hotfix.git.remote.Push;
import io.jenkins.plugins.hotfix.git.remote.PushListener;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A private bare repository in a scratch directory whose remote {@code origin} is the user's. The user's own clone lends it
 * objects and settings and is otherwise only read: its index, working tree, HEAD and refs stay as they are. Close it when done.
 */
public final class GitRepository implements Closeable {
    private static final String REMOTE = "refs/remotes/origin/";
    /** What git and gpg complain of where they lack what a signature is checked with. */
    private static final Pattern UNCHECKED = Pattern.compile(
            "allowedSignersFile needs to be configured|Can't check signature: No public key|cannot run ");

    /** So many commits are read sooner than a process starts. */
    private static final int IN_A_ROW = 8;

    /** So many tags that are not wanted are passed over. */
    private static final int UNWANTED = 50;

    private static final String MISSING = "couldn't find remote ref";

    private final Git git;
    private final PrivateRepository own;
    private final ObjectDatabase objects;
    private final Trees trees;
    private final Ancestry ancestry;
    private final BlobDiffs diffs;
    private final FileMoves moves;
    private final History history;
    private final Merging merging;
    private final Merges merges;
    private final LightFetch fetching;
    private final Signing signing;
    private @Nullable Companion companion;
    private PushListener listener = PushListener.NOBODY;

    private GitRepository(Git git, PrivateRepository own, FittingMerges.Version version) {
        this.git = git;
        this.own = own;
        this.objects = new ObjectDatabase(git, own.directory(), own.digest());
        this.trees = new Trees(objects);
        this.signing = new Signing(git, own, objects);
        this.merges = new FittingMerges(git, own.directory(), own.scratch(), own::configuration, objects, version);
        this.fetching = new LightFetch(git, own, GitRepository::here, this::close);
        this.ancestry = new Ancestry(git, own.directory(), fetching);
        this.merging = new Merging(objects, merges, ancestry, fetching);
        this.diffs = new BlobDiffs(git, own.directory(), objects);
        this.moves = new FileMoves(git, own.directory());
        this.history = new History(git, own.directory(), fetching, trees, diffs, moves);
    }

    /**
     * Makes the repository in the scratch directory, or opens the one that is there.
     *
     * @param source a clone, a bare repository or a linked worktree; null: there is none
     * @param url the remote; null: the source's remote, or the source itself if it is bare or has none
     * @throws GitException if the source is no repository or the URL is refused
     */
    public static GitRepository open(Git git, Path scratch, @Nullable Path source, @Nullable String url)
            throws GitException {
        return new GitRepository(git, PrivateRepository.open(git, scratch, source, url), git::version);
    }

    /** As {@link #open(Git, Path, Path, String)}, merging as that version of git can. */
    static GitRepository open(Git git, Path scratch, @Nullable Path source, @Nullable String url, GitVersion version)
            throws GitException {
        return new GitRepository(git, PrivateRepository.open(git, scratch, source, url), () -> version);
    }

    /** The repository itself, for commands of the user's that need a git directory. */
    public Path directory() {
        return own.directory();
    }

    /** Where {@link #push} pushes to, without user name and password. */
    public String remoteUrl() {
        return Redaction.of(own.remoteUrl());
    }

    /**
     * The secrets by which the remote is reached: those in its URL, and those in the URLs, headers and helpers of git's configuration, as they are
     * written there and decoded. To be hidden wherever something is shown.
     */
    public Set<String> secrets() throws GitException {
        Set<String> secrets = new TreeSet<>(UrlSecrets.of(own.remoteUrl()));
        secrets.addAll(UrlSecrets.in(own.configuration()));
        return secrets;
    }

    /** The state of the source now; all false if there is only a URL. */
    public SourceState sourceState() throws GitException {
        return own.sourceState();
    }

    /**
     * The remote's refs now.
     *
     * @param patterns full names, in which {@code *} may stand for a part
     * @return full name to object id, peeled tags as {@code name^{}}
     * @throws GitException if the remote does not answer
     */
    public Map<String, String> remoteRefs(String... patterns) throws GitException {
        Map<String, String> refs = new LinkedHashMap<>();
        boolean heads =
                patterns.length > 0 && Stream.of(patterns).allMatch(pattern -> pattern.startsWith("refs/heads/"));
        // A server sends all its refs to be looked through here, except where only a kind of them is asked for.
        git.command(directory(), "ls-remote", "--quiet")
                .waitingFor(remoteUrl() + " to say what its branches and tags are")
                .with(heads ? List.of("--heads") : List.of())
                .with("origin")
                .with(patterns)
                .succeed("Cannot reach " + remoteUrl())
                .lines()
                .forEach(line ->
                        refs.put(line.substring(line.indexOf('\t') + 1), line.substring(0, line.indexOf('\t'))));
        return refs;
    }

    /**
     * Brings branches and tags of the remote here as they are there now.
     *
     * @param refs full names, in which one {@code *} may stand for a part; branches may be named without {@code refs/heads/}
     * @throws GitException if one does not exist, with the names of those that do
     */
    public void fetch(String... refs) throws GitException {
        GitOutput output = fetching.fetch(full(refs));
        if (!output.succeeded()) {
            throw fetchFailure(output, refs);
        }
    }

    /**
     * As {@link #fetch}, but nothing is brought where one does not exist.
     *
     * @return whether all exist
     */
    public boolean fetchIfPresent(String... refs) throws GitException {
        GitOutput output = fetching.fetch(full(refs));
        boolean missing = !output.succeeded() && output.stderr().contains(MISSING);
        if (!output.succeeded() && !missing) {
            throw fetchFailure(output, refs);
        }
        return !missing;
    }

    private static List<String> full(String... refs) {
        return Stream.of(refs)
                .map(ref -> ref.startsWith("refs/") ? ref : "refs/heads/" + ref)
                .toList();
    }

    private GitException fetchFailure(GitOutput output, String... refs) throws GitException {
        boolean missing = output.stderr().contains(MISSING);
        // Where there is nothing that a pattern could match, git may fail without a word.
        List<String> branches = missing || output.stderr().isBlank()
                ? remoteRefs("refs/heads/*").keySet().stream()
                        .map(ref -> ref.substring("refs/heads/".length()))
                        .toList()
                : List.of();
        if (!missing && !(output.stderr().isBlank() && branches.isEmpty())) {
            return output.failure("Cannot fetch from " + remoteUrl());
        }
        String name = output.stderr().strip().replaceAll("(?s).*" + MISSING + " (\\S+).*", "$1");
        return new GitException(
                branches.isEmpty()
                        ? "The repository " + remoteUrl() + " has no branches yet. Push a first commit to it."
                        : "There is no " + Printable.of(name.replaceFirst("^refs/heads/", "branch ")) + " in "
                                + remoteUrl() + ". Its branches: " + Printable.of(String.join(", ", branches)) + ".",
                output.stderr());
    }

    /** The commit that a branch of the remote was on when it was last fetched. */
    public Optional<String> branch(String name) throws GitException {
        return RefNames.isValid(name) ? objects.id(REMOTE + name, "commit") : Optional.empty();
    }

    /**
     * The commit that a person means: a branch of the remote, a tag, an id or its beginning, a branch or a tag of the source.
     *
     * @return empty if there is none, or an id's beginning fits several
     */
    public Optional<String> resolve(String typed) throws GitException {
        if (!RefNames.isRevision(typed)) {
            return Optional.empty();
        }
        for (String prefix : List.of(REMOTE, "refs/tags/", "")) {
            Optional<String> found = prefix.isEmpty() && !typed.matches("[0-9a-f]{4,64}([~^][0-9]*)*|refs/.*")
                    ? Optional.empty()
                    : objects.id(prefix + typed, "commit");
            if (found.isPresent()) {
                return found;
            }
        }
        if (fetching.isCut()) {
            fetching.complete();
            return resolve(typed);
        }
        Optional<String> local = ofSource(typed);
        return local.isEmpty() && ObjectId.isFull(typed) ? brought("origin", typed, typed) : local;
    }

    private Optional<String> ofSource(String typed) throws GitException {
        Source source = own.source().orElse(null);
        Optional<String> ref = source == null || !RefNames.isValid(typed) ? Optional.empty() : source.ref(typed);
        Optional<String> commit = ref.isEmpty() ? Optional.empty() : source.commit(ref.get());
        return commit.isEmpty() ? Optional.empty() : brought(source.directory().toString(), ref.get(), commit.get());
    }

    /** An object that is somewhere else; a server may refuse to hand out what no branch or tag of its holds. */
    private Optional<String> brought(String from, String name, String id) throws GitException {
        Optional<String> here = objects.id(id, "commit");
        if (here.isPresent()) {
            return here;
        }
        boolean fetched = git.command(directory(), "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", from, name)
                .run()
                .succeeded();
        return fetched ? objects.id(id, "commit") : Optional.empty();
    }

    /** The nearest tag in the history of a commit, as {@code git describe --tags --abbrev=0} gives it. */
    public Optional<String> version(String commit) throws GitException {
        GitOutput output = git.command(directory(), "describe", "--tags", "--abbrev=0", commit)
                .run();
        if (!output.succeeded() && fetching.isCut()) {
            fetching.complete();
            return version(commit);
        }
        return output.succeeded() ? Optional.of(output.text()) : Optional.empty();
    }

    /**
     * The nearest tag in the history of a commit that is wanted.
     *
     * @param like patterns as {@code git describe --match} takes them, of which one must fit
     * @param except patterns that must not fit
     * @param wanted whether a tag that fits is wanted
     */
    public Optional<String> nearestTag(String commit, List<String> like, List<String> except, Predicate<String> wanted)
            throws GitException {
        List<String> options = new ArrayList<>();
        like.forEach(pattern -> options.add("--match=" + pattern));
        except.forEach(pattern -> options.add("--exclude=" + pattern));
        for (int tried = 0; tried < UNWANTED; tried++) {
            GitOutput output = git.command(directory(), "describe", "--tags", "--abbrev=0")
                    .with(options)
                    .with(commit)
                    .run();
            if (!output.succeeded() && fetching.isCut()) {
                fetching.complete();
            } else if (!output.succeeded()) {
                return Optional.empty();
            } else if (wanted.test(output.text())) {
                return Optional.of(output.text());
            } else {
                options.add("--exclude=" + output.text());
            }
        }
        return Optional.empty();
    }

    /**
     * The branch that the remote gives to whoever names none; empty if it does not say so.
     *
     * @throws GitException if the remote does not answer
     */
    public Optional<String> defaultBranch() throws GitException {
        String symbolic = "ref: refs/heads/";
        return git
                .command(directory(), "ls-remote", "--quiet", "--symref", "origin", "HEAD")
                .succeed("Cannot reach " + remoteUrl())
                .lines()
                .stream()
                .filter(line -> line.startsWith(symbolic) && line.endsWith("\tHEAD"))
                .map(line -> line.substring(symbolic.length(), line.length() - "\tHEAD".length()))
                .findFirst();
    }

    /** A commit by its id. */
    public Optional<Commit> commit(String id) throws GitException {
        return objects.commit(id);
    }

    /**
     * The commits that {@code to} has and {@code from} lacks, newest first, none before one that builds on it.
     *
     * @param from null: all of history
     * @param max at most so many
     */
    public List<Commit> commits(@Nullable String from, String to, int max) throws GitException {
        Optional<List<Commit>> line = from == null ? Optional.empty() : line(from, to);
        if (line.isPresent()) {
            return line.get().stream().limit(max).toList();
        }
        GitCommand command = git.command(directory(), "rev-list", "--max-count=" + max, to);
        if (from != null) {
            command.with("^" + from, "--topo-order");
        }
        List<String> ids = command.succeed("Cannot read the history of " + to).lines();
        Set<String> edge = fetching.edge();
        if (ids.stream().anyMatch(edge::contains)) {
            if (from == null) {
                fetching.complete();
            } else {
                fetching.cover(from, to);
            }
            return commits(from, to, max);
        }
        List<Commit> commits = new ArrayList<>();
        for (String id : ids) {
            commits.add(objects.known(id));
        }
        return commits;
    }

    /** A few commits in a row need no process to be walked; empty if they are more, or one is a merge. */
    private Optional<List<Commit>> line(String from, String to) throws GitException {
        List<Commit> line = new ArrayList<>();
        String next = to;
        while (!next.equals(from)) {
            Optional<Commit> commit = line.size() == IN_A_ROW ? Optional.empty() : commit(next);
            if (commit.isEmpty() || commit.get().parents().size() != 1) {
                return Optional.empty();
            }
            line.add(commit.get());
            next = commit.get().parents().get(0);
        }
        return Optional.of(line);
    }

    /**
     * What differs between two commits, as {@code git diff} shows it; of a file that is very large only that it differs.
     */
    public String patch(String base, String tip) throws GitException {
        return git.command(directory(), "-c", "core.bigFileThreshold=1m", "-c", "core.quotePath=false")
                .with("diff-tree", "-r", "-p", "-M", "--no-color", "--no-ext-diff", "--no-textconv")
                .with("--src-prefix=a/", "--dst-prefix=b/", base, tip, "--")
                .text("Cannot compare " + base + " with " + tip);
    }

    /** The files that differ between two commits. */
    public List<FileChange> changes(String base, String tip) throws GitException {
        List<String> fields = git.command(
                        directory(), "diff-tree", "-r", "-z", "--no-renames", "--raw", "--numstat", base, tip, "--")
                .succeed("Cannot compare " + base + " with " + tip)
                .fields();
        Map<String, FileChange.Status> statuses = new TreeMap<>();
        List<FileChange> changes = new ArrayList<>();
        int at = 0;
        while (at < fields.size() && fields.get(at).startsWith(":")) {
            char letter = fields.get(at).charAt(fields.get(at).lastIndexOf(' ') + 1);
            statuses.put(fields.get(at + 1), status(letter));
            at += 2;
        }
        for (; at < fields.size(); at++) {
            String[] parts = fields.get(at).split("\t", 3);
            boolean binary = parts[0].equals("-");
            changes.add(new FileChange(
                    parts[2],
                    binary ? 0 : Integer.parseInt(parts[0]),
                    binary ? 0 : Integer.parseInt(parts[1]),
                    binary,
                    statuses.getOrDefault(parts[2], FileChange.Status.MODIFIED)));
        }
        return changes;
    }

    private static FileChange.Status status(char letter) {
        return switch (letter) {
            case 'A' -> FileChange.Status.ADDED;
            case 'D' -> FileChange.Status.DELETED;
            case 'T' -> FileChange.Status.TYPE_CHANGED;
            default -> FileChange.Status.MODIFIED;
        };
    }

    /** Whether {@code descendant} contains {@code ancestor}; a commit contains itself. */
    public boolean isAncestor(String ancestor, String descendant) throws GitException {
        return ancestry.isAncestor(ancestor, descendant);
    }

    /** A best common ancestor; empty if the histories are unrelated. */
    public Optional<String> mergeBase(String a, String b) throws GitException {
        return ancestry.mergeBase(a, b);
    }

    /**
     * The tree that {@code git merge} takes for the base: that of the best common ancestor or, where branches merged each other and there are
     * several, what merging those gives; empty if the histories are unrelated.
     */
    public Optional<String> mergeBaseTree(String a, String b) throws IOException {
        return merging.baseTree(a, b);
    }

    /** The names of the tags fetched so far whose history holds the commit. */
    public List<String> tagsContaining(String commit) throws GitException {
        fetching.complete();
        return git.command(
                        directory(), "for-each-ref", "--format=%(refname:lstrip=2)", "--contains", commit, "refs/tags/")
                .succeed("Cannot read the tags")
                .lines();
    }

    /** A tag as last fetched. */
    public Optional<Tag> tag(String name) throws GitException {
        if (!RefNames.isValid(name)) {
            return Optional.empty();
        }
        Optional<ObjectDatabase.GitObject> found = objects.read("refs/tags/" + name);
        Optional<String> target = objects.id("refs/tags/" + name, "commit");
        if (found.isEmpty() && fetching.isCut()) {
            String ref = "refs/tags/" + name;
            return fetching.fetch(List.of(ref)).succeeded() ? tag(name) : Optional.empty();
        }
        if (found.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        String message =
                found.get().type().equals("tag") ? new ObjectText(found.get().content()).message() : "";
        return Optional.of(new Tag(name, found.get().id(), target.get(), message.strip(), Messages.trailers(message)));
    }

    /** The content of a file, or the target of a symbolic link; empty if there is no such file. */
    public Optional<byte[]> file(String commit, String path) throws GitException {
        Optional<TreeEntry> entry = entry(commit, path).filter(each -> !each.isSubmodule());
        return entry.isEmpty()
                ? Optional.empty()
                : objects.read(entry.get().id()).map(ObjectDatabase.GitObject::content);
    }

    /** What stands at a path; empty if nothing does, or a directory. */
    public Optional<TreeEntry> entry(String commit, String path) throws GitException {
        return trees.find(commit, path)
                .filter(entry -> !entry.isDirectory())
                .map(entry -> new TreeEntry(entry.mode(), entry.id()));
    }

    /** The paths of all files below a directory; the empty prefix means all. */
    public List<String> files(String commit, String prefix) throws GitException {
        GitCommand command = git.command(directory(), "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit);
        if (!prefix.isEmpty()) {
            command.with("--", prefix.endsWith("/") ? prefix : prefix + "/");
        }
        return command.succeed("Cannot list the files of " + commit).fields();
    }

    /** What merging {@code theirs} into {@code ours} gives, as {@code git merge} would. */
    public MergeResult merge(String ours, String theirs) throws IOException {
        return merging.merge(ours, theirs);
    }

    /** As {@link #merge(String, String)}, but as if {@code theirs} had this tree. */
    public MergeResult merge(String ours, String theirs, String theirTree) throws IOException {
        return merging.merge(ours, theirs, theirTree);
    }

    /**
     * What picking a commit onto another gives, as {@code git cherry-pick} would.
     *
     * @throws GitException also if the mainline is missing or too large
     */
    public MergeResult pick(String onto, String commit, @Nullable Integer mainline) throws IOException {
        return pick(List.of(new Pick(onto, commit, mainline))).get(0);
    }

    /**
     * What each of many picks gives, faster than one by one.
     *
     * @throws GitException if one of them cannot be tried, without saying which
     */
    public List<MergeResult> pick(List<Pick> picks) throws IOException {
        return merging.pick(picks);
    }

    /**
     * Merges two trees over a third, whatever their history.
     *
     * @param base a commit or a tree, as the others
     * @param theirName what conflict markers call their side
     */
    public MergeResult threeWay(String base, String onto, String theirs, String theirName) throws IOException {
        return merging.merge(base, onto, theirs, theirName);
    }

    /**
     * The tree of a conflicting merge or pick in which every conflict is resolved for the side that was merged in.
     *
     * @param theirs the commit that was merged in
     */
    public String resolvedForTheirs(MergeResult result, String theirs) throws IOException {
        return new Resolution(objects, trees).forTheirs(result, theirs);
    }
    /** A tree like the given one with these files' contents; missing ones are added, modes of existing ones stay. */
    public String withFiles(String tree, Map<String, byte[]> contents) throws GitException {
        Map<String, Trees.Entry> entries = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            String path = file.getKey();
            if (path.isEmpty()
                    || List.of(path.split("/", -1)).stream()
                            .anyMatch(part -> part.isEmpty()
                                    || part.equals(".")
                                    || part.equals("..")
                                    || part.equalsIgnoreCase(".git"))) {
                throw new GitException("\"" + Printable.of(path) + "\" cannot be the path of a file in a repository.");
            }
            String mode = trees.find(tree, path)
                    .filter(Trees.Entry::isFile)
                    .map(Trees.Entry::mode)
                    .orElse(Trees.FILE);
            entries.put(path, new Trees.Entry(mode, objects.write("blob", file.getValue())));
        }
        return trees.replace(objects.tree(tree), entries);
    }

    /**
     * Makes a commit, signed if git's configuration says so, and gives its id. No ref points to it.
     *
     * @throws GitException also if it cannot be signed
     */
    public String commitTree(CommitDraft draft) throws GitException {
        Instant now = Instant.now();
        Person committer = own.configuration().committer();
        Person author = draft.author() == null ? committer : draft.author();
        Instant authoredAt = draft.authoredAt() == null ? now : draft.authoredAt();
        String message = Messages.with(draft.message(), draft.trailers());
        return own.configuration().flag("commit.gpgsign")
                ? signing.commit(draft, message, author, authoredAt)
                : objects.write(
                        "commit",
                        ObjectText.commit(draft.tree(), draft.parents(), author, authoredAt, committer, now, message));
    }

    /**
     * Makes an annotated tag, signed if git's configuration says so, and gives its id. No ref points to it.
     *
     * @throws GitException also if it cannot be signed
     */
    public String tagObject(TagDraft draft) throws GitException {
        String name = RefNames.tag(draft.name());
        String message = Messages.with(draft.message(), draft.trailers());
        if (own.configuration().flag("tag.gpgsign") || own.configuration().flag("tag.forcesignannotated")) {
            return signing.tag(name, draft.target(), message);
        }
        String text = "object " + draft.target() + "\ntype commit\ntag " + name + "\ntagger "
                + ObjectText.signature(own.configuration().committer(), Instant.now()) + "\n\n" + message;
        return objects.write("tag", text.getBytes(StandardCharsets.UTF_8));
    }

    /** What git makes of the signature of a commit or a tag object, by the keys that its configuration trusts. */
    public Signature signature(String id) throws GitException {
        ObjectDatabase.GitObject object =
                objects.read(id).orElseThrow(() -> new GitException("There is no object " + Printable.of(id) + "."));
        ObjectText text = new ObjectText(object.content());
        if (text.signature().isEmpty()
                && text.header("gpgsig").isEmpty()
                && text.header("gpgsig-sha256").isEmpty()) {
            return new Signature(Signature.Status.NONE, "");
        }
        String verb = object.type().equals("tag") ? "verify-tag" : "verify-commit";
        GitOutput output = git.command(directory(), verb, object.id()).run();
        String words = (output.text() + "\n" + output.stderr()).strip();
        Signature.Status failed = UNCHECKED.matcher(words).find() ? Signature.Status.UNCHECKED : Signature.Status.BAD;
        return new Signature(output.succeeded() ? Signature.Status.GOOD : failed, words);
    }

    /**
     * Brings the older history of what was fetched, where only the newest was: for a question whose answer must hold even if what was
     * committed later has an earlier date.
     *
     * @return whether there was anything to bring
     */
    public boolean complete() throws GitException {
        boolean cut = fetching.isCut();
        fetching.complete();
        return cut;
    }

    /** Who changed what, and where a change is. */
    public History history() {
        return history;
    }

    /** Questions about very many commits. */
    public WholeHistory wholeHistory() {
        return new WholeHistory(git, directory(), fetching);
    }

    /**
     * Signs content, apart from it, with the key that git signs with; empty if git is not configured to sign.
     *
     * @param key the file of a private ssh key to sign with in its place; null: git's
     */
    public Optional<byte[]> sign(byte[] content, @Nullable String key) throws GitException {
        return new DetachedSigning(own.configuration(), own.scratch()).sign(content, key);
    }

    /** What a signature that {@link #sign} made is worth, by the keys that git's configuration trusts. */
    public Signature verify(byte[] content, byte[] signature) throws GitException {
        return new DetachedSigning(own.configuration(), own.scratch()).verify(content, signature);
    }

    /** What a commit or a tag object holds, as git keeps it. */
    public Optional<byte[]> content(String id) throws GitException {
        return objects.read(id).map(ObjectDatabase.GitObject::content);
    }

    /** Keeps what a commit or a tag object holds, and gives its id. */
    public String keep(String type, byte[] content) throws GitException {
        return objects.write(type, content);
    }

    /** Writes a ref that was fetched, with all of its history, into a file that git can fetch from. */
    public void bundle(Path file, String ref) throws GitException {
        git.command(directory(), "bundle", "create", "--quiet", file.toString(), here(ref))
                .succeed("Cannot bundle " + ref);
    }

    /** Makes a commit without files, never signed: it is renewed often, and nobody touches a key each time. */
    public String note(String message, List<Trailer> trailers) throws GitException {
        Instant now = Instant.now();
        Person committer = own.configuration().committer();
        return objects.write(
                "commit",
                ObjectText.commit(
                        emptyTree(), List.of(), committer, now, committer, now, Messages.with(message, trailers)));
    }

    /** The id of the tree without files. */
    public String emptyTree() throws GitException {
        return objects.emptyTree();
    }

    /**
     * Changes refs of the remote: all or, if the remote cannot do that, one after the other until one fails. What was
     * pushed counts as fetched.
     */
    public PushResult push(List<RefUpdate> updates) throws IOException {
        Push push = new Push(git, directory(), remoteUrl(), GitRepository::here);
        PushResult result = companion == null ? push.run(updates) : new AccompaniedPush(push, companion).run(updates);
        listener.pushed(updates, result);
        return result;
    }

    /** From now on this one is told of every push before whoever pushed goes on. */
    public GitRepository telling(PushListener pushes) {
        listener = pushes;
        return this;
    }

    /** From now on this goes along with each push, as far as the remote takes it. */
    public void accompaniedBy(Companion goingAlong) {
        companion = goingAlong;
    }

    /** Pushes what goes along with each push, by itself, if there is news of it; says why that is not there if it is not. */
    public Optional<PushResult.Ref> pushCompanion() throws GitException {
        return companion == null
                ? Optional.empty()
                : new AccompaniedPush(new Push(git, directory(), remoteUrl(), GitRepository::here), companion).alone();
    }

    /** The commit that a ref of the remote, by its full name, was on when it was last fetched or pushed. */
    public Optional<String> fetched(String ref) throws GitException {
        return objects.id(here(ref), "commit");
    }

    /**
     * Brings refs with all of their history and files, which have little to do with the branches that people work on.
     *
     * @param refs full names, in which one {@code *} may stand for a part; one that does not exist is no failure
     */
    public void fetchWhole(Collection<String> refs) throws GitException {
        GitCommand command = git.command(
                        directory(), "fetch", "--quiet", "--no-write-fetch-head", "--no-tags", "--no-filter", "--stdin")
                .with("origin")
                .waitingFor(remoteUrl() + " to hand out the records of incidents");
        command.input(refs.stream()
                        .map(ref -> "+" + ref + ":" + here(ref) + "\n")
                        .collect(Collectors.joining()))
                .succeed("Cannot fetch the records of incidents from " + remoteUrl());
    }

    /** Where a ref of the remote is kept here. */
    private static String here(String ref) {
        return ref.startsWith("refs/heads/") ? REMOTE + ref.substring("refs/heads/".length()) : ref;
    }

    /**
     * A working tree of a commit in the scratch directory. One working tree is kept and switched from commit to commit; files that commands
     * left there are removed.
     *
     * @param changedPaths for {@link Checkout.Scope#CHANGED}: the files whose directories are wanted
     */
    public Checkout checkout(String commit, Checkout.Scope scope, Collection<String> changedPaths) throws GitException {
        return Checkout.make(git, own, commit, scope, changedPaths);
    }

    /** Whether the working tree of a scope is there, and of this commit. */
    public boolean isCheckedOut(String commit, Checkout.Scope scope) throws GitException {
        return Checkout.isMade(git, own, commit, scope);
    }

    /** Where {@link #checkout} made the working tree of a scope. */
    public Path checkedOut(Checkout.Scope scope) {
        return Checkout.directory(own, scope);
    }

    /** Ends the processes that run for it; they start again when they are needed. */
    @Override
    public void close() {
        merges.close();
        diffs.close();
        moves.close();
        objects.close();
    }
}
