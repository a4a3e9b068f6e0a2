package io.jenkins.plugins.hotfix.git.repository;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitConfiguration;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.Printable;
import io.jenkins.plugins.hotfix.git.command.Redaction;
import io.jenkins.plugins.hotfix.git.remote.Receiver;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The private bare repository: where it is, what it borrows from the source, how it is configured. */
final class PrivateRepository implements Receiver {
    /** What decides how a remote is reached, who commits, what is signed and how files are merged. */
    private static final Pattern COPIED =
            Pattern.compile("(credential|http|url|user|author|committer|gpg|merge|ssh|protocol)\\..*"
                    + "|core\\.(sshcommand|askpass|gitproxy|attributesfile)|(commit|tag)\\.gpgsign|tag\\.forcesignannotated"
                    + "|diff\\.(renamelimit|renames)");

    /** File contents come when they are read; a server that does not allow it sends all. */
    private static final String PARTIAL = GitConfiguration.line("extensions.partialclone", "origin")
            + GitConfiguration.line("remote.origin.promisor", "true")
            + GitConfiguration.line("remote.origin.partialclonefilter", "blob:none");

    private static final String ALTERNATES = "objects/info/alternates";

    private final Path scratch;
    private final @Nullable Source source;
    private final String remoteUrl;
    private final Git git;
    private @Nullable GitConfiguration settings;

    private PrivateRepository(Git git, Path scratch, @Nullable Source source, String remoteUrl) {
        this.git = git;
        this.scratch = scratch;
        this.source = source;
        this.remoteUrl = remoteUrl;
        this.settings = source == null ? null : source.configuration();
    }

    static PrivateRepository open(Git git, Path scratch, @Nullable Path sourceDirectory, @Nullable String url)
            throws GitException {
        Source source = sourceDirectory == null ? null : Source.read(git, sourceDirectory);
        if (source == null && url == null) {
            throw new GitException("Neither a repository nor a URL is given. Say which repository to work on.");
        }
        String remote = checked(url != null ? url : source.remoteUrl());
        PrivateRepository opened =
                new PrivateRepository(git, scratch.toAbsolutePath().normalize(), source, remote);
        opened.make(false);
        return opened;
    }

    /** Makes it anew: what it borrowed may be gone, because the clone was made anew or has swept away what nothing there refers to. */
    @Override
    public void renew() throws GitException {
        make(true);
    }

    private void make(boolean anew) throws GitException {
        try {
            Files.createDirectories(scratch);
            if (anew || !borrowed().equals(lent())) {
                discard(directory());
                discard(checkout());
            }
            if (Files.exists(directory())) {
                unlock();
            } else {
                create();
            }
            PrivateFile.write(directory().resolve("config"), configFile(source, remoteUrl));
        } catch (GitException failed) {
            throw failed;
        } catch (IOException failed) {
            throw new GitException("Cannot write into " + scratch + ": " + failed.getMessage(), failed);
        }
    }

    private static void discard(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failed) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A git that was killed leaves the files it had locked so, for ever. Nobody else works here: only the last one can have. */
    private void unlock() throws IOException {
        Files.walkFileTree(directory(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
                return entered.endsWith("objects") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".lock")) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Whose objects it borrows now; empty: nobody's, or it is not there yet. */
    private String borrowed() throws IOException {
        Path alternates = directory().resolve(ALTERNATES);
        return Files.exists(alternates) ? Files.readString(alternates) : "";
    }

    private String lent() {
        return source != null && source.lendsObjects()
                ? source.commonDirectory().resolve("objects") + "\n"
                : "";
    }

    /** A URL of the form {@code helper::address} runs a program of that name. */
    private static String checked(String url) throws GitException {
        if (url.isBlank()
                || url.startsWith("-")
                || url.matches("(?s).*\\p{Cntrl}.*")
                || url.matches("(?s)[A-Za-z0-9]+::.*")) {
            throw new GitException("\"" + Printable.of(Redaction.of(url))
                    + "\" is not a URL that may be given to git. Use https, ssh or a path.");
        }
        return url;
    }

    /** Made under another name first: a directory of the right name is a finished repository. */
    private void create() throws IOException {
        Path unfinished = Files.createTempDirectory(scratch, "unfinished");
        git.command(scratch, "init", "--quiet", "--bare", "--template=", "--object-format=" + objectFormat(source))
                .with(unfinished.toString())
                .succeed("Cannot make a repository in " + scratch);
        if (source != null) {
            Path info = Files.createDirectories(unfinished.resolve("info"));
            Path attributes = source.commonDirectory().resolve("info/attributes");
            if (Files.exists(attributes)) {
                Files.copy(attributes, info.resolve("attributes"));
            }
        }
        if (!lent().isEmpty()) {
            Files.writeString(unfinished.resolve(ALTERNATES), lent());
        }
        Files.move(unfinished, directory(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String objectFormat(@Nullable Source source) {
        return source == null ? "sha1" : source.objectFormat();
    }

    private static String configFile(@Nullable Source source, String remote) {
        String format = objectFormat(source);
        String extensions = format.equals("sha1") ? "" : GitConfiguration.line("extensions.objectformat", format);
        String partial = lends(source) ? "" : PARTIAL;
        return GitConfiguration.line(
                        "core.repositoryformatversion", extensions.isEmpty() && partial.isEmpty() ? "0" : "1")
                + extensions
                + partial
                + GitConfiguration.line("core.bare", "true")
                + GitConfiguration.line("core.hookspath", "/dev/null")
                // What is made here lives for one run; what is pushed is compressed then.
                + GitConfiguration.line("core.loosecompression", "0")
                + GitConfiguration.line("core.logallrefupdates", "false")
                + GitConfiguration.line("gc.auto", "0")
                + GitConfiguration.line("maintenance.auto", "false")
                + GitConfiguration.line("advice.detachedhead", "false")
                + (source == null ? "" : source.configuration().copied(COPIED))
                + GitConfiguration.line("remote.origin.url", remote)
                // Of what is pushed, git notes here what these name.
                + GitConfiguration.line("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
                + GitConfiguration.line("remote.origin.fetch", "+refs/tags/*:refs/tags/*")
                + GitConfiguration.line("remote.origin.fetch", "+refs/hotfix/incidents/*:refs/hotfix/incidents/*");
    }

    private static boolean lends(@Nullable Source source) {
        return source != null && source.lendsObjects();
    }

    /** Whether no clone lends its objects, so that everything comes over the network. */
    @Override
    public boolean isLight() {
        return !lends(source);
    }

    Path scratch() {
        return scratch;
    }

    @Override
    public Path directory() {
        return scratch.resolve("workshop.git");
    }

    /** Where commits are checked out. */
    Path checkout() {
        return scratch.resolve("checkout");
    }

    @Override
    public String remoteUrl() {
        return remoteUrl;
    }

    /** What git is told where the work comes from: in the source, or on this machine if there is none. */
    synchronized GitConfiguration configuration() throws GitException {
        GitConfiguration known = settings;
        if (known == null) {
            known = GitConfiguration.read(git, directory());
            settings = known;
        }
        return known;
    }

    /** The name of the hash by which objects are named. */
    String digest() {
        return objectFormat(source).equals("sha256") ? "SHA-256" : "SHA-1";
    }

    SourceState sourceState() throws GitException {
        return source == null ? new SourceState(false, false, false, null) : source.state();
    }

    /** The user's clone, if there is one. */
    Optional<Source> source() {
        return Optional.ofNullable(source);
    }
}
