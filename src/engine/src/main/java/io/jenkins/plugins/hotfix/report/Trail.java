package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.FollowUps;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What remains to do, everything that happened, and how to check that the report tells it as the log does. */
final class Trail {
    private final Incident incident;
    private final Times times;

    Trail(Incident incident, Times times) {
        this.incident = incident;
        this.times = times;
    }

    List<Section> sections() {
        return List.of(followUps(), outside(), timeline(), runs(), log());
    }

    private Section followUps() {
        List<FollowUps.Item> all = new FollowUps(incident).all();
        return all.isEmpty()
                ? new Section("Follow-ups", Block.paragraph("None on record."))
                : new Section(
                        "Follow-ups",
                        Block.table(
                                List.of("To do", "Why", "Owner", "Due", "Ticket", "Done"),
                                all.stream().map(this::followUp).toList()));
    }

    private List<Text> followUp(FollowUps.Item item) {
        return List.of(
                Text.of(item.title()),
                Text.of(item.reason()),
                Text.of(item.owner() == null ? "nobody on record" : item.owner()),
                Text.of(item.due() == null ? "" : item.due().toString()),
                Text.of(incident.request(FollowUps.request(item.title()))
                        .map(RequestEnded::url)
                        .orElse("")),
                Text.of(item.done() == null ? "" : item.done()));
    }

    /** What was sent to trackers, forges and people, each with how it ended last; what did not arrive first. */
    private Section outside() {
        Map<String, RequestStarted> newest = new LinkedHashMap<>();
        incident.all(RequestStarted.class).forEach(request -> newest.put(request.id(), request));
        if (newest.isEmpty()) {
            return new Section("Sent outside", Block.paragraph("Nothing on record."));
        }
        List<Block> blocks = new ArrayList<>();
        newest.values().stream()
                .filter(request -> !arrived(request))
                .map(request -> Block.warning("Not done: " + request.what() + ", at " + request.to() + ". "
                        + incident.request(request.id())
                                .map(RequestEnded::message)
                                .orElse("Nobody knows whether it arrived, because its run was cut off.")))
                .forEach(blocks::add);
        blocks.add(Block.table(List.of("What", "Where", "Result", "Attempts", "Address"), rows(newest.values())));
        return new Section("Sent outside", blocks);
    }

    private List<List<Text>> rows(Collection<RequestStarted> requests) {
        return requests.stream()
                .map(request -> {
                    Optional<RequestEnded> ended = incident.request(request.id());
                    return List.of(
                            Text.of(request.what()),
                            Text.of(request.to()),
                            Text.of(ended.map(end -> end.status().text()).orElse("unknown")),
                            Text.of(String.valueOf(request.attempt())),
                            Text.of(ended.map(RequestEnded::url).orElse("")));
                })
                .toList();
    }

    private boolean arrived(RequestStarted request) {
        return incident.request(request.id())
                .filter(ended -> ended.status() == RequestStatus.DONE)
                .isPresent();
    }

    private Section timeline() {
        return new Section(
                "Timeline",
                Block.table(
                        List.of("When", "On behalf of", "What happened"),
                        Timeline.of(incident).stream().map(this::row).toList()));
    }

    private List<Text> row(Event event) {
        return List.of(Text.of(times.at(event.at())), Text.of(event.actor()), Text.of(Narration.of(event.fact())));
    }

    private Section runs() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.table(
                List.of("Run", "Started by", "Resumed", "Address"),
                incident.runs().stream()
                        .map(run -> List.of(
                                Text.of(run.run()),
                                Text.of(run.by()),
                                Text.of(run.resumed() ? "yes" : "no"),
                                Text.of(run.url() == null ? "" : run.url())))
                        .toList()));
        incident.all(RunEnded.class)
                .forEach(end -> blocks.add(Block.paragraph(
                        Narration.of(end) + " It started " + end.gitProcesses() + " git processes, which took "
                                + Times.length(Duration.ofMillis(end.gitMillis())) + " together.")));
        if (incident.ended().isEmpty()) {
            blocks.add(Block.paragraph("The run had not ended when this report was written."));
        }
        return new Section("Runs", blocks);
    }

    private Section log() {
        Incident.LogHead head = incident.log();
        return new Section(
                "Audit log",
                Block.paragraph("This report tells the first " + Narration.count(head.entries(), "line")
                        + " of timeline.jsonl. The hash of the last of them, which vouches for all before it, is:"),
                Block.code("Hash of the log's head", head.hash()),
                Block.paragraph("To verify: take each line of timeline.jsonl without its member hash, write it as"
                        + " canonical JSON (RFC 8785), and compare the SHA-256 of that with hash; previous must be the"
                        + " hash of the line before (64 zeros in the first), and seq must count from 1. The line "
                        + head.entries() + " must have the hash above."));
    }
}
