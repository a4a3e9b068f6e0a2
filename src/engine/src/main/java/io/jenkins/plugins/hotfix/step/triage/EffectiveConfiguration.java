package io.jenkins.plugins.hotfix.step.triage;

import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Settings;
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
     * The branch that production runs from, which only the run or the controller can say.
     *
     * @throws InvalidSettingException if what they say cannot be the name of a branch
     */
    public String production() {
        return Configuration.of(
                        Map.of(Triage.STEP, Triage.Request.class), section(run), Settings.none(), section(controller))
                .bind(Triage.Request.class, Triage.STEP)
                .production();
    }

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

    /** The production branch, fetched with the tags; where nobody says which and there is no main, the remote's default. */
    private String fetched(GitRepository git) throws IOException {
        String production = production();
        boolean said = run.layer(Triage.STEP, "").values().containsKey(PRODUCTION)
                || controller.layer(Triage.STEP, "").values().containsKey(PRODUCTION);
        if (said || !git.fetchIfPresent("refs/heads/" + production, "refs/tags/*")) {
            production = said ? production : git.defaultBranch().orElse(production);
            git.fetch("refs/heads/" + production, "refs/tags/*");
        }
        return production;
    }

    /** What {@code .hotfix.yml} has on the production branch. */
    private Settings repository(GitRepository git, String production) throws IOException {
        Optional<byte[]> file = git.file(git.branch(production).orElseThrow(), Settings.FILE);
        Settings settings = file.isEmpty()
                ? Settings.none()
                : Settings.parse(
                        new String(file.get(), StandardCharsets.UTF_8),
                        Settings.FILE + " on " + production,
                        requests.keySet());
        Object said = settings.layer(Triage.STEP, Settings.FILE).values().getOrDefault("production", production);
        if (!said.equals(production)) {
            throw new InvalidSettingException(Settings.FILE + " on " + production + " says that production is " + said
                    + ", but it is read on the production branch itself. Nothing was done; set " + Triage.STEP
                    + ".production for the run or in the global configuration, and take it out of the file.");
        }
        return settings;
    }

    private static Settings section(Settings settings) {
        return new Settings(Map.of(Triage.STEP, settings.sections().getOrDefault(Triage.STEP, Map.of())));
    }
}
