package io.jenkins.plugins.hotfix.backport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.hotfix.git.history.FileChange;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.io.Serializable;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The files that carry the product's version. On a backport the target keeps its own: before the merge, the base and the side that comes are
 * given the target's version, so that it is no change at all and conflicts with nothing. Everything else in the files is merged as ever.
 */
public final class VersionFiles {
    private static final Pattern PROPERTY = Pattern.compile("(?m)^[ \\t]*version[ \\t]*[=:][ \\t]*(.*?)[ \\t]*$");

    private final Map<String, Pattern> configured;

    /**
     * @param configured further files by path, each with a pattern whose first group is the version
     */
    public VersionFiles(Map<String, Pattern> configured) {
        this.configured = Map.copyOf(configured);
    }

    /**
     * What to merge instead of the base and the side that comes.
     *
     * @param base a tree
     * @param theirs a tree
     */
    public record Sides(String base, String theirs) implements Serializable {}

    /**
     * The trees of {@code base} and {@code theirs} with the versions of {@code target}, for
     * {@link GitRepository#threeWay(String, String, String, String)}. All are commits or trees.
     */
    public Sides withVersionsOf(GitRepository repository, String target, String base, String theirs)
            throws IOException {
        Map<String, String> before = new TreeMap<>();
        Map<String, String> after = new TreeMap<>();
        Map<String, String> kept = new TreeMap<>();
        for (FileChange change : repository.changes(base, theirs)) {
            String path = change.path();
            Optional<byte[]> there = repository.file(target, path);
            if (change.status() == FileChange.Status.MODIFIED
                    && !change.binary()
                    && covers(path)
                    && there.isPresent()) {
                before.put(path, latin(repository, base, path));
                after.put(path, latin(repository, theirs, path));
                kept.put(path, new String(there.get(), StandardCharsets.ISO_8859_1));
            }
        }
        Map<String, byte[]> newBefore = new TreeMap<>();
        Map<String, byte[]> newAfter = new TreeMap<>();
        Map<String, Bump> modules = modules(before, after);
        kept.forEach((path, content) -> {
            File old = file(path, before.getOrDefault(path, ""));
            File now = file(path, after.getOrDefault(path, ""));
            File keeps = file(path, content);
            if (old.matches(now) && old.matches(keeps)) {
                newBefore.put(path, old.with(keeps, old, now, modules));
                newAfter.put(path, now.with(keeps, old, now, modules));
            }
        });
        return new Sides(repository.withFiles(base, newBefore), repository.withFiles(theirs, newAfter));
    }

    private File file(String path, String content) {
        return new File(content, spans(path, content));
    }

    /** A file's content and where its versions are. */
    private record File(String content, List<Span> spans) {
        boolean matches(File other) {
            return spans.stream()
                    .map(Span::kind)
                    .toList()
                    .equals(other.spans.stream().map(Span::kind).toList());
        }

        String version(int at) {
            return spans.get(at).text(content);
        }

        byte[] with(File target, File old, File now, Map<String, Bump> modules) {
            StringBuilder text = new StringBuilder(content);
            for (int at = spans.size() - 1; at >= 0; at--) {
                Bump bump = new Bump(old.version(at), now.version(at));
                String module = now.spans.get(at).module();
                if (module == null || bump.before().equals(bump.after()) || bump.equals(modules.get(module))) {
                    text.replace(spans.get(at).start(), spans.get(at).end(), target.version(at));
                }
            }
            return text.toString().getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** One character for each byte, so that what is not a version stays as it is, whatever its encoding. */
    private static String latin(GitRepository repository, String commit, String path) throws IOException {
        return new String(repository.file(commit, path).orElseThrow(), StandardCharsets.ISO_8859_1);
    }

    /** Whether a file of this path carries the version. */
    public boolean covers(String path) {
        return configured.containsKey(path)
                || switch (path.substring(path.lastIndexOf('/') + 1)) {
                    case "pom.xml", "package.json", "package-lock.json", "gradle.properties" -> true;
                    default -> false;
                };
    }

    /** A module's parent may be another module, whose version went with it, or somebody else's, whose update is the fix. */
    private static Map<String, Bump> modules(Map<String, String> before, Map<String, String> after) {
        Map<String, Bump> modules = new HashMap<>();
        after.forEach((path, content) -> {
            if (path.endsWith("pom.xml")) {
                Optional<Pom> old = Pom.read(before.getOrDefault(path, ""));
                Optional<Pom> now = Pom.read(content);
                if (old.isPresent()
                        && now.isPresent()
                        && old.get().own() != null
                        && now.get().own() != null) {
                    modules.put(
                            now.get().artifact(),
                            new Bump(
                                    old.get().own().text(before.getOrDefault(path, "")),
                                    now.get().own().text(content)));
                }
            }
        });
        return modules;
    }

    private List<Span> spans(String path, String content) {
        Pattern pattern = configured.get(path);
        if (pattern != null) {
            return matches(pattern, content);
        }
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "pom.xml" -> Pom.read(content).map(Pom::spans).orElse(List.of());
            case "gradle.properties" -> matches(PROPERTY, content);
            default -> json(content);
        };
    }

