package io.jenkins.plugins.hotfix.git.merge;

import io.jenkins.plugins.hotfix.git.command.BatchProcess;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitCommand;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.GitOutput;
import io.jenkins.plugins.hotfix.git.command.PathText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Merges with {@code git merge-tree --write-tree} (git 2.38): no index, no working tree, so the cost follows the change.
 *
 * <p>From git 2.39 on one process answers for all merges that are asked for one after the other.
 *
 * <p>{@code git merge} heeds the {@code .gitattributes} of the working tree; {@code merge-tree} has none. So the files merged by content are
 * looked at, and if attributes that matter to a merge apply to them, it is run again beside a directory that holds nothing but those files.
 */
final class InCoreMerges implements Merges {
    private static final Pattern COUNT = Pattern.compile("\\d{1,6}");

    private static final Duration PROBE = Duration.ofSeconds(5);

    private static final int TURN = 50;

    private final Git git;
    private final Path directory;
    private final MergeAttributes attributes;
    private final Queue<BatchProcess> free = new ConcurrentLinkedQueue<>();
    private final Queue<BatchProcess> conversations = new ConcurrentLinkedQueue<>();
    private @Nullable Boolean converses;

    /**
     * @param converses whether this git can merge line after line in one process (git 2.39)
     */
    InCoreMerges(Git git, Path directory, MergeAttributes attributes, boolean converses) {
        this.git = git;
        this.directory = directory;
        this.attributes = attributes;
        this.converses = converses ? null : Boolean.FALSE;
    }

    @Override
    public Merged merge(String ours, String theirs) throws IOException {
        return merge(List.of(new Pair(ours, theirs))).get(0);
    }

    @Override
    public List<Merged> merge(List<Pair> pairs) throws IOException {
        List<Merged> all = new ArrayList<>();
        if (attributes.renormalize()) {
            // Normalizing in a repository without a working tree is what git 2.39 ends on with "BUG: non-INDEX attr
            // direction".
            for (Pair pair : pairs) {
                all.add(beside(attributes.all(pair.ours()), pair).merged());
            }
        } else if (!pairs.isEmpty() && converses(pairs.get(0).ours())) {
            for (List<Pair> some : inTurns(pairs)) {
                for (Answer answer : ask(some, git.timeout())) {
                    all.add(asAttributesWant(answer));
                }
            }
        } else {
            for (Pair pair : pairs) {
                all.add(asAttributesWant(once(git.command(directory), pair)));
            }
        }
        return all;
    }

    /** All questions of a turn wait in the pipe while git answers the first; so there are not more than it holds. */
    private static List<List<Pair>> inTurns(List<Pair> pairs) {
        List<List<Pair>> turns = new ArrayList<>();
        for (int at = 0; at < pairs.size(); at += TURN) {
            turns.add(pairs.subList(at, Math.min(pairs.size(), at + TURN)));
        }
        return turns;
    }

    private Merged asAttributesWant(Answer answer) throws IOException {
        Pair pair = answer.pair();
        Optional<Path> beside = attributes.above(pair.ours(), answer.contentMerged());
        return beside.isEmpty() ? answer.merged() : beside(beside.get(), pair).merged();
    }

    /**
     * That the answers are not held back is a by-product of how git looks for renames. So it is tried first, by merging a commit with itself.
     */
    private synchronized boolean converses(String commit) {
        Boolean known = converses;
        if (known == null) {
            try {
                ask(List.of(new Pair(commit, commit)), PROBE);
                known = true;
            } catch (GitException silent) {
                known = false;
            }
            converses = known;
        }
        return known;
    }

    /** The end of an answer comes with the beginning of the next, hence one more question, whose answer is known. */
    private List<Answer> ask(List<Pair> pairs, Duration patience) throws GitException {
        StringBuilder questions = new StringBuilder();
        pairs.forEach(pair -> questions.append(pair.ours() + " " + pair.theirs() + "\n"));
        String last = pairs.get(0).ours();
        BatchProcess conversation = conversation();
        try {
            return conversation.ask(questions + last + " " + last, patience, from -> {
                Fields fields = new Fields(from);
                List<Answer> answers = new ArrayList<>();
                for (Pair pair : pairs) {
                    answers.add(read(fields, pair));
                }
                fields.next();
                fields.next();
                fields.next();
                return answers;
            });
        } finally {
            free.add(conversation);
        }
    }

