package io.jenkins.plugins.hotfix.local.primitive;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code currentBuild}: what a script reads and sets of its own run. */
public final class CurrentBuild implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final List<String> FROM_BEST = List.of("SUCCESS", "UNSTABLE", "FAILURE", "NOT_BUILT", "ABORTED");

    private final String startedBy;
    private final long startTime;
    private @Nullable String result;
    private @Nullable String description;
    private String displayName = "#1";

    /**
     * A run that begins.
     *
     * @param startedBy the name of the person who starts it
     * @param startTime in milliseconds since 1970
     */
    public CurrentBuild(String startedBy, long startTime) {
        this.startedBy = startedBy;
        this.startTime = startTime;
    }

    /** The result so far; null while nothing went wrong. */
    public @Nullable String getResult() {
        return result;
    }

    /** Makes the result worse; it never gets better. */
    public void setResult(String result) {
        if (!FROM_BEST.contains(result)) {
            throw new IllegalArgumentException("The result " + result + " is none of " + FROM_BEST + ".");
        }
        worsen(result);
    }

    void worsen(String other) {
        if (result == null || FROM_BEST.indexOf(other) > FROM_BEST.indexOf(result)) {
            result = other;
        }
    }

    /** The result if the run ended now. */
    public String getCurrentResult() {
        return result == null ? "SUCCESS" : result;
    }

    /** What the script says of the run; null until it does. */
    public @Nullable String getDescription() {
        return description;
    }

    /** Says something of the run. */
    public void setDescription(@Nullable String description) {
        this.description = description;
    }

    /** The run's name. */
    public String getDisplayName() {
        return displayName;
    }

    /** Names the run. */
    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    /** The run's number: there is one run only. */
    public int getNumber() {
        return 1;
    }

    /** The run's number as text. */
    public String getId() {
        return "1";
    }

    /** When the run began, in milliseconds since 1970. */
    public long getStartTimeInMillis() {
        return startTime;
    }

    /** There is no run before this one. */
    public @Nullable Object getPreviousBuild() {
        return null;
    }

    /** Why the run was started, in the shape that Jenkins gives: by a person. */
    public List<Map<String, String>> getBuildCauses() {
        return List.of(Map.of(
                "_class",
                "hudson.model.Cause$UserIdCause",
                "shortDescription",
                "Started by user " + startedBy,
                "userId",
                startedBy,
                "userName",
                startedBy));
    }

    /** The reasons of one kind, such as {@code hudson.model.Cause$UserIdCause}. */
    public List<Map<String, String>> getBuildCauses(String type) {
        return getBuildCauses().stream()
                .filter(cause -> type.equals(cause.get("_class")))
                .toList();
    }
}
