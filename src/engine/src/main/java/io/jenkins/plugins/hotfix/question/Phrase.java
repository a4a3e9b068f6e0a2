package io.jenkins.plugins.hotfix.question;

import io.jenkins.plugins.hotfix.report.Visible;
import java.io.Serializable;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text for people, in whichever language they read. What it quotes comes from repositories and people, so it is kept on
 * one line, and characters without a picture are spelled out.
 *
 * @param key in {@code Messages.properties}; empty for a text that is the same in each language
 * @param arguments texts, numbers, phrases, and lists of these
 */
public record Phrase(String key, List<Object> arguments) implements Serializable {
    /** The languages that there are; the first is for everybody else. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.KOREAN);

    /** An empty line. */
    public static final Phrase EMPTY = verbatim("");

    private static final int LONGEST = 500;
    private static final int MOST_LINES = 60;

    public Phrase {
        arguments = List.copyOf(arguments);
    }

    /** A text in {@code Messages.properties}, with what is put in its places. */
    public static Phrase of(String key, Object... arguments) {
        return new Phrase(key, List.of(arguments));
    }

    /** A line that is not translated: a command, a commit, what somebody typed. */
    public static Phrase verbatim(String line) {
        return new Phrase("", List.of(line));
    }

    /** The lines of a text that is not translated; of very many the first. */
    public static Stream<Phrase> lines(String text) {
        List<Phrase> all = text.strip().lines().map(Phrase::verbatim).toList();
        return all.size() <= MOST_LINES
                ? all.stream()
                : Stream.concat(all.stream().limit(MOST_LINES), Stream.of(of("more", all.size() - MOST_LINES)));
    }

    /** This line below another, a step to the right. */
    public Phrase indented() {
        return of("indented", this);
    }

    /** The text in a language, or in English where there is none in that. */
    public String in(Locale locale) {
        if (key.isEmpty()) {
            return shown(arguments.get(0).toString());
        }
        ResourceBundle texts = ResourceBundle.getBundle(
                Phrase.class.getPackageName() + ".Messages",
                locale,
                Phrase.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Object[] values =
                arguments.stream().map(argument -> value(argument, locale)).toArray();
        return new MessageFormat(texts.getString(key), locale).format(values);
    }

    private static Object value(Object argument, Locale locale) {
        if (argument instanceof Phrase phrase) {
            return phrase.in(locale);
        }
        if (argument instanceof List<?> list) {
            return list.stream().map(each -> value(each, locale).toString()).collect(Collectors.joining(", "));
        }
        return argument instanceof Number ? argument : shown(argument.toString());
    }

    /** Indentation stays: commands and lists are written with it. */
    private static String shown(String line) {
        int start = line.length() - line.stripLeading().length();
        return " ".repeat(start) + Visible.line(line, LONGEST);
    }
}
