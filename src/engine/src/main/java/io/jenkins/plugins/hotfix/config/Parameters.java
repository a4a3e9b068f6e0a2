package io.jenkins.plugins.hotfix.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The names that a section has, by who may give them.
 *
 * @param service keys of {@code .hotfix.yml}
 * @param run what belongs to one run
 * @param call what only a pipeline gives to its step
 */
public record Parameters(List<String> service, List<String> run, List<String> call) {

    /** The names of a step's request. */
    public static Parameters of(Class<? extends Record> request) {
        return new Parameters(
                names(request, component -> !isOfRun(component) && !isOfCall(component)),
                names(request, Parameters::isOfRun),
                names(request, Parameters::isOfCall));
    }

    /** The parameters of the pipeline step. */
    public List<String> step() {
        return Stream.concat(run.stream(), call.stream()).toList();
    }

    /** What a run can be given. */
    public List<String> settable() {
        return Stream.concat(run.stream(), service.stream()).toList();
    }

    /**
     * Why a step does not take a name, as sentences; empty if it does.
     *
     * @param more what the host's step takes beside these
     */
    public Optional<String> refusal(String step, String name, Collection<String> more) {
        List<String> known = Stream.concat(step().stream(), more.stream()).toList();
        if (known.contains(name)) {
            return Optional.empty();
        }
        return Optional.of(
                service.contains(name)
                        ? "'" + name + "' is a setting, not a parameter of the step " + step + ". Put it into "
                                + Settings.FILE + " as " + step + "." + name
                                + ", or give it to the run: hotfixPipeline("
                                + step + ": [" + name + ": ...]). Nothing was done."
                        : "The step " + step + " has no parameter '" + name + "'." + Nearest.sentence(name, known)
                                + " It has: " + (known.isEmpty() ? "none" : String.join(", ", known)) + ".");
    }

    private static List<String> names(Class<? extends Record> request, Predicate<RecordComponent> which) {
        return Arrays.stream(request.getRecordComponents())
                .filter(which)
                .map(RecordComponent::getName)
                .toList();
    }

    private static boolean isOfRun(RecordComponent component) {
        return component.isAnnotationPresent(OfRun.class);
    }

    private static boolean isOfCall(RecordComponent component) {
        return component.isAnnotationPresent(OfCall.class);
    }
}
