package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.config.Binding;
import io.jenkins.plugins.hotfix.config.Layer;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.git.GitException;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A step that was called: what a host sends to where the step runs.
 *
 * @param step the step's name
 * @param arguments the step's arguments
 * @param global the host's configuration, weaker than the repository's {@code .hotfix.yml}
 * @param incident what is known so far
 */
public record Invocation(String step, Map<String, Object> arguments, Settings global, Incident incident)
        implements Serializable {

    /** Runs the step. What goes wrong in a way that somebody foresaw is in the outcome, not thrown. */
    public Outcome run(Site site) throws IOException, InterruptedException {
        try {
            return run(Steps.named(step), site);
        } catch (IllegalArgumentException | OutOfOrderException e) {
            return Outcome.stuck(List.of(), Problem.Kind.USAGE, e.getMessage());
        } catch (GitException e) {
            return Outcome.stuck(List.of(), Problem.Kind.FAILED, e.getMessage());
        }
    }

    private <R extends Record> Outcome run(Operation<R> operation, Site site) throws IOException, InterruptedException {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer("the arguments of " + step, arguments));
        layers.add(global.layer(step, "the global configuration"));
        R asked = Binding.bind(operation.request(), step, layers);
        layers.add(1, operation.settings(incident, asked, site).layer(step, Settings.FILE));
        return operation.run(incident, Binding.bind(operation.request(), step, layers), site);
    }
}
