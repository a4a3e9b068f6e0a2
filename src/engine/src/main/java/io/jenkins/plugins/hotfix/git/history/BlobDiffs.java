package io.jenkins.plugins.hotfix.git.history;

import io.jenkins.plugins.hotfix.git.command.BatchProcess;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.object.ObjectDatabase;
import io.jenkins.plugins.hotfix.git.object.Trees;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the contents of two files differ, as one long-running git sees it. Git is asked about two trees that hold nothing but the file: so
 * the answer costs what the file costs, whatever else its commits changed.
 */
public final class BlobDiffs implements AutoCloseable {
    private static final Pattern PLACE = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");
    private static final String NAME = "file";
    /** What is no object's name comes back as it is, after all that was asked before it. */
    private static final String END = "end";

    private static final int REMEMBERED = 2_000;

    private final Trees trees;
    private final ObjectDatabase objects;
    private final Duration patience;
    private final BatchProcess conversation;

    private final Map<String, List<LineChange>> known =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, List<LineChange>> eldest) {
                    return size() > REMEMBERED;
                }
            });

    /** @param directory of the repository */
    public BlobDiffs(Git git, Path directory, ObjectDatabase objects) {
        this.objects = objects;
        this.trees = new Trees(objects);
        this.patience = git.timeout();
        this.conversation = new BatchProcess(
                git,
                () -> git.command(
                        directory,
                        "diff-tree",
                        "--stdin",
                        "-p",
                        "--text",
                        "--unified=0",
                        "--inter-hunk-context=0",
                        "--no-renames",
                        "--no-color",
                        "--no-ext-diff",
                        "--no-textconv"));
    }

    /**
     * The places where two blobs differ, from the first line to the last.
     *
     * @param before the id of a blob
     * @param after the id of a blob
     */
    public List<LineChange> between(String before, String after) throws GitException {
        if (before.equals(after)) {
            return List.of();
        }
        String question = before + " " + after;
        List<LineChange> found = known.get(question);
        if (found == null) {
            String trees = tree(before) + " " + tree(after);
            found = conversation.ask(trees + "\n" + END, patience, BlobDiffs::read);
            known.put(question, found);
        }
        return found;
    }

    /** The blob of an empty file, as what is not there can be compared. */
    String nothing() throws GitException {
        return objects.write("blob", new byte[0]);
    }

    private String tree(String blob) throws GitException {
        return trees.replace(objects.emptyTree(), Map.of(NAME, new Trees.Entry(Trees.FILE, blob)));
    }

    private static List<LineChange> read(InputStream from) throws IOException {
        List<LineChange> changes = new ArrayList<>();
        StringBuilder removed = new StringBuilder();
        StringBuilder added = new StringBuilder();
        Matcher place = null;
        for (String line = line(from); ; line = line(from)) {
            boolean end = line.equals(END + "\n");
            Matcher next = PLACE.matcher(line.stripTrailing());
            if (place != null && (end || next.matches())) {
                changes.add(change(place, removed.toString(), added.toString()));
                removed.setLength(0);
                added.setLength(0);
            }
            if (end) {
                return List.copyOf(changes);
            }
            if (next.matches()) {
                place = next;
            } else if (place != null && line.startsWith("-")) {
                removed.append(line, 1, line.length());
            } else if (place != null && line.startsWith("+")) {
                added.append(line, 1, line.length());
            }
        }
    }

    private static LineChange change(Matcher place, String removed, String added) {
        return new LineChange(
                range(place.group(1), place.group(2)), range(place.group(3), place.group(4)), removed, added);
    }

    /** Git gives no count for one line, and for none the line that it would come after. */
    private static LineRange range(String first, String count) {
        int start = Integer.parseInt(first);
        int lines = count == null ? 1 : Integer.parseInt(count);
        return lines == 0 ? new LineRange(start, start + 1) : new LineRange(start, start + lines - 1);
    }

    private static String line(InputStream from) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        do {
            next = from.read();
            if (next < 0) {
                throw new EOFException("the answer ended early");
            }
            line.write(next);
        } while (next != '\n');
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        conversation.close();
    }
}