    /** One for each that asks at the same time. */
    private BatchProcess conversation() {
        BatchProcess known = free.poll();
        if (known != null) {
            return known;
        }
        BatchProcess another =
                new BatchProcess(git, () -> git.command(directory, "merge-tree", "--stdin", "--messages"));
        conversations.add(another);
        return another;
    }

    /** A process of its own, because git remembers attributes as long as it runs. */
    private Answer beside(Path at, Pair pair) throws IOException {
        GitCommand command = git.command(at)
                .environment("GIT_DIR", directory.toString())
                .environment("GIT_WORK_TREE", at.toString());
        return once(command, pair);
    }

    private static Answer once(GitCommand command, Pair pair) throws IOException {
        GitOutput output = command.with("merge-tree", "--write-tree", "-z", "--messages", pair.ours(), pair.theirs())
                .run();
        if (output.exit() != 0 && output.exit() != 1) {
            throw output.failure("Git cannot merge " + pair.theirs() + " into " + pair.ours());
        }
        // The same answer as in a conversation, but for the status before it and the end after it.
        InputStream status = new ByteArrayInputStream(output.exit() == 0 ? new byte[] {'1', 0} : new byte[] {'0', 0});
        InputStream end = new ByteArrayInputStream(new byte[] {0});
        InputStream all = new SequenceInputStream(
                Collections.enumeration(List.of(status, new ByteArrayInputStream(output.bytes()), end)));
        return read(new Fields(all), pair);
    }

    private static Answer read(Fields fields, Pair pair) throws IOException {
        String first = fields.next();
        boolean clean = (first.isEmpty() ? fields.next() : first).equals("1");
        String tree = fields.next();
        Map<String, Map<Integer, String>> blobs = new LinkedHashMap<>();
        Map<String, Set<String>> modes = new LinkedHashMap<>();
        for (String line = fields.next(); !line.isEmpty(); line = fields.next()) {
            String[] entry = line.split("[ \t]", 4);
            blobs.computeIfAbsent(entry[3], path -> new TreeMap<>()).put(Integer.valueOf(entry[2]), entry[1]);
            modes.computeIfAbsent(entry[3], path -> new TreeSet<>()).add(entry[0]);
        }
        Map<String, String> types = new LinkedHashMap<>();
        Set<String> contentMerged = new HashSet<>(blobs.keySet());
        List<String> said = new ArrayList<>();
        for (String count = fields.next(); !count.isEmpty(); count = fields.next()) {
            if (!COUNT.matcher(count).matches()) {
                // Advice about submodules comes without the fields that the manual promises, and without an end of its
                // own.
                said.add(count.strip());
                break;
            }
            List<String> paths = new ArrayList<>();
            for (int left = Integer.parseInt(count); left > 0; left--) {
                paths.add(fields.next());
            }
            String type = fields.next();
            String message = fields.next().strip();
            if (type.startsWith("CONFLICT (")) {
                paths.forEach(path -> types.putIfAbsent(path, type.substring(10, type.length() - 1)));
                said.add(message);
            } else {
                contentMerged.addAll(paths);
            }
        }
        List<Unmerged> unmerged = new ArrayList<>();
        blobs.forEach((path, present) -> unmerged.add(
                new Unmerged(path, present, modes.getOrDefault(path, Set.of()), types.getOrDefault(path, ""))));
        return new Answer(
                pair,
                new Merged(clean, tree, unmerged, String.join("\n", said), pair.ours(), pair.theirs()),
                contentMerged);
    }

    @Override
    public void close() {
        conversations.forEach(BatchProcess::close);
    }

    private record Answer(Pair pair, Merged merged, Set<String> contentMerged) {}

    /** What NUL ends. */
    private record Fields(InputStream from) {
        String next() throws IOException {
            ByteArrayOutputStream field = new ByteArrayOutputStream();
            int next;
            while ((next = from.read()) != 0) {
                if (next < 0) {
                    throw new EOFException("the answer ended early");
                }
                field.write(next);
            }
            return PathText.of(field.toByteArray());
        }
    }
}
