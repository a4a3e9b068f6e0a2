package io.jenkins.plugins.hotfix.step.triage;

import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Works out what would rule an incident of a repository, from the settings of a run, the controller's and {@code .hotfix.yml}
 * on the production branch.
 *
 * @param requests what each section can hold, by its name
 * @param run what the run was given
 * @param controller what the controller's configuration has
 */
public record EffectiveConfiguration(Map<String, Class<? extends Record>> requests, Settings run, Settings controller) {
    private static final String PRODUCTION = "production";

    /**
     * The whole configuration, as a run would put it on record.
     *
     * @throws InvalidSettingException if a value does not fit, or is one that its source cannot give
     * @throws IOException if the repository cannot be read
     */
    public Configuration in(GitRepository git) throws IOException {
        String production = fetched(git);
        return Configuration.of(requests, run, repository(git, production), controller)
                .assuming(Triage.STEP, PRODUCTION, production);
    }

    /**
     * The production branch that a configuration names.
     *
     * @throws InvalidSettingException if what is configured cannot be the name of a branch
     */
    public static String production(Configuration configuration) {
        return configuration.bind(Triage.Request.class, Triage.STEP).production();
    }

    /** What {@code .hotfix.yml} has in a commit, unchecked; empty if there is none. */
    static Map<String, Object> file(GitRepository git, String commit, String whence) throws IOException {
        Optional<byte[]> file = git.file(commit, Settings.FILE);
        return file.isPresent() ? Settings.read(new String(file.get(), StandardCharsets.UTF_8), whence) : Map.of();
    }

    /**
     * The production branch, fetched with the tags. Only the run or the controller can say which; where they do not, and
     * there is no main, it is the remote's default.
     */
    private String fetched(GitRepository git) throws IOException {
        Configuration own = Configuration.of(
                Map.of(Triage.STEP, Triage.Request.class), section(run), Settings.none(), section(controller));
        String production = production(own);
        boolean said = own.sections().get(Triage.STEP).get(PRODUCTION).source() != Source.DEFAULT;
        if (said || !git.fetchIfPresent("refs/heads/" + production, "refs/tags/*")) {
            production = said ? production : git.defaultBranch().orElse(production);
            git.fetch("refs/heads/" + production, "refs/tags/*");
        }
        return production;
    }

    /** What {@code .hotfix.yml} has on the production branch. */
    private Settings repository(GitRepository git, String production) throws IOException {
        String whence = Settings.FILE + " on " + production;
        Settings settings =
                Settings.of(file(git, git.branch(production).orElseThrow(), whence), whence, requests.keySet());
        Object said = settings.layer(Triage.STEP, whence).values().getOrDefault(PRODUCTION, production);
        if (!said.equals(production)) {
            throw new InvalidSettingException(whence + " says that production is " + said
                    + ", but it is read on the production branch itself. Nothing was done; set " + Triage.STEP
                    + ".production for the run or in the global configuration, and take it out of the file.");
        }
        return settings;
    }

    private static Settings section(Settings settings) {
        return new Settings(Map.of(Triage.STEP, settings.sections().getOrDefault(Triage.STEP, Map.of())));
    }
}
