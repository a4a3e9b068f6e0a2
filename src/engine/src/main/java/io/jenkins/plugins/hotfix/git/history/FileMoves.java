package io.jenkins.plugins.hotfix.git.history;

import io.jenkins.plugins.hotfix.git.command.BatchProcess;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.PathText;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which files two commits have in common that differ, renamed ones included, as one long-running git sees it. */
public final class FileMoves implements AutoCloseable {
    private static final String END = "end";
    /** How the mode of a file begins; others are links and submodules. */
    private static final String FILE = "100";

    private final Duration patience;
    private final BatchProcess conversation;
    private final Map<String, List<FileMove>> known = new ConcurrentHashMap<>();

    /** @param directory of the repository */
    public FileMoves(Git git, Path directory) {
        this.patience = git.timeout();
        this.conversation = new BatchProcess(
                git,
                () -> git.command(
                        directory,
                        "diff-tree",
                        "--stdin",
                        "-r",
                        "-z",
                        "--raw",
                        "--no-abbrev",
                        "--find-renames",
                        "--diff-filter=MR",
                        "--no-ext-diff"));
    }

    /** The files that differ, and are in both. Paths are {@link PathText}s. */
    public List<FileMove> between(String before, String after) throws GitException {
        return ask(after + " " + before);
    }

    /** From where a commit moved a file, by the blob that it has since; empty if the commit made it. */
    Optional<FileMove> to(String commit, String blob) throws GitException {
        return ask(commit).stream()
                .filter(move -> move.after().equals(blob) && !move.from().equals(move.to()))
                .findFirst();
    }

    private List<FileMove> ask(String question) throws GitException {
        List<FileMove> found = known.get(question);
        if (found == null) {
            found = conversation.ask(question + "\n" + END, patience, FileMoves::read);
            known.put(question, found);
        }
        return found;
    }

    /** The commit's name comes first, then for each file what a colon begins and one or two paths. */
    private static List<FileMove> read(InputStream from) throws IOException {
        List<FileMove> moves = new ArrayList<>();
        for (String field = field(from, true); !field.equals(END); field = field(from, true)) {
            if (field.startsWith(":")) {
                String[] words = field.split(" ");
                String path = field(from, false);
                String now = words[4].startsWith("R") ? field(from, false) : path;
                if (words[0].startsWith(FILE, 1) && words[1].startsWith(FILE)) {
                    moves.add(new FileMove(path, words[2], now, words[3]));
                }
            }
        }
        return List.copyOf(moves);
    }

    /** @param last whether it may be the end, which a line's end ends */
    private static String field(InputStream from, boolean last) throws IOException {
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        for (int next = from.read(); next != 0 && !(last && next == '\n'); next = from.read()) {
            if (next < 0) {
                throw new EOFException("the answer ended early");
            }
            field.write(next);
        }
        return PathText.of(field.toByteArray());
    }

    @Override
    public void close() {
        conversation.close();
    }
}
