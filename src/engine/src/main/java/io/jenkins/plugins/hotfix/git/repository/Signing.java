package io.jenkins.plugins.hotfix.git.repository;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitCommand;
import io.jenkins.plugins.hotfix.git.command.GitConfiguration;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.GitOutput;
import io.jenkins.plugins.hotfix.git.command.Person;
import io.jenkins.plugins.hotfix.git.command.Printable;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.ObjectDatabase;
import io.jenkins.plugins.hotfix.git.object.ObjectText;
import java.time.Instant;

/** Commits and tags signed by git itself, with gpg or ssh as its configuration says. */
final class Signing {
    private final Git git;
    private final PrivateRepository repository;
    private final ObjectDatabase objects;

    Signing(Git git, PrivateRepository repository, ObjectDatabase objects) {
        this.git = git;
        this.objects = objects;
        this.repository = repository;
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
        GitOutput before = git.command(repository.directory(), "rev-parse", "--verify", "--quiet", ref)
                .run();
        GitOutput output = asCommitter("tag", "--sign", "--force", "--cleanup=verbatim", "--file=-", name, target)
                .input(message)
                .succeed(failed);
        ObjectDatabase.GitObject tag = objects.read(ref).orElseThrow(() -> output.failure(failed));
        GitCommand restore = git.command(repository.directory(), "update-ref");
        (before.succeeded() ? restore.with(ref, before.text(), tag.id()) : restore.with("-d", ref, tag.id()))
                .succeed("Cannot put the tag " + name + " aside");
        if (new ObjectText(tag.content()).signature().isEmpty()) {
            // Git 2.39 makes an unsigned tag and succeeds if it cannot load an ssh key.
            throw output.failure(failed);
        }
        return tag.id();
    }

    private String failed(String what) throws GitException {
        GitConfiguration settings = repository.configuration();
        String key = settings.value("user.signingkey").orElse("of the committer, for there is no user.signingKey");
        return "The " + what + " cannot be signed, so it was not made. See that git can use the key "
                + Printable.of(key)
                + " (gpg.format " + Printable.of(settings.value("gpg.format").orElse("openpgp"))
                + ") here without asking for a passphrase. Git said";
    }

    private GitCommand asCommitter(String... arguments) throws GitException {
        Person committer = repository.configuration().committer();
        return git.command(repository.directory(), arguments)
                .environment("GIT_COMMITTER_NAME", committer.name())
                .environment("GIT_COMMITTER_EMAIL", committer.email());
    }
}
