package io.jenkins.plugins.hotfix.documents;

import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What documents say of a hotfix.
 *
 * @param title what was broken, in one line of Markdown that shows just that
 * @param date on which it went to production
 * @param tag the release with the fix
 * @param replaced the release before; absent if there was none
 * @param reference what people call the pull request by; absent if there was none
 * @param bandAid what remains to be done for a proper fix; absent if the fix is one
 * @param impact what users could not do; absent if nobody said
 * @param mitigation what helped until the fix was there; absent if nothing did
 * @param rollback the command that takes it back; absent if people do it by hand
 */
public record HotfixDetails(
        String id,
        String title,
        String severity,
        LocalDate date,
        String tag,
        @Nullable String replaced,
        @Nullable String reference,
        @Nullable String bandAid,
        @Nullable String impact,
        @Nullable String mitigation,
        @Nullable String rollback) {
    /** What the follow-up is called that tells of a fix that is none for good. */
    public static final String BAND_AID = "Replace the band-aid by a proper fix";

    /** Whether a text names the incident. */
    boolean isIn(String text) {
        return Pattern.compile("(?<![A-Za-z0-9_-])" + Pattern.quote(id) + "(?![A-Za-z0-9_-])")
                .matcher(text)
                .find();
    }

    /** How a list names it. */
    String named() {
        return title + " (" + id + ")";
    }
}
