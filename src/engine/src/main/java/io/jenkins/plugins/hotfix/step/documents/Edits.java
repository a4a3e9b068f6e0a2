package io.jenkins.plugins.hotfix.step.documents;

import io.jenkins.plugins.hotfix.documents.Addition;
import io.jenkins.plugins.hotfix.documents.HotfixDetails;
import io.jenkins.plugins.hotfix.git.object.TreeEntry;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentLeftAlone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the documents of a commit lack.
 *
 * @param contents by path
 * @param leftAlone what is not what it seems
 */
record Edits(Map<String, byte[]> contents, List<DocumentLeftAlone> leftAlone) {
    /** Signs that a tool writes the changelog: it would write the fix into it, too. */
    private static final List<String> GENERATORS = List.of(
            "release-please-config.json",
            ".release-please-manifest.json",
            ".releaserc",
            ".releaserc.json",
            ".releaserc.yml",
            ".changeset/config.json",
            "cliff.toml",
            ".chglog/config.yml");

    static Edits of(GitRepository git, String tip, DocumentSettings settings, Story story) throws IOException {
        HotfixDetails told = story.told();
        Edits edits = new Edits(new TreeMap<>(), new ArrayList<>());
        for (Kind kind : Kind.values()) {
            Optional<String> path = kind.document().concerns(told) ? path(git, tip, settings, kind) : Optional.empty();
            if (path.isPresent()) {
                edits.add(git, tip, kind, path.get(), told);
            }
        }
        for (OwnDocument own : OwnDocument.values()) {
            Optional<String> path = own.path(git, tip, settings, story.incident());
            if (path.isPresent() && OwnDocument.isAsLeft(git, tip, path.get(), story.incident())) {
                byte[] text = own.text(story.incident(), story.zone()).getBytes(StandardCharsets.UTF_8);
                boolean same = git.file(tip, path.get())
                        .filter(there -> Arrays.equals(there, text))
                        .isPresent();
                if (!same) {
                    edits.contents().put(path.get(), text);
                }
            }
        }
        return edits;
    }

    /** Where the document is, or is to be; empty if nobody wants it. */
    private static Optional<String> path(GitRepository git, String tip, DocumentSettings settings, Kind kind)
            throws IOException {
        String named = settings.paths().get(kind);
        if (named != null || settings.mode() == DocumentSettings.Mode.NONE) {
            return Optional.ofNullable(named).filter(path -> !path.equals(DocumentSettings.NONE));
        }
        if (kind == Kind.CHANGELOG && isGenerated(git, tip)) {
            return Optional.empty();
        }
        for (String place : kind.places()) {
            if (git.entry(tip, place).isPresent()) {
                return Optional.of(place);
            }
        }
        return settings.mode() == DocumentSettings.Mode.ALL
                ? Optional.of(kind.places().get(0))
                : Optional.empty();
    }

    private static boolean isGenerated(GitRepository git, String tip) throws IOException {
        for (String generator : GENERATORS) {
            if (git.entry(tip, generator).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private void add(GitRepository git, String tip, Kind kind, String path, HotfixDetails told) throws IOException {
        Optional<TreeEntry> entry = git.entry(tip, path);
        Addition addition;
        if (entry.isEmpty()) {
            addition = new Addition.Made(kind.document().made(told).getBytes(StandardCharsets.UTF_8));
        } else if (entry.get().isLink() || entry.get().isSubmodule()) {
            addition = new Addition.Unfit(entry.get().isLink() ? "is a symbolic link" : "is a submodule");
        } else {
            addition = kind.document().added(git.file(tip, path).orElseThrow(), told);
        }
        if (addition instanceof Addition.Made made) {
            contents.put(path, made.content());
        } else if (addition instanceof Addition.Unfit unfit) {
            leftAlone.add(new DocumentLeftAlone(path, path + " " + unfit.why() + ", so it was left alone."));
        }
    }
}
