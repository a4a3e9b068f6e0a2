package io.jenkins.plugins.hotfix.audit;

import io.jenkins.plugins.hotfix.backport.ChangesOnBranch;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.Messages;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.object.ObjectText;
import io.jenkins.plugins.hotfix.git.object.Signature;
import io.jenkins.plugins.hotfix.git.object.Tag;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.BrokenLogException;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.IncidentId;
import io.jenkins.plugins.hotfix.incident.IncidentLog;
import io.jenkins.plugins.hotfix.incident.LogEntry;
import io.jenkins.plugins.hotfix.json.Sha256;
import io.jenkins.plugins.hotfix.record.RecordRefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares an incident's log with itself, with the reports beside it, and with the repository. It needs nothing but these, and changes none of
 * them.
 */
public final class Verification {
    /** What the steps write beside the log, and put on record there. */
    private static final List<String> WRITTEN = List.of(
            "approval.dsse.json",
            "approval.intoto.json",
            "incident.html",
            "incident.json",
            "incident.md",
            "postmortem.md",
            "rollback-plan.md");

    /** So many commits of a branch are read. */
    private static final int SEARCHED = 2_000;

    private final Path log;
    private final @Nullable GitRepository git;
    private final RecordRefs refs;
    private final boolean signed;
    private final List<Finding> findings = new ArrayList<>();

    /** The ids of what a bundle holds of the released commit and the tag; null: the repository is asked. */
    private @Nullable Map<String, String> kept;

    private Verification(Path log, @Nullable GitRepository git, RecordRefs refs, boolean signed) {
        this.log = log;
        this.git = git;
        this.refs = refs;
        this.signed = signed;
    }

    /**
     * Looks at everything.
     *
     * @param log the incident's log; its reports are in the same directory
     * @param git the repository that was hotfixed; null: it is not looked at
     * @param refs what records are called there
     * @param signed whether what is not signed does not fit
     * @throws IOException if the log cannot be read or the remote does not answer
     */
    public static List<Finding> of(Path log, @Nullable GitRepository git, RecordRefs refs, boolean signed)
            throws IOException {
        Verification verification = new Verification(log, git, refs, signed);
        verification.run();
        return List.copyOf(verification.findings);
    }

    /**
     * As {@link #of}, of what a bundle holds in the place of the repository.
     *
     * @param git holds the record
     * @param commit the content of the released commit; null if the bundle has none
     * @param tag that of its tag; null if the bundle has none
     */
    public static List<Finding> ofBundle(
            Path log,
            GitRepository git,
            RecordRefs refs,
            boolean signed,
            byte @Nullable [] commit,
            byte @Nullable [] tag)
            throws IOException {
        Verification verification = new Verification(log, git, refs, signed);
        verification.kept = Map.of(
                "commit",
                commit == null ? "" : git.keep("commit", commit),
                "tag",
                tag == null ? "" : git.keep("tag", tag));
        verification.run();
        return List.copyOf(verification.findings);
    }

    private void run() throws IOException {
        List<LogEntry> entries;
        Incident incident;
        try {
            IncidentLog read = IncidentLog.open(log);
            entries = read.entries();
            incident = read.incident();
            findings.add(
                    read.torn().isPresent()
                            ? Finding.wrong("log", "its last line is cut short; the next run sets it aside")
                            : Finding.fits("log", entries.size() + " entries, each vouching for the one before"));
        } catch (BrokenLogException broken) {
            byte[] damaged = Files.readAllBytes(log);
            findings.add(Finding.wrong(
                    "log",
                    LogLines.of(damaged)
                            .firstDamage()
                            .map("cannot be trusted: "::concat)
                            .orElse(broken.getMessage())));
            record(directory(), damaged, null);
            return;
        }
        incident.reports().forEach(report -> file(report.path(), report.sha256()));
        incident.rollbackPlan().ifPresent(plan -> file(plan.file(), plan.sha256()));
        Set<String> looked = findings.stream().map(Finding::subject).collect(Collectors.toSet());
        WRITTEN.stream()
                .filter(name -> !looked.contains(name) && Files.exists(log.resolveSibling(name)))
                .forEach(name -> findings.add(
                        Finding.wrong(name, "is there and not on record: the log may lack its last entries")));
        findings.addAll(Intents.of(incident));
        record(Objects.requireNonNullElse(incident.id(), directory()), Files.readAllBytes(log), incident);
        Optional<Released> release = incident.release();
        if (release.isEmpty()) {
            findings.add(Finding.unknown("release", "the log tells of none"));
        } else if (git == null) {
            findings.add(Finding.unknown("release", "no repository was given to check (--repo)"));
        } else {
            if (kept == null) {
                release(git, incident, entries, release.get());
            } else {
                bundled(git, incident, entries, release.get(), kept);
            }
            evidence(git, entries, release.get());
        }
    }

