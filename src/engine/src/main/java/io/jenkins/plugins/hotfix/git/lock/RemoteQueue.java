package io.jenkins.plugins.hotfix.git.lock;

import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who waits for a {@link RemoteLock}, in the remote repository. Each who waits has a ref whose name says in what order
 * they are served, so that one question for the remote's refs tells the order, and renews its commit at each look.
 * Nobody's clock is compared with another's: an entry is dead if it did not change for a number of one's own looks,
 * which one's own entry keeps count of.
 */
public final class RemoteQueue {
    /** Outside of branches and tags; and where a server takes nothing else. */
    private static final List<String> PLACES = List.of("refs/hotfix/queue/", "refs/heads/hotfix-queue/");

    /** What a remote is asked for to see the queue. */
    public static final List<String> PATTERNS =
            PLACES.stream().map(place -> place + "*").toList();

    /** After so many looks at which it did not change, nobody waits behind an entry any more. */
    public static final int DEAD = 15;

    private static final Pattern REF =
            Pattern.compile("(?<place>.+/)P(?<urgency>\\d)-(?<ticket>\\d{1,15})-(?<name>[^/]+)");

    private static final long HIGHEST = 999_999_999_999L;
    private static final String OWNER = "Hotfix-Queue-Owner";
    private static final String SEEN = "Hotfix-Queue-Seen";

    private final GitRepository repository;
    private final String name;
    private final Map<String, String> there;

    /**
     * @param name of whose entry is ours, the same for as long as we wait, and nobody else's
     * @param there what the remote has of {@link #PATTERNS}, and of whatever else is watched for changes
     */
    public RemoteQueue(GitRepository repository, String name, Map<String, String> there) {
        this.repository = repository;
        this.name = name;
        this.there = Map.copyOf(there);
    }

    /**
     * Somebody who waits.
     *
     * @param id of the commit that its ref is on
     * @param urgency 0 is served before 1
     * @param ticket of the same urgency the lowest is served first
     */
    public record Entry(String ref, String id, int urgency, long ticket, String name) implements Serializable {
        private static final Comparator<Entry> ORDER = Comparator.comparingInt(Entry::urgency)
                .thenComparingLong(Entry::ticket)
                .thenComparing(Entry::name);

        /** Whether it is served before another. */
        public boolean before(Entry other) {
            return ORDER.compare(this, other) < 0;
        }
    }

    /** What to push to be out of the queue. */
    public List<RefUpdate> left() {
        return entries().stream()
                .filter(this::isOurs)
                .map(entry -> new RefUpdate(entry.ref(), entry.id(), null))
                .toList();
    }

    /** Our own entry. */
    public Optional<Entry> ours() {
        return entries().stream().filter(this::isOurs).findFirst();
    }

    /** The others who wait, whether alive or not. */
    public List<Entry> others() {
        return entries().stream().filter(entry -> !isOurs(entry)).toList();
    }

    private boolean isOurs(Entry entry) {
        return entry.name().equals(name);
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        there.forEach((ref, id) -> {
            Matcher found = REF.matcher(ref);
            if (found.matches() && PLACES.contains(found.group("place"))) {
                entries.add(new Entry(
                        ref,
                        id,
                        Integer.parseInt(found.group("urgency")),
                        Long.parseLong(found.group("ticket")),
                        found.group("name")));
            }
        });
        return entries;
    }

    /** At how many of our looks in a row each ref was as it is now, this one not counted; 0 for what is new. */
    public Map<String, Integer> unchanged() throws IOException {
        Map<String, Integer> unchanged = new HashMap<>();
        there.keySet().forEach(ref -> unchanged.put(ref, 0));
        Optional<Entry> ours = ours();
        if (ours.isPresent()) {
            String id = ours.get().id();
            if (repository.commit(id).isEmpty()) {
                repository.fetch(ours.get().ref());
            }
            repository
                    .commit(id)
                    .ifPresent(commit -> commit.trailers().stream()
                            .filter(trailer -> trailer.key().equals(SEEN))
                            .map(trailer -> trailer.value().split(" "))
                            .filter(seen -> seen.length == 3 && seen[1].equals(there.get(seen[0])))
                            .filter(seen -> seen[2].matches("\\d{1,8}"))
                            .forEach(seen -> unchanged.put(seen[0], Integer.parseInt(seen[2]) + 1)));
        }
        return unchanged;
    }

    /** Where we are, or would be if we came now. */
    public Entry place(int urgency, long kept) {
        long last = entries().stream()
                .filter(entry -> !isOurs(entry))
                .mapToLong(Entry::ticket)
                .max()
                .orElse(0);
        long next = Math.min(last, HIGHEST) + 1;
        long ticket = ours().map(Entry::ticket).orElse(kept > 0 ? Math.min(kept, next) : next);
        String place = ours().map(entry -> place(entry.ref())).orElse(PLACES.get(0));
        return entry(place, urgency, ticket);
    }

    private Entry entry(String place, int urgency, long ticket) {
        return new Entry("%sP%d-%06d-%s".formatted(place, urgency, ticket, name), "", urgency, ticket, name);
    }

    private static String place(String ref) {
        return ref.substring(0, ref.lastIndexOf('/') + 1);
    }

    /**
     * Waits at a place: makes our entry, or renews it.
     *
     * @param unchanged as {@link #unchanged} gives it, to be kept until the next look
     * @param others what is changed in the same push
     */
    public PushResult waitAt(
            Entry entry, String owner, Instant now, Map<String, Integer> unchanged, List<RefUpdate> others)
            throws IOException {
        String commit = commit(owner, now, unchanged);
        PushResult pushed = repository.push(updates(entry, commit, others));
        if (pushed.status() == PushResult.Status.REJECTED && ours().isEmpty()) {
            pushed = repository.push(updates(entry(PLACES.get(1), entry.urgency(), entry.ticket()), commit, others));
        }
        return pushed;
    }

    private List<RefUpdate> updates(Entry entry, String commit, List<RefUpdate> others) {
        List<RefUpdate> updates = new ArrayList<>(others);
        updates.add(new RefUpdate(entry.ref(), there.get(entry.ref()), commit));
        left().stream().filter(old -> !old.ref().equals(entry.ref())).forEach(updates::add);
        return updates;
    }

    private String commit(String owner, Instant now, Map<String, Integer> unchanged) throws IOException {
        List<Trailer> trailers = new ArrayList<>();
        trailers.add(new Trailer(OWNER, owner));
        trailers.add(new Trailer("Hotfix-Queue-Alive", now.toString()));
        unchanged.forEach((ref, looks) -> {
            if (ours().filter(entry -> entry.ref().equals(ref)).isEmpty()) {
                trailers.add(new Trailer(SEEN, ref + " " + there.get(ref) + " " + looks));
            }
        });
        return repository.note("Hotfix waits for the lock", trailers);
    }
}
