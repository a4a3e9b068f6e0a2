package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The templates of {@code resources/hotfix}. What they are given is escaped for the format that they make. */
final class Templates {
    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .emptyStringIsFalse(true)
            .zeroIsFalse(true)
            .nullValue("")
            .withLoader(name -> new StringReader(text(name)));

    private Templates() {}

    /** A template that makes Markdown. */
    static Template markdown(String name) {
        return COMPILER.withEscaper(new Markdown()).compile(text(name));
    }

    /**
     * A template that somebody else wrote, and that makes Markdown.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Template markdownOf(String text) {
        try {
            return COMPILER.withEscaper(new Markdown()).compile(text);
        } catch (MustacheException e) {
            throw new IllegalArgumentException("The template is not valid Mustache: " + e.getMessage(), e);
        }
    }

    /** A template that makes plain text, in which nothing is escaped. */
    static Template plain(String name) {
        return COMPILER.withEscaper(Escapers.NONE).compile(text(name));
    }

    /**
     * A template that somebody else wrote, and that makes plain text.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Template plainOf(String text) {
        try {
            return COMPILER.withEscaper(Escapers.NONE).compile(text);
        } catch (MustacheException e) {
            throw new IllegalArgumentException("The template is not valid Mustache: " + e.getMessage(), e);
        }
    }

    /** A template that makes HTML. */
    static Template html(String name) {
        return COMPILER.withEscaper(raw -> Escapers.HTML.escape(Visible.of(raw)))
                .compile(text(name));
    }

    /** A template's or a style sheet's text. */
    static String text(String name) {
        try (InputStream in = Templates.class.getResourceAsStream("/hotfix/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