    /** Of the commit and the tag their content is there, which their ids vouch for. */
    private void bundled(
            GitRepository git, Incident incident, List<LogEntry> entries, Released release, Map<String, String> ids)
            throws IOException {
        Map<String, String> recorded = Map.of("commit", release.commit(), "tag", release.tagObject());
        for (Map.Entry<String, String> each : recorded.entrySet()) {
            String what = each.getKey();
            if (!each.getValue().equals(ids.get(what))) {
                findings.add(Finding.wrong(what, "the bundle does not hold the one that is on record"));
                continue;
            }
            findings.add(Finding.fits(what, "is the one on record, " + ObjectId.abbreviated(each.getValue())));
            ObjectText text = new ObjectText(git.content(each.getValue()).orElseThrow());
            said(what, incident, entries, Messages.trailers(text.message()));
            signed(git, what, each.getValue());
        }
    }

    private void evidence(GitRepository git, List<LogEntry> entries, Released release) throws IOException {
        Path envelope = log.resolveSibling("approval.dsse.json");
        if (Files.isRegularFile(envelope)) {
            findings.add(EvidenceCheck.of(Files.readString(envelope), entries, release, git, signed));
        } else if (Files.isRegularFile(log.resolveSibling("approval.intoto.json"))) {
            findings.add(
                    signed
                            ? Finding.wrong("evidence of the approval", "it is not signed, and a signature is required")
                            : Finding.unknown("evidence of the approval", "it is not signed"));
        }
    }

    private String directory() {
        return String.valueOf(log.toAbsolutePath().getParent().getFileName());
    }

    private void record(String id, byte[] bytes, @Nullable Incident incident) throws IOException {
        if (git != null && IncidentId.isValid(id)) {
            List<String> newest = new ArrayList<>();
            findings.addAll(RecordCheck.of(id, bytes, incident, git, refs, newest));
            for (String commit : newest) {
                signed(git, "record", commit);
            }
        }
    }

    private void file(String name, String sha256) {
        Path file = log.resolveSibling(name).normalize();
        try {
            if (!Objects.equals(file.getParent(), log.getParent()) || !Files.isRegularFile(file)) {
                findings.add(Finding.wrong(name, "is on record and not there"));
            } else if (!HexFormat.of()
                    .formatHex(Sha256.of(Files.readAllBytes(file)))
                    .equals(sha256)) {
                findings.add(Finding.wrong(name, "was changed after it was put on record"));
            } else {
                findings.add(Finding.fits(name, "is as it was put on record"));
            }
        } catch (IOException unreadable) {
            findings.add(Finding.wrong(name, "cannot be read: " + unreadable.getMessage()));
        }
    }

    private void release(GitRepository git, Incident incident, List<LogEntry> entries, Released release)
            throws IOException {
        String branch = "refs/heads/" + release.branch();
        String tagRef = "refs/tags/" + release.tag();
        Map<String, String> there = git.remoteRefs("refs/heads/*", tagRef);
        List<String> wanted = new ArrayList<>();
        List.of(branch, tagRef).stream().filter(there::containsKey).forEach(wanted::add);
        incident.backports().stream()
                .map(backport -> "refs/heads/" + backport.target())
                .filter(there::containsKey)
                .forEach(wanted::add);
        if (!wanted.isEmpty()) {
            git.fetch(wanted.stream().distinct().toArray(String[]::new));
        }
        boolean merged = contained(git, "merge", release.commit(), release.branch());
        boolean back = incident.rollback()
                .filter(rollback -> rollback.reverted().equals("pushed"))
                .isPresent();
        if (merged && !back) {
            reverted(git, "release", release.commit(), release.branch());
        }
        Optional<Commit> merge = git.commit(release.commit());
        if (merge.isPresent()) {
            said("merge", incident, entries, merge.get().trailers());
            signed(git, "merge", release.commit());
        }
        Optional<Tag> tag = there.containsKey(tagRef) ? git.tag(release.tag()) : Optional.empty();
        if (tag.isEmpty()) {
            findings.add(Finding.wrong("tag " + release.tag(), "is on record and not on the remote"));
        } else if (!tag.get().objectId().equals(release.tagObject())
                || !tag.get().target().equals(release.commit())) {
            findings.add(Finding.wrong("tag " + release.tag(), "is another one than was put on record"));
        } else {
            findings.add(Finding.fits("tag " + release.tag(), "is on the merge"));
            said("tag", incident, entries, tag.get().trailers());
            signed(git, "tag", release.tagObject());
        }
        for (Backported backport : incident.backports()) {
            if (Set.of("conflict", "proposed", "failed").contains(backport.status())) {
                findings.add(Finding.unknown(
                        "backport to " + backport.target(),
                        "is open (" + backport.status() + "): the fix is not known there"));
            }
            if (backport.commit() != null && backport.review() == null) {
                boolean arrived = contained(git, "backport", backport.commit(), backport.target());
                boolean ours = !backport.status().equals("present");
                if (arrived && ours) {
                    reverted(git, "backport", backport.commit(), backport.target());
                }
                if (ours && git.commit(backport.commit()).isPresent()) {
                    signed(git, "backport " + ObjectId.abbreviated(backport.commit()), backport.commit());
                }
            }
        }
    }

