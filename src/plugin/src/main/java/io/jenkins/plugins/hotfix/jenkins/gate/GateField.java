package io.jenkins.plugins.hotfix.jenkins.gate;

import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.hotfix.question.Field;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.StaplerRequest2;

/** A field of a gate's form: it has a label beside the name under which its answer is on record, and is never HTML. */
public final class GateField extends ParameterDefinition {
    private static final long serialVersionUID = 1;

    private final Field.Kind kind;
    private final Translated label;
    private final Translated help;
    private final String initial;
    private final ArrayList<Option> options = new ArrayList<>();

    GateField(Field field) {
        super(field.name());
        this.kind = field.kind();
        this.label = new Translated(field.label());
        this.help = new Translated(field.help());
        this.initial = field.initial();
        field.choices().forEach(choice -> options.add(new Option(choice)));
    }

    /** Something to choose. */
    public static final class Option implements Serializable {
        private static final long serialVersionUID = 1;

        private final String value;
        private final Translated label;

        Option(Field.Choice choice) {
            this.value = choice.value();
            this.label = new Translated(choice.label());
        }

        public String getValue() {
            return value;
        }

        public String getLabel() {
            return label.shown();
        }
    }

    public String getLabel() {
        return label.shown();
    }

    public String getHelp() {
        return help.shown();
    }

    public String getInitial() {
        return initial;
    }

    public List<Option> getOptions() {
        return List.copyOf(options);
    }

    public boolean isText() {
        return kind == Field.Kind.TEXT;
    }

    public boolean isChoice() {
        return kind == Field.Kind.CHOICE;
    }

    public boolean isFlag() {
        return kind == Field.Kind.FLAG;
    }

    public boolean isChecked() {
        return Boolean.parseBoolean(initial);
    }

    @Override
    public ParameterValue getDefaultParameterValue() {
        return new StringParameterValue(getName(), initial);
    }

    /** What a form sent. */
    @Override
    public ParameterValue createValue(StaplerRequest2 request, JSONObject form) {
        return new StringParameterValue(getName(), read(form.getString("value")));
    }

    /**
     * What was filled in, as it goes on record.
     *
     * @param sent what a form sent; null where it sends nothing, as for a box that is not checked
     */
    public String read(@Nullable String sent) {
        if (isFlag()) {
            return String.valueOf("on".equals(sent) || Boolean.parseBoolean(sent));
        }
        String value = sent == null ? initial : sent;
        if (isChoice() && options.stream().noneMatch(option -> option.value.equals(value))) {
            throw new IllegalArgumentException("'" + value + "' is none of the choices of " + getName() + ".");
        }
        return value;
    }

    /** A gate is answered in its form alone. */
    @Override
    public ParameterValue createValue(StaplerRequest2 request) {
        return getDefaultParameterValue();
    }

    /** It is of no list of kinds of parameters that a job can have. */
    @Override
    public ParameterDescriptor getDescriptor() {
        return Kind.ONLY;
    }

    /** The kind of parameter that it is. */
    public static final class Kind extends ParameterDescriptor {
        private static final Kind ONLY = new Kind();

        @Override
        public String getDisplayName() {
            return "Field of a hotfix gate";
        }
    }
}
