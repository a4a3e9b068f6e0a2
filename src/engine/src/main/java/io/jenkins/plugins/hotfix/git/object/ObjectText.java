package io.jenkins.plugins.hotfix.git.object;

import io.jenkins.plugins.hotfix.git.command.Person;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes the text of commit and tag objects: header lines, an empty line, the message. */
public final class ObjectText {
    private static final Pattern SIGNATURE = Pattern.compile(
            "^-----BEGIN (PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$.*\\z",
            Pattern.MULTILINE | Pattern.DOTALL);

    private final List<String> headers = new ArrayList<>();
    private final String message;

    /** @param content as git has it, without the header of the object */
    public ObjectText(byte[] content) {
        String latin = new String(content, StandardCharsets.ISO_8859_1);
        int end = latin.indexOf("\n\n");
        String text = new String(content, encoding(end < 0 ? latin : latin.substring(0, end)));
        int split = text.indexOf("\n\n");
        message = split < 0 ? "" : text.substring(split + 2);
        (split < 0 ? text : text.substring(0, split)).lines().forEach(headers::add);
    }

    private static Charset encoding(String headers) {
        Optional<String> name = headers.lines()
                .filter(line -> line.startsWith("encoding "))
                .map(line -> line.substring("encoding ".length()))
                .findFirst();
        try {
            return name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name.get());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    /** @param id its own */
    public Commit commit(String id) {
        String author = header("author");
        String committer = header("committer");
        return commit(
                id,
                header("tree"),
                all("parent"),
                person(author),
                time(author),
                person(committer),
                time(committer),
                message);
    }

    /** A commit of which everything is known but what its message is made of. */
    public static Commit commit(
            String id,
            String tree,
            List<String> parents,
            Person author,
            Instant authoredAt,
            Person committer,
            Instant committedAt,
            String message) {
        String stripped = message.strip();
        int paragraph = stripped.indexOf("\n\n");
        String subject = (paragraph < 0 ? stripped : stripped.substring(0, paragraph)).replace('\n', ' ');
        String body = paragraph < 0 ? "" : stripped.substring(paragraph + 2).strip();
        return new Commit(
                id,
                tree,
                parents,
                subject,
                body,
                author,
                committer,
                authoredAt,
                committedAt,
                Messages.trailers(message));
    }

    /** The message without the signature that a tag has at its end. */
    public String message() {
        return message.substring(0, message.length() - signature().length());
    }

    /** The signature at the end of a tag's message; empty if there is none. */
    public String signature() {
        Matcher found = SIGNATURE.matcher(message);
        return found.find() ? found.group() : "";
    }

    /** The first header of a name; empty if there is none. */
    public String header(String name) {
        return all(name).stream().findFirst().orElse("");
    }

    private List<String> all(String name) {
        return headers.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    private static Person person(String line) {
        int open = line.indexOf('<');
        int close = line.lastIndexOf('>');
        return open < 0 || close < open
                ? new Person(line.strip(), "")
                : new Person(line.substring(0, open).strip(), line.substring(open + 1, close));
    }

    private static Instant time(String line) {
        String[] words = line.substring(line.lastIndexOf('>') + 1).strip().split(" ");
        try {
            return Instant.ofEpochSecond(Long.parseLong(words[0]));
        } catch (NumberFormatException broken) {
            return Instant.EPOCH;
        }
    }

    /** The content of a commit object. */
    public static byte[] commit(
            String tree,
            List<String> parents,
            Person author,
            Instant authoredAt,
            Person committer,
            Instant committedAt,
            String message) {
        StringBuilder text = new StringBuilder("tree ").append(tree).append('\n');
        parents.forEach(parent -> text.append("parent ").append(parent).append('\n'));
        text.append("author ").append(signature(author, authoredAt)).append('\n');
        text.append("committer ").append(signature(committer, committedAt)).append("\n\n");
        return text.append(message).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A person and a time as a header has them; what would break the line is dropped, as git does. */
    public static String signature(Person person, Instant at) {
        return clean(person.name()) + " <" + clean(person.email()) + "> " + at.getEpochSecond() + " +0000";
    }

    private static String clean(String text) {
        return text.replaceAll("[<>\\p{Cntrl}]", "").strip();
    }
}
