package io.jenkins.plugins.hotfix.step.notice;

import io.jenkins.plugins.hotfix.notify.Moment;
import io.jenkins.plugins.hotfix.step.Checked;
import io.jenkins.plugins.hotfix.web.Endpoint;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is notified, and how.
 *
 * @param kind what the receiver understands
 * @param address the name of the environment variable or, in Jenkins, of the credential with the address of the webhook
 * @param signingKey the name of that with the key which signs requests to a webhook; default: they are not signed
 * @param routingKey the name of that with PagerDuty's routing key
 * @param region where PagerDuty's events are sent
 * @param audience who reads it; default the team
 * @param on the moments; default all, and for customers the start, the mitigation and the end
 */
public record Channel(
        Kind kind,
        @Nullable String address,
        @Nullable String signingKey,
        @Nullable String routingKey,
        @Nullable String region,
        Audience audience,
        List<Moment> on)
        implements Serializable {

    /** What there are texts for that customers can read. */
    static final Set<Moment> TOLD_TO_CUSTOMERS =
            Set.of(Moment.STARTED, Moment.MITIGATED, Moment.DEPLOYED, Moment.ROLLED_BACK, Moment.RESOLVED);

    private static final Set<Moment> USUAL_FOR_CUSTOMERS = Set.of(Moment.STARTED, Moment.MITIGATED, Moment.RESOLVED);

    /** What a receiver understands. */
    public enum Kind {
        /** A chat with webhooks as Slack has them. */
        SLACK,
        /** A workflow of Microsoft Teams. */
        TEAMS,
        /** Anything, by JSON. */
        WEBHOOK,
        PAGERDUTY,
        /** Whatever understands CDEvents. */
        CDEVENTS
    }

    /** Who reads it. */
    public enum Audience {
        TEAM,
        /** People outside, to whom neither commits nor names matter. */
        CUSTOMERS
    }

    public Channel {
        if (kind == null) {
            throw new IllegalArgumentException("a channel needs a kind");
        }
        address = Checked.secretName("address", address);
        signingKey = Checked.secretName("signingKey", signingKey);
        routingKey = Checked.secretName("routingKey", routingKey);
        region = Objects.requireNonNullElse(region, "https://events.pagerduty.com");
        if (Endpoint.of(region).filter(Endpoint::confidential).isEmpty()) {
            throw new IllegalArgumentException("region must be an https address");
        }
        audience = Objects.requireNonNullElse(audience, Audience.TEAM);
        on = on == null ? List.of() : List.copyOf(on);
        if (kind == Kind.PAGERDUTY && routingKey == null) {
            throw new IllegalArgumentException("a channel of the kind pagerduty needs a routingKey: the name of the"
                    + " environment variable or credential that has it");
        }
        if (kind != Kind.PAGERDUTY && address == null) {
            throw new IllegalArgumentException(
                    "a channel needs an address: the name of the environment variable or" + " credential that has it");
        }
    }

    /** Whether it is notified of a moment. */
    boolean hears(Moment moment) {
        boolean outside = audience == Audience.CUSTOMERS;
        if (outside && !TOLD_TO_CUSTOMERS.contains(moment)) {
            return false;
        }
        return on.isEmpty() ? !outside || USUAL_FOR_CUSTOMERS.contains(moment) : on.contains(moment);
    }
}
