package io.jenkins.plugins.hotfix.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The private bare repository: where it is, what it borrows from the source, how it is configured. */
final class Workshop {
    private static final Pattern COPIED = Pattern.compile(
            "(?i)(credential|http|url|user|author|committer|gpg|merge|ssh|protocol)\\..*|core\\.sshcommand|core\\.askpass|core\\.gitproxy"
                    + "|commit\\.gpgsign|tag\\.gpgsign|tag\\.forcesignannotated|diff\\.renamelimit|diff\\.renames");

    private final Git git;
    private final Path scratch;
    private final @Nullable Source source;
    private final String remoteUrl;
    private @Nullable Person committer;

    private Workshop(Git git, Path scratch, @Nullable Source source, String remoteUrl) {
        this.git = git;
        this.scratch = scratch;
        this.source = source;
        this.remoteUrl = remoteUrl;
    }

    static Workshop open(Git git, Path scratch, @Nullable Path sourceDirectory, @Nullable String url)
            throws GitException {
        Source source = sourceDirectory == null ? null : Source.read(git, sourceDirectory);
        String remote = url != null ? checked(url) : source != null ? source.remoteUrl() : null;
        if (remote == null) {
            throw new GitException("Neither a repository nor a URL is given. Say which repository to work on.");
        }
        Workshop workshop = new Workshop(git, scratch.toAbsolutePath().normalize(), source, remote);
        workshop.prepare();
        return workshop;
    }

    private static String checked(String url) throws GitException {
        if (url.startsWith("-")
                || url.matches("(?s).*[\\p{Cntrl}].*")
                || url.matches("(?s)[A-Za-z0-9]+::.*")
                || url.isBlank()) {
            throw new GitException("\"" + Shown.of(Redaction.of(url))
                    + "\" is not a URL that git may be given. Use https, ssh or a path.");
        }
        return url;
    }

    private void prepare() throws GitException {
        try {
            Files.createDirectories(scratch);
            if (!Files.exists(directory().resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)) {
                create();
            }
            Files.writeString(directory().resolve("config"), configuration());
        } catch (IOException failed) {
            throw new GitException("Cannot write into " + scratch + ": " + failed.getMessage(), failed);
        }
    }

    private void create() throws IOException {
        Path unfinished = Files.createTempDirectory(scratch, "new");
        git.command(
                        scratch,
                        "init",
                        "--quiet",
                        "--bare",
                        "--template=",
                        "--object-format=" + format(),
                        unfinished.toString())
                .succeed("Cannot make a repository in " + scratch);
        if (source != null && source.lendsObjects()) {
            Files.createDirectories(unfinished.resolve("objects/info"));
            Files.writeString(
                    unfinished.resolve("objects/info/alternates"), source.objects() + "\n", StandardCharsets.UTF_8);
        }
        Files.move(unfinished, directory(), StandardCopyOption.ATOMIC_MOVE);
    }

    private String format() {
        return source == null ? "sha1" : source.format();
    }

    private String configuration() {
        List<String> lines = new ArrayList<>();
        boolean sha1 = format().equals("sha1");
        lines.add("[core]\n\trepositoryformatversion = " + (sha1 ? 0 : 1)
                + "\n\tbare = true\n\thooksPath = /dev/null\n\tlogAllRefUpdates = false");
        if (!sha1) {
            lines.add("[extensions]\n\tobjectFormat = " + format());
        }
        lines.add("[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[advice]\n\tdetachedHead = false");
        lines.add("[user]\n\tuseConfigOnly = true");
        if (source != null) {
            source.configuration().forEach((key, values) -> {
                if (COPIED.matcher(key).matches()) {
                    values.forEach(value -> lines.add(setting(key, value)));
                }
            });
        }
        lines.add(setting("remote.origin.url", remoteUrl));
        lines.add(setting("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"));
        return String.join("\n", lines) + "\n";
    }

    private static String setting(String key, @Nullable String value) {
        int first = key.indexOf('.');
        int last = key.lastIndexOf('.');
        String section = first == last
                ? "[" + key.substring(0, first) + "]"
                : "[" + key.substring(0, first) + " \""
                        + key.substring(first + 1, last).replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
        return section + "\n\t" + key.substring(last + 1) + (value == null ? "" : " = " + quoted(value));
    }

    private static String quoted(String value) {
        return "\""
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + "\"";
    }

    Path scratch() {
        return scratch;
    }

    Path directory() {
        return scratch.resolve("workshop.git");
    }

    String remoteUrl() {
        return remoteUrl;
    }

    /** The name of the hash by which objects are named. */
    String digest() {
        return format().equals("sha256") ? "SHA-256" : "SHA-1";
    }

