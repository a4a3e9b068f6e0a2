package io.jenkins.plugins.hotfix.git;

import java.time.Instant;

/** Commits and tags signed by git itself, with gpg or ssh as its configuration says. */
final class Signing {
    private final Git git;
    private final Workshop workshop;

    Signing(Git git, Workshop workshop) {
        this.git = git;
        this.workshop = workshop;
    }

    String commit(CommitDraft draft, String message, Person author, Instant authoredAt) throws GitException {
        GitCommand command = asCommitter("commit-tree", "-S", draft.tree())
                .environment("GIT_AUTHOR_NAME", author.name())
                .environment("GIT_AUTHOR_EMAIL", author.email())
                .environment("GIT_AUTHOR_DATE", authoredAt.getEpochSecond() + " +0000");
        draft.parents().forEach(parent -> command.with("-p", parent));
        return command.input(message).text("The commit cannot be signed, so it was not made");
    }

    /** {@code git tag} cannot but make a ref; what was there before is put back. */
    String tag(String name, String target, String message) throws GitException {
        String ref = "refs/tags/" + name;
        GitOutput before = git.command(workshop.directory(), "rev-parse", "--verify", "--quiet", ref)
                .run();
        asCommitter("tag", "--sign", "--force", "--cleanup=verbatim", "--file=-", name, target)
                .input(message)
                .succeed("The tag cannot be signed, so it was not made");
        String id = git.command(workshop.directory(), "rev-parse", ref).text("Cannot read the tag " + name);
        GitCommand restore = git.command(workshop.directory(), "update-ref");
        (before.succeeded() ? restore.with(ref, before.text(), id) : restore.with("-d", ref, id))
                .succeed("Cannot put the tag " + name + " aside");
        return id;
    }

    private GitCommand asCommitter(String... arguments) throws GitException {
        Person committer = workshop.settings().committer();
        return git.command(workshop.directory(), arguments)
                .environment("GIT_COMMITTER_NAME", committer.name())
                .environment("GIT_COMMITTER_EMAIL", committer.email());
    }
}
