package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.object.RefNames;
import io.jenkins.plugins.hotfix.incident.IncidentId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that not every value fits. Each method gives back what it was given, and null for null, or throws an
 * {@link IllegalArgumentException} with the sentence why it does not fit.
 */
public final class Checked {
    /** The names that Jenkins gives to things, and no more. */
    private static final Pattern GATE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}");

    /** The id of a credential, or the name of a variable. */
    private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

    /** How secrets look that somebody took for the name of one. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)(?:lin_|gh[pousr]_|github_pat_|glpat-|xox|eyJ|sk-).*|[0-9a-f]{32}|.{65,}");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Checked() {}

    /** The name of a branch. */
    public static @Nullable String branch(@Nullable String name) {
        return name == null ? null : RefNames.branch(name);
    }

    /** The name of a tag. */
    public static @Nullable String tag(@Nullable String name) {
        return name == null ? null : RefNames.tag(name);
    }

    /** What names a commit: a branch, a tag or an id. */
    public static @Nullable String revision(@Nullable String typed) {
        if (typed != null && !RefNames.isRevision(typed)) {
            throw new IllegalArgumentException(
                    "'" + typed + "' names no commit. Give a branch, a tag or a commit's id.");
        }
        return typed;
    }

    /** An incident's id. */
    public static @Nullable String incident(@Nullable String id) {
        if (id != null && !IncidentId.isValid(id)) {
            throw new IllegalArgumentException("'" + id + "' cannot be an incident's id. " + IncidentId.RULE);
        }
        return id;
    }

    /** The name of a gate. */
    public static @Nullable String gate(@Nullable String name) {
        if (name != null && !GATE.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a gate. Use letters, digits,"
                    + " spaces, dots, underscores and hyphens, at most 100.");
        }
        return name;
    }

    /** What is refused is not repeated: it may be the secret itself. */
    public static @Nullable String variable(String parameter, @Nullable String name) {
        if (name != null && !VARIABLE.matcher(name).matches()) {
            throw new IllegalArgumentException(parameter
                    + " must be the name of an environment variable: letters, digits and underscores. The secret itself"
                    + " does not belong there.");
        }
        return name;
    }

    /** The name of an environment variable, or of a credential in Jenkins. What is refused is not repeated. */
    public static @Nullable String secretName(String parameter, @Nullable String name) {
        if (name != null
                && (!SECRET_NAME.matcher(name).matches() || SECRET.matcher(name).matches())) {
            throw new IllegalArgumentException(
                    parameter + " must be the name of an environment variable or, in Jenkins,"
                            + " of a credential. The secret itself does not belong there.");
        }
        return name;
    }

    /** A number that is more than 0. */
    public static int positive(String parameter, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(parameter + " must be more than 0");
        }
        return value;
    }
}
