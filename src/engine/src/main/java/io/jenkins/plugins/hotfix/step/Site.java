package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.forge.NoForge;
import io.jenkins.plugins.hotfix.git.command.GitTime;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where an operation runs: what it works on, and whom it talks to. The host makes one for each call. */
public interface Site {
    /**
     * The repository that is hotfixed, opened at first use.
     *
     * @throws IOException with a sentence for the user if there is none, or this host has no place for one
     */
    GitRepository git() throws IOException;

    /** Whether there is a repository at hand; a controller has none. */
    default boolean hasRepository() {
        return true;
    }

    /**
     * Where people review what is not pushed straight to a branch, by the configuration that is on record.
     *
     * @throws IOException as {@link #git()}
     */
    default Forge forge() throws IOException {
        return new NoForge("This host asks no forge.");
    }

    /**
     * The other incidents of the same repository that this host knows, as they are on record now.
     *
     * @throws IOException if they cannot be read
     */
    default List<Incident> others() throws IOException {
        return List.of();
    }

    /** Where the operation puts on record what it does. */
    Journal journal();

    /** What this run spent inside git so far. */
    GitTime spent();

    /** A directory for the operation's own files. */
    Path scratch();

    /** The time, in the zone in which dates are written. */
    Clock clock();

    /** On whose behalf it runs. */
    String actor();

    Console console();

    /** This machine, as people call it. */
    default String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "a host without a name";
        }
    }

    /** Variables that the host gives to commands beside those of its own process, credentials among them. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /**
     * A secret that the settings name, where it is kept: an environment variable of the host or, in Jenkins, a credential.
     *
     * @return empty if there is none of that name
     */
    default Optional<String> secret(String name) {
        return Optional.ofNullable(environment().getOrDefault(name, System.getenv(name)));
    }

    /** Values that the host keeps secret, and that must not be put on record should a command print them. */
    default Set<String> secrets() {
        return Set.of();
    }

    /** What is known, here and now, of a command that an earlier run began and of which nothing else is on record. */
    default Trace trace(CommandStarted command) throws IOException {
        return Trace.ofProcesses(command, machine());
    }

    /** Who answers the gates, where the host knows before it asks. */
    default Optional<String> respondent() {
        return Optional.empty();
    }
}
