package io.jenkins.plugins.hotfix.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * What each step and each of its parameters is for, in a sentence or two: the one source of the texts in forms, help, docs
 * and the schema of {@code .hotfix.yml}. They are Markdown, of which only {@code `code`} is used.
 */
public final class Descriptions {
    private static final Properties TEXTS = read();

    private Descriptions() {}

    /**
     * The text of a section ({@code deployProd}), a key ({@code deployProd.command}) or a part of what it holds ({@code
     * verifyProd.health.url}).
     *
     * @throws IllegalArgumentException if there is none
     */
    public static String of(String name) {
        String text = TEXTS.getProperty(name);
        if (text == null) {
            throw new IllegalArgumentException("There is no description of " + name + ".");
        }
        return text;
    }

    /** Everything that is described. */
    static Set<String> names() {
        return TEXTS.stringPropertyNames();
    }

    private static Properties read() {
        Properties texts = new Properties();
        try (InputStream content =
                Objects.requireNonNull(Descriptions.class.getResourceAsStream("settings.properties"))) {
            texts.load(new InputStreamReader(content, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
