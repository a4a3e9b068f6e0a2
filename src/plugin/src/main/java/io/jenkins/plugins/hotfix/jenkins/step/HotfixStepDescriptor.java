package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.hotfix.config.Binding;
import io.jenkins.plugins.hotfix.config.Layer;
import io.jenkins.plugins.hotfix.config.Parameters;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.step.registry.Invocation;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.StaplerRequest2;

/** What all our steps have in common: names, forms, checks. */
public abstract class HotfixStepDescriptor extends StepDescriptor implements CustomDescribableModel {
    private final String function;
    private final String displayName;

    /**
     * A step that runs on the controller and needs no workspace.
     *
     * @param displayName what it does, as the snippet generator lists it
     */
    HotfixStepDescriptor(String function, String displayName) {
        this.function = function;
        this.displayName = displayName;
    }

    @Override
    public String getFunctionName() {
        return function;
    }

    @Override
    public String getDisplayName() {
        return displayName;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FlowNode.class, TaskListener.class);
    }

    /** A step with commands runs each in its body. */
    @Override
    public final boolean takesImplicitBlockArgument() {
        return Invocation.encloses(operation());
    }

    /** The name of the engine's step. */
    final String operation() {
        return function;
    }

    /** Whether the step works where the workspace is. */
    boolean onAgent() {
        return false;
    }

    /** The parameters that Jenkins has beside those of the engine. */
    Set<String> ownParameters() {
        return Set.of();
    }

    /**
     * Takes lists and maps, which a script may give, as text.
     *
     * @throws IllegalArgumentException if there is no parameter of a name
     */
    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        Map<String, Object> taken = new LinkedHashMap<>();
        Parameters parameters = Parameters.of(Steps.named(operation()).request());
        arguments.forEach((name, value) -> {
            parameters.refusal(function, name, ownParameters()).ifPresent(refusal -> {
                throw new IllegalArgumentException(refusal);
            });
            taken.put(name, value instanceof List || value instanceof Map ? Json.canonical(value) : value);
        });
        return taken;
    }

    /** A field that was left empty says nothing; otherwise a choice that nobody made would be a no. */
    @Override
    public Step newInstance(@Nullable StaplerRequest2 request, JSONObject form) throws FormException {
        for (Object field : form.keySet().toArray()) {
            if ("".equals(form.get(field))) {
                form.remove(field);
            }
        }
        return super.newInstance(request, form);
    }

    /** Checks a field of the form by the engine's own rules, for those who may configure the job. */
    final FormValidation check(@Nullable Item item, String parameter, String value) {
        if (!mayConfigure(item)) {
            return FormValidation.ok();
        }
        try {
            Binding.bind(
                    Steps.named(operation()).request(),
                    operation(),
                    List.of(new Layer("this form", Map.of(parameter, value))));
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    static boolean mayConfigure(@Nullable Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /** A choice, of which the first is to leave it to the settings; the rest is for those who may configure the job. */
    static ListBoxModel choices(@Nullable Item item, String... values) {
        ListBoxModel model = new ListBoxModel();
        model.add("(as configured)", "");
        if (mayConfigure(item)) {
            Stream.of(values).forEach(model::add);
        }
        return model;
    }
}
