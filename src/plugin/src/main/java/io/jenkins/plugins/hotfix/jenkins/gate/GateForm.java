package io.jenkins.plugins.hotfix.jenkins.gate;

import hudson.model.ParameterDefinition;
import io.jenkins.plugins.hotfix.question.Question;
import io.jenkins.plugins.hotfix.step.Next;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStep;

/** A gate's question as Jenkins' own {@code input} asks it. */
public record GateForm(Next.Ask asked) {

    /**
     * The step that asks.
     *
     * @param incident the address of the incident's page, below the controller's
     * @param deadline when nobody can answer any more
     */
    public InputStep input(String incident, Instant deadline) {
        Question question = asked.question();
        String message = question.title().in(Locale.getDefault());
        InputStep input = new InputStep(message);
        input.setId(id(question.gate()));
        input.setOk(question.approve().in(Locale.getDefault()));
        input.setSubmitter(String.join(",", asked.submitters()));
        List<ParameterDefinition> parameters =
                new ArrayList<>(List.of(new GateDetails(question, message, page(incident), deadline)));
        question.fields().stream().map(GateField::new).forEach(parameters::add);
        input.setParameters(parameters);
        return input;
    }

    /** The address of the gate's own page. */
    public String page(String incident) {
        return incident + "gate/" + id(asked.question().gate()) + "/";
    }

    /** The question in the build's log, for who follows it there. */
    public List<String> log() {
        Question question = asked.question();
        return Stream.concat(Stream.of(question.title()), question.details().stream())
                .map(line -> line.in(Locale.getDefault()))
                .toList();
    }

    /** Ids are parts of URLs, in which not every letter of a gate's name may be. */
    private static String id(String gate) {
        return gate.matches("[A-Za-z0-9._-]+") && !gate.matches("[.]+")
                ? gate
                : "gate-" + Integer.toHexString(gate.hashCode());
    }
}
