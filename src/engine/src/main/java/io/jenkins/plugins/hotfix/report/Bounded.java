package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.MustacheException;
import java.io.StringWriter;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The limits of a template that somebody else wrote: so many sections are entered, and so much text comes out. */
final class Bounded extends DefaultCollector {
    private static final int SECTIONS = 500_000;
    private static final int CHARACTERS = 32 << 20;

    private int sections;

    @Override
    public @Nullable Iterator<?> toIterator(Object value) {
        sections++;
        if (sections > SECTIONS) {
            throw new MustacheException("it enters more than " + SECTIONS + " sections");
        }
        return super.toIterator(value);
    }

    /** Where its text goes. */
    static StringWriter writer() {
        return new StringWriter() {
            @Override
            public void write(String text) {
                check(text.length());
                super.write(text);
            }

            @Override
            public void write(String text, int from, int length) {
                check(length);
                super.write(text, from, length);
            }

            @Override
            public void write(char[] text, int from, int length) {
                check(length);
                super.write(text, from, length);
            }

            private void check(int more) {
                if (getBuffer().length() + more > CHARACTERS) {
                    throw new MustacheException("it makes more than " + CHARACTERS + " characters");
                }
            }
        };
    }
}
