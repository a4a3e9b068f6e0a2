package io.jenkins.plugins.hotfix.jenkins.gate;

import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.hotfix.question.Question;
import java.time.Instant;
import net.sf.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.StaplerRequest2;

/** What somebody must know to answer a gate, above its fields: it is shown, and asks nothing. */
public final class GateDetails extends ParameterDefinition {
    private static final long serialVersionUID = 1;

    private final String message;
    private final Translated title;
    private final Translated text;
    private final String gate;
    private final Translated approve;
    private final String page;
    private final long deadline;

    /**
     * @param message the title as the form has it already
     * @param page the address of the gate's own page, below the controller's
     * @param deadline when nobody can answer any more
     */
    GateDetails(Question question, String message, String page, Instant deadline) {
        super("DETAILS");
        this.message = message;
        this.title = new Translated(question.title());
        this.text = new Translated(question.details());
        this.gate = question.gate();
        this.approve = new Translated(question.approve());
        this.page = page;
        this.deadline = deadline.toEpochMilli();
    }

    /** The gate's name. */
    public String getGate() {
        return gate;
    }

    /** The title. */
    public String getHeading() {
        return title.shown();
    }

    /** What the button does that approves. */
    public String getApprove() {
        return approve.shown();
    }

    /** The address of the gate's own page, below the controller's. */
    public String getPage() {
        return page;
    }

    /** When nobody can answer any more, in milliseconds. */
    public long getDeadline() {
        return deadline;
    }

    /** The title for who reads another language than the controller's; null where the form has it already. */
    public @Nullable String getTitle() {
        String shown = title.shown();
        return shown.equals(message) ? null : shown;
    }

    public String getText() {
        return text.shown();
    }

    /** Nothing is asked here. */
    @Override
    public @Nullable ParameterValue createValue(StaplerRequest2 request, JSONObject form) {
        return null;
    }

    /** Nothing is asked here. */
    @Override
    public @Nullable ParameterValue createValue(StaplerRequest2 request) {
        return null;
    }

    @Override
    public ParameterValue getDefaultParameterValue() {
        return new StringParameterValue(getName(), "");
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
            return "Details of a hotfix gate";
        }
    }
}
