package io.jenkins.plugins.hotfix.step.notice;

import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.notify.CdEvents;
import io.jenkins.plugins.hotfix.notify.Moment;
import io.jenkins.plugins.hotfix.notify.Notice;
import io.jenkins.plugins.hotfix.notify.PagerDuty;
import io.jenkins.plugins.hotfix.notify.SignedWebhook;
import io.jenkins.plugins.hotfix.notify.Slack;
import io.jenkins.plugins.hotfix.notify.Teams;
import io.jenkins.plugins.hotfix.report.NoticeText;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.notice.Channel.Audience;
import io.jenkins.plugins.hotfix.step.notice.Channel.Kind;
import io.jenkins.plugins.hotfix.step.outside.Afterwards;
import io.jenkins.plugins.hotfix.step.outside.Made;
import io.jenkins.plugins.hotfix.step.outside.Requests;
import io.jenkins.plugins.hotfix.web.Endpoint;
import io.jenkins.plugins.hotfix.web.Post;
import io.jenkins.plugins.hotfix.web.RefusedException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Notifies people and programs of what happened in the incident, and of each gate that waits for them. */
public final class Notifications implements Afterwards<Notifications.Request> {
    /**
     * Who is notified.
     *
     * @param channels by name; see {@link Channel}
     * @param messages jmustache templates to use in place of those in {@code resources/hotfix}, by the names of these
     * @param environment what CDEvents call production; default {@code production}
     * @param service what they call the service; default: the repository's name
     */
    public record Request(
            Map<String, Channel> channels,
            Map<String, String> messages,
            String environment,
            @Nullable String service) {
        public Request {
            channels = new TreeMap<>(Objects.requireNonNullElse(channels, Map.of()));
            messages = new TreeMap<>(Objects.requireNonNullElse(messages, Map.of()));
            environment = Objects.requireNonNullElse(environment, "production");
            TreeSet<String> names = names();
            messages.forEach((name, template) -> {
                if (!names.contains(name)) {
                    throw new IllegalArgumentException(
                            "there is no message '" + name + "'. There are: " + String.join(", ", names));
                }
                new NoticeText(Incident.of(List.of()), Instant.EPOCH, null, ZoneId.systemDefault()).of(name, template);
            });
        }

        private static TreeSet<String> names() {
            TreeSet<String> names = new TreeSet<>();
            for (Moment moment : Moment.values()) {
                names.add(name(Audience.TEAM, moment));
            }
            Channel.TOLD_TO_CUSTOMERS.forEach(moment -> names.add(name(Audience.CUSTOMERS, moment)));
            return names;
        }
    }

    private static String name(Audience audience, Moment moment) {
        return (audience == Audience.TEAM ? "notice-" : "customers-") + moment.word();
    }