    private static List<Span> matches(Pattern pattern, String content) {
        List<Span> spans = new ArrayList<>();
        Matcher found = pattern.matcher(content);
        while (found.find()) {
            if (found.groupCount() > 0 && found.start(1) >= 0) {
                spans.add(new Span("", found.start(1), found.end(1), null));
            }
        }
        return spans;
    }

    /** The version of the package itself, and its copy in a lock file at {@code packages[""]}. */
    private static List<Span> json(String content) {
        List<Span> spans = new ArrayList<>();
        Deque<String> path = new ArrayDeque<>();
        try (JsonParser parser = new JsonFactory().createParser(new StringReader(content))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                    String name = parser.getParsingContext().getParent().getCurrentName();
                    path.addLast(name == null ? "[" : name);
                } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                    path.removeLast();
                } else if (token == JsonToken.VALUE_STRING && "version".equals(parser.currentName())) {
                    String where = String.join("/", path);
                    if (where.equals("[") || where.equals("[/packages/")) {
                        int start = (int) parser.currentTokenLocation().getCharOffset() + 1;
                        parser.getText();
                        spans.add(new Span(where, start, start + parser.getTextLength(), null));
                    }
                }
            }
        } catch (IOException broken) {
            return List.of();
        }
        return spans;
    }

    /** Finds a place by line and column; the parser's own count of characters is wrong beyond its first buffer. */
    private static final class Lines {
        private final List<Integer> starts = new ArrayList<>(List.of(0));

        Lines(String content) {
            Matcher end = Pattern.compile("\r\n|\r|\n").matcher(content);
            while (end.find()) {
                starts.add(end.end());
            }
        }

        int offset(Location location) {
            return starts.get(location.getLineNumber() - 1) + location.getColumnNumber() - 1;
        }
    }

    private record Bump(String before, String after) {}

    /**
     * Where a version stands.
     *
     * @param kind which of a file's versions it is
     * @param module the artifact whose version it is, if it is another's
     */
    private record Span(
            String kind, int start, int end, @Nullable String module) {
        String text(String content) {
            return content.substring(start, end);
        }
    }

    /**
     * The versions of a Maven module.
     *
     * @param own null if it has its parent's
     */
    private record Pom(
            String artifact, @Nullable Span own, @Nullable Span parent) {
        List<Span> spans() {
            List<Span> spans = new ArrayList<>();
            if (parent != null) {
                spans.add(parent);
            }
            if (own != null) {
                spans.add(own);
            }
            spans.sort((a, b) -> Integer.compare(a.start(), b.start()));
            return spans;
        }

        static Optional<Pom> read(String content) {
            // The one of the JDK: others say where a tag starts, not where it ends.
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            String artifact = "";
            String parentArtifact = "";
            int[] own = null;
            int[] parent = null;
            Deque<String> path = new ArrayDeque<>();
            Lines lines = new Lines(content);
            try {
                XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(content));
                while (reader.hasNext()) {
                    int event = reader.next();
                    if (event == XMLStreamConstants.START_ELEMENT) {
                        path.addLast(reader.getLocalName());
                        int end = lines.offset(reader.getLocation());
                        switch (String.join("/", path)) {
                            case "project/artifactId" -> artifact = text(content, end);
                            case "project/parent/artifactId" -> parentArtifact = text(content, end);
                            case "project/version" -> own = trimmed(content, end);
                            case "project/parent/version" -> parent = trimmed(content, end);
                            default -> {
                                continue;
                            }
                        }
                    } else if (event == XMLStreamConstants.END_ELEMENT) {
                        path.removeLast();
                    }
                }
            } catch (XMLStreamException broken) {
                return Optional.empty();
            }
            return Optional.of(new Pom(
                    artifact,
                    own == null ? null : new Span("own", own[0], own[1], null),
                    parent == null ? null : new Span("parent", parent[0], parent[1], parentArtifact)));
        }

        private static String text(String content, int start) {
            int[] span = trimmed(content, start);
            return content.substring(span[0], span[1]);
        }

        /** From the end of a start tag to the next tag, without white space. */
        private static int[] trimmed(String content, int start) {
            int first = start;
            int last = Math.max(start, content.indexOf('<', start));
            while (first < last && Character.isWhitespace(content.charAt(first))) {
                first++;
            }
            while (last > first && Character.isWhitespace(content.charAt(last - 1))) {
                last--;
            }
            return new int[] {first, last};
        }
    }
}