    private boolean contained(GitRepository git, String what, String commit, String branch) throws IOException {
        String subject = what + " " + ObjectId.abbreviated(commit);
        Optional<String> tip = git.branch(branch);
        boolean in =
                tip.isPresent() && (holds(git, tip.get(), commit) || git.complete() && holds(git, tip.get(), commit));
        findings.add(in ? Finding.fits(subject, "is in " + branch) : Finding.wrong(subject, "is not in " + branch));
        return in;
    }

    private static boolean holds(GitRepository git, String tip, String commit) throws IOException {
        return git.commit(commit).isPresent() && git.isAncestor(commit, tip);
    }

    /** What people took back from a branch that contains it is no contradiction to the log; but the branch lacks the fix. */
    private void reverted(GitRepository git, String what, String commit, String branch) throws IOException {
        String tip = git.branch(branch).orElseThrow();
        Commit brought = git.commit(commit).orElseThrow();
        List<Commit> since = new ArrayList<>(git.commits(commit, tip, SEARCHED));
        since.add(brought);
        new ChangesOnBranch(git, since)
                .revert(brought)
                .ifPresent(revert -> findings.add(Finding.unknown(
                        what + " to " + branch,
                        "was taken back there by " + ObjectId.abbreviated(revert.id()) + ": " + branch
                                + " lacks the fix, unless it got it in another way")));
    }

    /** What the commit or the tag says of itself. A merge that people made says nothing, which is no contradiction. */
    private void said(String what, Incident incident, List<LogEntry> entries, List<Trailer> trailers) {
        if (values(trailers, "Hotfix-Id").isEmpty()) {
            findings.add(Finding.unknown(what + "'s words", "it does not name an incident"));
            return;
        }
        compare(what + "'s incident", values(trailers, "Hotfix-Id"), Set.of(String.valueOf(incident.id())));
        Set<String> heads = values(trailers, "Hotfix-Log");
        // What was learned or decided after it was made is not what it can tell of.
        Incident then = asOf(heads, entries).orElse(incident);
        compare(what + "'s severity", values(trailers, "Hotfix-Severity"), Set.of(String.valueOf(then.severity())));
        Released release = incident.release().orElseThrow();
        Set<String> approved = then.approvals().stream()
                .filter(approval ->
                        approval.gate().equals("deploy") && approval.subject().equals(release.fix()))
                .map(Approved::by)
                .collect(Collectors.toCollection(TreeSet::new));
        compare(what + "'s approval", values(trailers, "Hotfix-Approved-By"), approved);
        if (heads.isEmpty()) {
            findings.add(Finding.unknown(what + "'s log", "it does not name one"));
            return;
        }
        Set<String> before = entries.stream()
                .takeWhile(entry -> !(entry.event().fact() instanceof Released))
                .map(entry -> "sha256:" + entry.hash())
                .collect(Collectors.toSet());
        findings.add(
                before.containsAll(heads)
                        ? Finding.fits(what + "'s log", "is this one, as it was before the release")
                        : Finding.wrong(what + "'s log", "is another one, or this one was rewritten"));
    }

    /** The incident as it was when the log had such a head; empty if it never had. */
    private static Optional<Incident> asOf(Set<String> heads, List<LogEntry> entries) {
        for (int at = entries.size(); at > 0; at--) {
            if (heads.contains("sha256:" + entries.get(at - 1).hash())) {
                return Optional.of(Incident.of(
                        entries.subList(0, at).stream().map(LogEntry::event).toList()));
            }
        }
        return Optional.empty();
    }

    private void compare(String subject, Set<String> said, Set<String> recorded) {
        findings.add(
                said.equals(recorded)
                        ? Finding.fits(subject, "is " + words(said))
                        : Finding.wrong(subject, "is " + words(said) + ", where the log has " + words(recorded)));
    }

    private static String words(Set<String> values) {
        return values.isEmpty() ? "nobody" : String.join(", ", values);
    }

    private static Set<String> values(List<Trailer> trailers, String key) {
        return trailers.stream()
                .filter(trailer -> trailer.key().equalsIgnoreCase(key))
                .map(Trailer::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void signed(GitRepository git, String what, String id) throws IOException {
        Signature signature = git.signature(id);
        String subject = what + "'s signature";
        String words = signature.words().lines().map(String::strip).collect(Collectors.joining(" "));
        findings.add(
                switch (signature.status()) {
                    case GOOD -> Finding.fits(subject, words.isEmpty() ? "is good" : words);
                    case BAD -> Finding.wrong(subject, "cannot be relied on: " + words);
                    case UNCHECKED ->
                        signed
                                ? Finding.wrong(subject, "is required and cannot be checked here: " + words)
                                : Finding.unknown(
                                        subject,
                                        "cannot be checked here: " + words
                                                + " Give git the keys (gpg.ssh.allowedSignersFile, or gpg --import).");
                    case NONE ->
                        signed
                                ? Finding.wrong(subject, "it has none, and one is required")
                                : Finding.unknown(subject, "it has none");
                });
    }
}
