package io.jenkins.plugins.hotfix.step.ticket;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.FollowUps;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.report.FollowUpText;
import io.jenkins.plugins.hotfix.report.TicketText;
import io.jenkins.plugins.hotfix.step.Checked;
import io.jenkins.plugins.hotfix.step.outside.Afterwards;
import io.jenkins.plugins.hotfix.step.outside.Made;
import io.jenkins.plugins.hotfix.step.outside.Requests;
import io.jenkins.plugins.hotfix.tracker.Draft;
import io.jenkins.plugins.hotfix.tracker.Draft.Stage;
import io.jenkins.plugins.hotfix.tracker.Linear;
import io.jenkins.plugins.hotfix.tracker.LinearApi;
import io.jenkins.plugins.hotfix.tracker.Ticket;
import io.jenkins.plugins.hotfix.tracker.TicketId;
import io.jenkins.plugins.hotfix.tracker.Tracker;
import io.jenkins.plugins.hotfix.tracker.WebhookTracker;
import io.jenkins.plugins.hotfix.web.Endpoint;
import io.jenkins.plugins.hotfix.web.RefusedException;
import java.io.IOException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The incident's ticket: made at triage, brought up to date with each step that changes what it says, closed with the
 * incident. A tracker that is down is asked again after a later step.
 */
public final class Tickets implements Afterwards<Tickets.Request> {
    /** What the ticket's request is called on record. */
    public static final String TICKET = "ticket";

    private static final String UPDATE = "ticket/update/";

    /** Which tracker there is. */
    public enum Kind {
        /** None: no ticket is made. */
        NONE,
        LINEAR,
        /** Whatever a webhook leads to, as an automation of Jira. */
        WEBHOOK
    }

    /**
     * How tickets are made.
     *
     * @param tracker which tracker there is; default none
     * @param token the name of the environment variable or, in Jenkins, of the credential with Linear's key or token
     * @param address the name of that with the webhook's address
     * @param signingKey the name of that with the key which signs requests to the webhook; default: they are not signed
     * @param team the key of Linear's team; default: the one of the newest issues
     * @param state the name of Linear's state of what is worked on
     * @param done the name of the state of what is done; default: the team's first one of that kind
     * @param endpoint where Linear is asked
     * @param followUps whether each follow-up becomes a ticket once the run has ended; default true
     * @param template a jmustache template for the ticket's text; default: {@code resources/hotfix/ticket.md}
     */
    public record Request(
            Kind tracker,
            @Nullable String token,
            @Nullable String address,
            @Nullable String signingKey,
            @Nullable String team,
            String state,
            @Nullable String done,
            String endpoint,
            Boolean followUps,
            @Nullable String template) {
        public Request {
            tracker = Objects.requireNonNullElse(tracker, Kind.NONE);
            token = Checked.secretName("token", token);
            address = Checked.secretName("address", address);
            signingKey = Checked.secretName("signingKey", signingKey);
            state = Objects.requireNonNullElse(state, "In Progress");
            followUps = Objects.requireNonNullElse(followUps, true);
            endpoint = Objects.requireNonNullElse(endpoint, "https://api.linear.app/graphql");
            if (Endpoint.of(endpoint).isEmpty()) {
                throw new IllegalArgumentException("endpoint must be an https address");
            }
            if (tracker == Kind.LINEAR && token == null || tracker == Kind.WEBHOOK && address == null) {
                throw new IllegalArgumentException(
                        tracker == Kind.LINEAR
                                ? "Linear needs a token: set token to the name of the environment variable or credential that has it"
                                : "the webhook needs an address: set address to the name of the environment variable or"
                                        + " credential that has it");
            }
            if (template != null) {
                new TicketText(Incident.of(List.of()), ZoneId.systemDefault()).markdown(template);
            }
        }
    }

