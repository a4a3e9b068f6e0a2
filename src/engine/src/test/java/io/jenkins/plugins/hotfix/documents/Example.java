package io.jenkins.plugins.hotfix.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A hotfix that documents tell of, and files before and after they do. */
final class Example {
    static final String ID = "HOTFIX-20260117-checkout-is-down";
    static final String ITEM = "Checkout is down (" + ID + ")";

    private Example() {}

    static HotfixDetails hotfix(String tag) {
        return hotfix(tag, null);
    }

    static HotfixDetails hotfix(String tag, @Nullable String bandAid) {
        return new HotfixDetails(
                ID,
                "Checkout is down",
                "P0",
                LocalDate.of(2026, 1, 17),
                tag,
                "v1.4.2",
                "#42",
                bandAid,
                "Nobody can pay",
                "Payments by invoice only",
                "make rollback");
    }

    /** The text that a document becomes. */
    static String after(Document document, String before, HotfixDetails told) {
        return text(after(document, before.getBytes(StandardCharsets.UTF_8), told), StandardCharsets.UTF_8);
    }

    static byte[] after(Document document, byte[] before, HotfixDetails told) {
        Addition addition = document.added(before, told);
        assertThat(addition).isInstanceOf(Addition.Made.class);
        byte[] after = ((Addition.Made) addition).content();
        assertThat(document.added(after, told)).as("again").isEqualTo(new Addition.Present());
        return after;
    }

    static String unfit(Document document, String before, HotfixDetails told) {
        Addition addition = document.added(before.getBytes(StandardCharsets.UTF_8), told);
        assertThat(addition).isInstanceOf(Addition.Unfit.class);
        return ((Addition.Unfit) addition).why();
    }

    static String text(byte[] content, Charset charset) {
        return new String(content, charset);
    }
}
