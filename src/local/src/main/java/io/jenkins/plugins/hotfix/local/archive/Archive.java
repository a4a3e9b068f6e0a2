package io.jenkins.plugins.hotfix.local.archive;

import io.jenkins.plugins.hotfix.command.ShellWord;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.IncidentId;
import io.jenkins.plugins.hotfix.incident.IncidentLog;
import io.jenkins.plugins.hotfix.incident.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All incidents that were worked on from here.
 *
 * @param directory where each has its directory
 */
public record Archive(Path directory) {

    public Archive {
        directory = directory.toAbsolutePath().normalize();
    }

    /**
     * Begins an incident and locks it.
     *
     * @throws ArchiveException if there is one of that id already
     */
    public IncidentDirectory begin(String id) throws IOException {
        Path place = place(id);
        IncidentDirectory begun = IncidentDirectory.locked(id, place, command(id));
        if (!begun.log().entries().isEmpty()) {
            begun.close();
            throw new ArchiveException("The incident " + id + " was begun before, in " + place
                    + ". Nothing was changed. Go on with it by \"resume " + id
                    + "\", or, if this is another incident, give it another title with --set hotfixTriage.title=...");
        }
        return begun;
    }

    /**
     * Opens an incident and locks it.
     *
     * @throws ArchiveException if there is none of that id, or another process works on it
     */
    public IncidentDirectory resume(String id) throws IOException {
        return IncidentDirectory.locked(id, existing(id), command(id));
    }

    /** Whether there is an incident of that id. */
    public boolean has(String id) throws ArchiveException {
        return Files.exists(place(id).resolve(IncidentDirectory.LOG));
    }

    /**
     * The incidents of a repository. One whose log cannot be read is left out.
     *
     * @param repository its address, without credentials
     * @param wanted says of which ids
     * @param leftOut is given the id and the reason
     */
    public List<Incident> of(String repository, Predicate<String> wanted, BiConsumer<String, String> leftOut)
            throws IOException {
        List<Incident> incidents = new ArrayList<>();
        for (String id : ids()) {
            if (!wanted.test(id)) {
                continue;
            }
            try {
                Incident incident = read(id);
                incident.production()
                        .filter(production -> production.repository().equals(repository))
                        .ifPresent(same -> incidents.add(incident));
            } catch (IOException unreadable) {
                leftOut.accept(id, String.valueOf(unreadable.getMessage()));
            }
        }
        return incidents;
    }

    /**
     * Puts a copy of an incident here, in the place of an older one. What is no document beside a log is left out.
     *
     * @param contents the log and the documents, by name; from a repository, which anybody may have written to
     * @param at when it was changed last
     */
    public void bring(String id, Map<String, byte[]> contents, Instant at) throws IOException {
        Path place = Files.createDirectories(place(id));
        byte[] log = contents.get(IncidentDirectory.LOG);
        if (log == null) {
            throw new ArchiveException("The record of " + id + " has no " + IncidentDirectory.LOG
                    + ", so no hotfix made it. Nothing was changed.");
        }
        for (Map.Entry<String, byte[]> document : contents.entrySet()) {
            if (IncidentDirectory.isDocument(document.getKey())) {
                WholeFile.write(place.resolve(document.getKey()), document.getValue(), "start again");
            }
        }
        Path copy = place.resolve(IncidentDirectory.LOG);
        WholeFile.write(copy, log, "start again");
        Files.setLastModifiedTime(copy, FileTime.from(at));
    }

    private String command(String id) {
        return ShellWord.of(System.getProperty("hotfix.command", "./hotfix")) + " resume " + id + " --archive "
                + ShellWord.of(directory.toString());
    }

    /**
     * Reads an incident without locking it.
     *
     * @throws ArchiveException if there is none of that id
     */
    public Incident read(String id) throws IOException {
        return IncidentLog.open(existing(id).resolve(IncidentDirectory.LOG)).incident();
    }

    /**
     * The log of an incident.
     *
     * @throws ArchiveException if there is none of that id
     */
    public Path log(String id) throws IOException {
        return existing(id).resolve(IncidentDirectory.LOG);
    }

    /** The report of an incident that a person opens first: the newest form that was written. */
    public Path report(String id) throws IOException {
        Path place = existing(id);
        return Stream.of("incident.html", "incident.md", "incident.json")
                .map(place::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElse(place.resolve(IncidentDirectory.LOG));
    }

    /** The ids of all incidents, newest first. */
    public List<String> ids() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> places;
        try (Stream<Path> all = Files.list(directory)) {
            places = new ArrayList<>(all.filter(place -> Files.exists(place.resolve(IncidentDirectory.LOG)))
                    .toList());
        }
        List<Dated> dated = new ArrayList<>();
        for (Path place : places) {
            long changed = Files.getLastModifiedTime(place.resolve(IncidentDirectory.LOG))
                    .toMillis();
            dated.add(new Dated(place.getFileName().toString(), changed));
        }
        return dated.stream()
                .sorted(Comparator.comparingLong(Dated::changed).reversed().thenComparing(Dated::id))
                .map(Dated::id)
                .toList();
    }

    /** All incidents with their figures, newest first; logs that did not change since the last time are not read. */
    public List<ArchiveIndex.Row> rows() throws IOException {
        return new ArchiveIndex(directory).rows();
    }

    private record Dated(String id, long changed) {}

    private Path existing(String id) throws IOException {
        Path place = place(id);
        if (!Files.exists(place.resolve(IncidentDirectory.LOG))) {
            List<String> ids = ids();
            throw new ArchiveException("There is no incident " + id + " in " + directory + ". "
                    + (ids.isEmpty()
                            ? "There is none at all; is --archive right? What began on another machine is in the"
                                    + " repository (--repo)."
                            : "The newest is " + ids.get(0) + "; \"list\" shows all."));
        }
        return place;
    }

    private Path place(String id) throws ArchiveException {
        if (!IncidentId.isValid(id)) {
            throw new ArchiveException(IncidentId.RULE);
        }
        return directory.resolve(id);
    }
}
