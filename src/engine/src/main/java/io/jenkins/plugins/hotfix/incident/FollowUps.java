package io.jenkins.plugins.hotfix.incident;

import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.FollowedUp;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.json.Sha256;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What remains to be done of an incident: what was put on record as such and, once the fix was released, the postmortem and
 * each backport that is not finished.
 */
public record FollowUps(Incident incident) {
    private static final int WORKING_DAYS_FOR_POSTMORTEM = 5;
    private static final Set<String> UNFINISHED = Set.of("conflict", "failed", "proposed");

    /**
     * One of them.
     *
     * @param owner who sees to it; null if nobody is on record
     * @param due the day until which it should be done; null if none is set
     * @param done who did it, with what they said of it; null while it is open
     */
    public record Item(
            String title,
            String reason,
            @Nullable String owner,
            @Nullable LocalDate due,
            @Nullable String done) {

        /** Whether it remains to be done. */
        public boolean open() {
            return done == null;
        }
    }

    /** All of them, in the order in which they came up. */
    public List<Item> all() {
        Map<String, Item> byTitle = new LinkedHashMap<>();
        for (FollowUp each : incident.followUps()) {
            byTitle.put(each.title(), item(each.title(), each.reason(), null, null));
        }
        for (Backported backport : incident.backports()) {
            if (UNFINISHED.contains(backport.status())) {
                String title = "Finish the backport to " + backport.target();
                byTitle.put(title, item(title, backport.message(), null, null));
            }
        }
        postmortem().ifPresent(item -> byTitle.put(item.title(), item));
        return List.copyOf(byTitle.values());
    }

    /** What the request for its ticket is called on record. */
    public static String request(String title) {
        return "follow-up/" + Sha256.hex(title).substring(0, 12);
    }

    /** Those that remain to be done. */
    public List<Item> open() {
        List<Item> open = new ArrayList<>(all());
        open.removeIf(item -> !item.open());
        return open;
    }

    private Optional<Item> postmortem() {
        return incident.when(Released.class)
                .map(released -> item(
                        "Write the postmortem of " + incident.id(),
                        "the next incident of this kind should not happen, or be smaller or shorter",
                        owner(),
                        workingDaysAfter(released.atZone(ZoneOffset.UTC).toLocalDate())));
    }

    /** Who declared the incident knows best what it was about. */
    private @Nullable String owner() {
        return incident.events().stream()
                .filter(event -> event.fact() instanceof Declared)
                .map(Event::actor)
                .findFirst()
                .orElse(null);
    }

    private static LocalDate workingDaysAfter(LocalDate day) {
        LocalDate due = day;
        for (int left = WORKING_DAYS_FOR_POSTMORTEM; left > 0; ) {
            due = due.plusDays(1);
            boolean free = due.getDayOfWeek() == DayOfWeek.SATURDAY || due.getDayOfWeek() == DayOfWeek.SUNDAY;
            left -= free ? 0 : 1;
        }
        return due;
    }

    private Item item(String title, String reason, @Nullable String owner, @Nullable LocalDate due) {
        String done = incident.all(FollowedUp.class).stream()
                .filter(followed -> followed.title().equals(title))
                .reduce((first, second) -> second)
                .map(followed -> followed.by() + ": " + Objects.toString(followed.note(), ""))
                .orElse(null);
        return new Item(title, reason, owner, due, done);
    }
}
