package io.jenkins.plugins.hotfix.git;

import java.time.Instant;

/** Commits and tags signed by git itself, with gpg or ssh as its configuration says. */
final class Signing {
    private final Git git;
    private final Workshop workshop;
    private final ObjectDatabase objects;

    Signing(Git git, Workshop workshop, ObjectDatabase objects) {
        this.git = git;
        this.objects = objects;
        this.workshop = workshop;
    }

    String commit(CommitDraft draft, String message, Person author, Instant authoredAt) throws GitException {
        GitCommand command = asCommitter("commit-tree", "-S", draft.tree())
                .environment("GIT_AUTHOR_NAME", author.name())
                .environment("GIT_AUTHOR_EMAIL", author.email())
                .environment("GIT_AUTHOR_DATE", authoredAt.getEpochSecond() + " +0000");
        draft.parents().forEach(parent -> command.with("-p", parent));
        return command.input(message).text(failed("commit"));
    }

    /** {@code git tag} cannot but make a ref; what was there before is put back. */
    String tag(String name, String target, String message) throws GitException {
        String failed = failed("tag");
        String ref = "refs/tags/" + name;
        GitOutput before = git.command(workshop.directory(), "rev-parse", "--verify", "--quiet", ref)
                .run();
        GitOutput output = asCommitter("tag", "--sign", "--force", "--cleanup=verbatim", "--file=-", name, target)
                .input(message)
                .succeed(failed);
        ObjectDatabase.GitObject tag = objects.read(ref).orElseThrow(() -> output.failure(failed));
        GitCommand restore = git.command(workshop.directory(), "update-ref");
        (before.succeeded() ? restore.with(ref, before.text(), tag.id()) : restore.with("-d", ref, tag.id()))
                .succeed("Cannot put the tag " + name + " aside");
        if (new ObjectText(tag.content()).signature().isEmpty()) {
            // Git 2.39 makes an unsigned tag and succeeds if it cannot load an ssh key.
            throw output.failure(failed);
        }
        return tag.id();
    }

    private String failed(String what) throws GitException {
        GitConfiguration settings = workshop.configuration();
        String key = settings.value("user.signingkey").orElse("of the committer, for there is no user.signingKey");
        return "The " + what + " cannot be signed, so it was not made. See that git can use the key " + Shown.of(key)
                + " (gpg.format " + Shown.of(settings.value("gpg.format").orElse("openpgp"))
                + ") here without asking for a passphrase. Git said";
    }

    private GitCommand asCommitter(String... arguments) throws GitException {
        Person committer = workshop.configuration().committer();
        return git.command(workshop.directory(), arguments)
                .environment("GIT_COMMITTER_NAME", committer.name())
                .environment("GIT_COMMITTER_EMAIL", committer.email());
    }
}
