package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The templates of {@code resources/hotfix}. What they are given is escaped for the format that they make. */
final class Templates {
    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .emptyStringIsFalse(true)
            .zeroIsFalse(true)
            .nullValue("")
            .withLoader(name -> new StringReader(text(name)));

    private static final Mustache.Escaper HTML = raw -> Escapers.HTML.escape(Visible.of(raw));

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

    /**
     * What a template that somebody else wrote makes of a page, within {@link Bounded limits}.
     *
     * @param name tells by its end what it makes
     * @throws IllegalArgumentException with the end of a sentence, if it is no template, names what a page does not have, or never comes to
     *     an end
     */
    static String bounded(String name, String text, Object page) {
        try {
            StringWriter out = Bounded.writer();
            COMPILER.withCollector(new Bounded())
                    .strictSections(true)
                    .withEscaper(name.endsWith(".html") ? HTML : new Markdown())
                    .compile(text)
                    .execute(page, out);
            return out.toString();
        } catch (MustacheException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
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
        return COMPILER.withEscaper(HTML).compile(text(name));
    }

    /** A template's or a style sheet's text. */
    static String text(String name) {
        try (InputStream in = Templates.class.getResourceAsStream("/hotfix/" + name)) {
            if (in == null) {
                throw new MustacheException("there is no part '" + name + "'");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
