package io.jenkins.plugins.hotfix.jenkins.gate;

import hudson.model.Run;
import io.jenkins.plugins.hotfix.question.Phrase;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.springframework.security.core.Authentication;

/** How an answer came in, and whether it counts; kept with the build until it is on record, which a record cannot be. */
public final class Received implements Serializable {
    private static final long serialVersionUID = 1;

    private static final String CLICK = "jenkins-input";
    private static final String TOKEN = "jenkins-api-token";

    /** Jenkins keeps the class to itself, and marks with its name the requests that it let in by an API token. */
    private static final String BY_TOKEN = "jenkins.security.BasicHeaderApiTokenAuthenticator";

    private final String via;
    private final @Nullable String refusal;

    private Received(String via, Optional<Phrase> refusal) {
        this.via = via;
        this.refusal = refusal.map(phrase -> phrase.in(Locale.ENGLISH)).orElse(null);
    }

    /** An answer of whoever makes this request. */
    public static Received now(Run<?, ?> run, Respondents respondents, Map<String, String> answers) {
        return new Received(via(), respondents.refusal(run, Jenkins.getAuthentication2(), answers));
    }

    /** An answer of somebody of whose request nothing is known any more: the controller ended in the middle of it. */
    public static Received before(
            Run<?, ?> run, Respondents respondents, Authentication who, Map<String, String> answers) {
        return new Received(CLICK, respondents.refusal(run, who, answers));
    }

    /** How this request comes in: by a click, or by an API token, behind which may be no person. */
    public static String via() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request != null && Boolean.TRUE.equals(request.getAttribute(BY_TOKEN)) ? TOKEN : CLICK;
    }

    /** How it came in, as it is on record. */
    public String how() {
        return via;
    }

    /** Why it does not count, as a sentence; null if it does. */
    public @Nullable String refusal() {
        return refusal;
    }
}