    SourceState sourceState() throws GitException {
        return source == null ? new SourceState(false, false, false, null) : source.state();
    }

    Optional<String> sourceBranch(String name) throws GitException {
        return source == null || !RefNames.isValid(name) ? Optional.empty() : source.branch(name);
    }

    synchronized Person committer() throws GitException {
        Person known = committer;
        if (known == null) {
            GitOutput output =
                    git.command(directory(), "var", "GIT_COMMITTER_IDENT").run();
            String line = output.text();
            known = output.succeeded()
                    ? new Person(
                            line.substring(0, line.indexOf('<')).strip(),
                            line.substring(line.indexOf('<') + 1, line.lastIndexOf('>')))
                    : new Person("Hotfix", "hotfix@localhost");
            committer = known;
        }
        return known;
    }

    /** The user's clone; only read. */
    record Source(
            Git git,
            Path directory,
            boolean bare,
            boolean shallow,
            Path objects,
            String format,
            Map<String, List<@Nullable String>> configuration) {

        static Source read(Git git, Path directory) throws GitException {
            if (!Files.isDirectory(directory)) {
                throw new GitException(
                        "There is no directory " + Shown.of(directory.toString()) + ". Say where the repository is.");
            }
            GitOutput facts = git.command(
                            directory,
                            "rev-parse",
                            "--is-bare-repository",
                            "--is-shallow-repository",
                            "--show-object-format",
                            "--path-format=absolute",
                            "--git-path",
                            "objects")
                    .run();
            if (!facts.succeeded()) {
                throw facts.failure(directory + " is not a git repository that can be read");
            }
            List<String> lines = facts.lines();
            Map<String, List<@Nullable String>> configuration = new LinkedHashMap<>();
            for (String field : git.command(directory, "config", "--includes", "-z", "--list")
                    .succeed("Cannot read the git configuration of " + directory)
                    .fields()) {
                int split = field.indexOf('\n');
                configuration
                        .computeIfAbsent(split < 0 ? field : field.substring(0, split), key -> new ArrayList<>())
                        .add(split < 0 ? null : field.substring(split + 1));
            }
            return new Source(
                    git,
                    directory.toAbsolutePath().normalize(),
                    lines.get(0).equals("true"),
                    lines.get(1).equals("true"),
                    Path.of(lines.get(3)),
                    lines.get(2),
                    configuration);
        }

        /** Git takes a relative URL from the top of the working tree. */
        private Path top() throws GitException {
            return bare
                    ? directory
                    : Path.of(git.command(directory, "rev-parse", "--show-toplevel")
                            .text("Cannot find the working tree of " + directory));
        }

        /** Neither a shallow nor a partial clone has all the objects that its commits refer to. */
        boolean lendsObjects() {
            return !shallow
                    && configuration.keySet().stream()
                            .noneMatch(key -> key.matches("(?i)extensions\\.partialclone|remote\\..*\\.promisor"));
        }

        String remoteUrl() throws GitException {
            List<String> remotes = configuration.keySet().stream()
                    .filter(key -> key.matches("remote\\..+\\.url"))
                    .map(key -> key.substring("remote.".length(), key.length() - ".url".length()))
                    .toList();
            if (bare || remotes.isEmpty()) {
                return (bare ? directory : top()).toString();
            }
            String remote = remotes.contains("origin") ? "origin" : remotes.get(0);
            if (!remotes.contains("origin") && remotes.size() > 1) {
                throw new GitException(directory + " has several remotes and none is named origin: "
                        + remotes.stream().collect(Collectors.joining(", ")) + ". Give the URL of the one to use.");
            }
            String url = git.command(directory, "remote", "get-url", "--push", remote)
                    .text("Cannot read the URL of the remote " + remote);
            boolean relative = url.startsWith("./") || url.startsWith("../");
            return relative ? top().resolve(url).normalize().toString() : checked(url);
        }

        Optional<String> branch(String name) throws GitException {
            GitOutput output = git.command(directory, "rev-parse", "--verify", "--quiet", "refs/heads/" + name)
                    .run();
            return output.succeeded() ? Optional.of(output.text()) : Optional.empty();
        }

        SourceState state() throws GitException {
            GitOutput head = git.command(directory, "symbolic-ref", "--quiet", "--short", "HEAD")
                    .run();
            boolean dirty = !bare
                    && git.command(directory, "--no-optional-locks", "status", "--porcelain", "-z")
                                    .succeed("Cannot read the state of " + directory)
                                    .bytes()
                                    .length
                            > 0;
            String branch = head.succeeded() && !bare ? head.text() : null;
            return new SourceState(dirty, !head.succeeded(), shallow, branch);
        }
    }
}