    @Override
    public String section() {
        return "notifications";
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public void bringUpToDate(Request settings, Requests requests) throws IOException, InterruptedException {
        if (settings.channels().isEmpty()) {
            return;
        }
        // Who may answer waits for nobody else.
        Optional<Next.Ask> open = requests.open();
        if (open.isPresent()) {
            for (Map.Entry<String, Channel> each : settings.channels().entrySet()) {
                gate(open.get(), new Line(each.getKey(), each.getValue(), settings, requests));
            }
        }
        List<Occurrence> happened = Occurrence.in(requests.incident());
        for (Map.Entry<String, Channel> each : settings.channels().entrySet()) {
            Line line = new Line(each.getKey(), each.getValue(), settings, requests);
            if (each.getValue().kind() == Kind.CDEVENTS) {
                line.events();
            } else {
                for (Occurrence occurrence : happened) {
                    line.tell(occurrence);
                }
            }
        }
    }

    private static void gate(Next.Ask ask, Line line) throws IOException, InterruptedException {
        Incident incident = line.requests.incident();
        long answers = incident.events().stream()
                .filter(event -> event.fact() instanceof Approved || event.fact() instanceof Refused)
                .count();
        String which = ask.question().gate() + "/" + incident.runs().size() + "." + answers;
        Instant now = line.requests.site().clock().instant();
        String link = link(incident).map(url -> url + "input/").orElse(null);
        NoticeText.Gate gate = new NoticeText.Gate(
                ask.question().gate(),
                line.question(ask),
                ask.submitters().isEmpty() ? "whoever may run the hotfix" : String.join(", ", ask.submitters()),
                now.plus(ask.limit()),
                link != null
                        ? null
                        : "the terminal of " + line.requests.site().actor() + " on "
                                + line.requests.site().machine());
        line.tell(Moment.GATE, which, incident, now, gate, link);
    }

    /** Where the newest run can be seen, with a slash at the end. */
    private static Optional<String> link(Incident incident) {
        return incident.latest(RunStarted.class)
                .map(RunStarted::url)
                .filter(url -> Endpoint.of(url).isPresent())
                .map(url -> url.endsWith("/") ? url : url + "/");
    }

    /** One channel, and what goes there. */
    private record Line(String name, Channel channel, Request settings, Requests requests) {

        void tell(Occurrence it) throws IOException, InterruptedException {
            tell(
                    it.moment(),
                    String.valueOf(it.number()),
                    it.then(),
                    it.at(),
                    null,
                    link(it.then()).orElse(null));
        }

        void tell(
                Moment moment,
                String which,
                Incident then,
                Instant at,
                NoticeText.@Nullable Gate gate,
                @Nullable String link)
                throws IOException, InterruptedException {
            boolean unfit =
                    channel.kind() == Kind.CDEVENTS || channel.kind() == Kind.PAGERDUTY && !PagerDuty.has(moment);
            String id = "notice/" + name + "/" + moment.word() + "/" + which;
            if (unfit || !channel.hears(moment) || requests.isDone(id)) {
                return;
            }
            String message = Notifications.name(channel.audience(), moment);
            ZoneId zone = requests.site().clock().getZone();
            String text = new NoticeText(then, at, gate, zone)
                    .of(message, settings.messages().get(message));
            boolean inside = channel.audience() == Audience.TEAM;
            Notice notice =
                    new Notice(then.id() + "/" + id, moment, at, then, repository(), text, inside ? link : null);
            requests.send(id, host(), "a message to " + name + ": " + moment.word(), (again, deadline) -> {
                post(notice).accepted(deadline.left());
                return new Made(null, "The message to " + name + " arrived.");
            });
        }

        void events() throws IOException, InterruptedException {
            Incident incident = requests.incident();
            String service = settings.service() != null ? settings.service() : Notice.service(repository());
            for (CdEvents.CdEvent event : new CdEvents(incident, settings.environment(), service).all()) {
                requests.send(
                        "notice/" + name + "/" + event.id(), host(), "the event " + event.type(), (again, deadline) -> {
                            event.post(address()).accepted(deadline.left());
                            return new Made(null, "The event arrived.");
                        });
            }
        }

        private String repository() {
            return requests.incident()
                    .production()
                    .map(production -> production.repository())
                    .orElse("unknown");
        }

        String question(Next.Ask ask) {
            return ask.question().title().in(Locale.ENGLISH);
        }

        private Post post(Notice notice) throws RefusedException {
            return switch (channel.kind()) {
                case SLACK -> Slack.post(address(), notice);
                case TEAMS -> Teams.post(address(), notice);
                case WEBHOOK ->
                    SignedWebhook.post(
                            address(),
                            notice,
                            channel.signingKey() == null ? null : requests.secret(channel.signingKey()));
                case PAGERDUTY ->
                    new PagerDuty(
                                    Endpoint.of(Objects.requireNonNull(channel.region()))
                                            .orElseThrow(),
                                    requests.secret(Objects.requireNonNull(channel.routingKey())))
                            .post(notice);
                case CDEVENTS -> throw new IllegalStateException("Its events are told one by one.");
            };
        }

        private Endpoint address() throws RefusedException {
            return requests.address(Objects.requireNonNull(channel.address()));
        }

        private String host() {
            try {
                return channel.kind() == Kind.PAGERDUTY
                        ? Endpoint.of(Objects.requireNonNull(channel.region()))
                                .orElseThrow()
                                .host()
                        : address().host();
            } catch (RefusedException unknown) {
                return name;
            }
        }
    }
}
