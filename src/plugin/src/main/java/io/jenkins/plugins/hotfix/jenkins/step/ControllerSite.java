package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.git.command.GitTime;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.jenkins.forge.JobForge;
import io.jenkins.plugins.hotfix.step.Console;
import io.jenkins.plugins.hotfix.step.Journal;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * The controller as the place where the engine works: there is no git.
 *
 * @param step who works
 */
record ControllerSite(
        String step,
        Journal journal,
        GitTime spent,
        Path scratch,
        String actor,
        TaskListener listener,
        NamedSecrets secretsByName,
        JobForge jobForge)
        implements Site {

    @Override
    public GitRepository git() throws IOException {
        throw new AbortException(step + " works with git and has no workspace here. Call it inside node { ... }.");
    }

    @Override
    public Forge forge() {
        return jobForge.by(journal.incident().configuration());
    }

    @Override
    public boolean hasRepository() {
        return false;
    }

    @Override
    public Optional<String> secret(String name) {
        return secretsByName.find(name);
    }

    @Override
    public Clock clock() {
        return Clock.systemDefaultZone();
    }

    @Override
    public Console console() {
        return listener.getLogger()::println;
    }
}