    @Override
    public String section() {
        return "tickets";
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public void bringUpToDate(Request settings, Requests requests) throws IOException, InterruptedException {
        if (settings.tracker() == Kind.NONE) {
            return;
        }
        incident(settings, requests);
        if (settings.followUps()) {
            followUps(settings, requests);
        }
    }

    private static void incident(Request settings, Requests requests) throws IOException, InterruptedException {
        Incident now = requests.incident();
        UUID id = id(now);
        ZoneId zone = requests.site().clock().getZone();
        if (!requests.isDone(TICKET)) {
            if (now.hotfix()) {
                create(id, text(now, null, settings, zone), settings, requests);
            }
            return;
        }
        Incident told = told(now);
        Draft draft = text(now, told, settings, zone);
        if (!draft.equals(text(told, told, settings, zone))) {
            String update = UPDATE + (updates(now) + 1);
            requests.send(update, host(settings, requests), "an update of the ticket", (again, deadline) -> {
                return made(tracker(settings, requests).update(id, draft, deadline), "is up to date");
            });
        }
    }

    private static void create(UUID id, Draft draft, Request settings, Requests requests)
            throws IOException, InterruptedException {
        requests.send(
                        TICKET,
                        host(settings, requests),
                        "a ticket for the incident",
                        (again, deadline) ->
                                made(tracker(settings, requests).create(id, draft, again, deadline), "is there"))
                .filter(ended -> ended.status() == RequestStatus.DONE)
                .ifPresent(ended -> requests.site().console().say(ended.message()));
    }

    /** Once the run has ended what remains to be done becomes tickets, and those of what was done are closed. */
    private static void followUps(Request settings, Requests requests) throws IOException, InterruptedException {
        Incident incident = requests.incident();
        if (incident.ended().isEmpty()) {
            return;
        }
        Map<String, FollowUps.Item> items = new LinkedHashMap<>();
        new FollowUps(incident).all().forEach(item -> items.put(FollowUps.request(item.title()), item));
        for (Map.Entry<String, FollowUps.Item> each : items.entrySet()) {
            String request = each.getKey();
            FollowUps.Item item = each.getValue();
            UUID id = TicketId.of(id(incident).toString(), item.title());
            if (item.open()) {
                requests.send(
                        request,
                        host(settings, requests),
                        "a ticket for the follow-up: " + item.title(),
                        (again, deadline) -> made(
                                tracker(settings, requests)
                                        .create(id, draft(incident, item, Stage.TO_DO), again, deadline),
                                "is there"));
            } else if (requests.isDone(request)) {
                requests.send(
                        request + "/done",
                        host(settings, requests),
                        "the end of the follow-up: " + item.title(),
                        (again, deadline) -> made(
                                tracker(settings, requests).update(id, draft(incident, item, Stage.DONE), deadline),
                                "is closed"));
            }
        }
    }

    private static Draft draft(Incident incident, FollowUps.Item item, Stage stage) {
        String ticket = incident.request(TICKET).map(RequestEnded::url).orElse(null);
        return new Draft(item.title(), new FollowUpText(incident, item, ticket).markdown(), stage, true);
    }

    private static Made made(Ticket ticket, String what) {
        String key = ticket.key() == null ? "" : " " + ticket.key();
        return new Made(
                ticket.url(), "The ticket" + key + " " + what + (ticket.url() == null ? "." : ": " + ticket.url()));
    }

    private static UUID id(Incident incident) {
        return TicketId.of(
                incident.production().map(production -> production.repository()).orElse(""),
                Objects.requireNonNull(incident.id()));
    }

    /** The incident as the ticket tells it: as it was when the newest request was begun that arrived. */
    private static Incident told(Incident incident) {
        List<Event> events = incident.events();
        Map<String, Integer> begun = new HashMap<>();
        int told = 0;
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).fact() instanceof RequestStarted started && isTickets(started.id())) {
                begun.put(started.id(), i);
            } else if (events.get(i).fact() instanceof RequestEnded ended
                    && ended.status() == RequestStatus.DONE
                    && begun.containsKey(ended.id())) {
                told = begun.get(ended.id());
            }
        }
        return Incident.of(events.subList(0, told));
    }

    private static long updates(Incident incident) {
        return incident.all(RequestEnded.class).stream()
                .filter(ended -> ended.id().startsWith(UPDATE) && ended.status() == RequestStatus.DONE)
                .count();
    }

    private static boolean isTickets(String id) {
        return id.equals(TICKET) || id.startsWith(UPDATE);
    }

    /**
     * What the ticket should say.
     *
     * @param told what it tells now; null if there is none yet
     */
    private static Draft text(Incident incident, @Nullable Incident told, Request settings, ZoneId zone) {
        TicketText text = new TicketText(incident, zone);
        Stage stage = stage(incident);
        return new Draft(text.title(), text.markdown(settings.template()), stage, told == null || stage != stage(told));
    }

    private static Stage stage(Incident incident) {
        Status status = incident.status();
        if (status == Status.DECLINED || status == Status.ABANDONED) {
            return Stage.CANCELED;
        }
        return status == Status.RESOLVED && incident.ended().isPresent() ? Stage.DONE : Stage.URGENT;
    }

    /** Whom requests go to, as far as that is known. */
    private static String host(Request settings, Requests requests) {
        try {
            return tracker(settings, requests).host();
        } catch (RefusedException unknown) {
            return "the tracker";
        }
    }

    private static Tracker tracker(Request settings, Requests requests) throws RefusedException {
        if (settings.tracker() == Kind.WEBHOOK) {
            return new WebhookTracker(
                    requests.address(Objects.requireNonNull(settings.address())),
                    settings.signingKey() == null ? null : requests.secret(settings.signingKey()));
        }
        LinearApi api = new LinearApi(
                Endpoint.of(settings.endpoint()).orElseThrow(),
                requests.secret(Objects.requireNonNull(settings.token())));
        return new Linear(api, settings.team(), settings.state(), settings.done());
    }
}
