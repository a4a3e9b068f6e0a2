package io.jenkins.plugins.hotfix.git.object;

import io.jenkins.plugins.hotfix.git.command.Printable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks names of branches and tags that somebody typed, before git sees them. The rules are those of
 * {@code git-check-ref-format(1)}, and stricter where a name could deceive its reader.
 */
public final class RefNames {
    private static final int LONGEST = 200;
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Zs} ~^:?*\\[\\\\]|\\.\\.|@\\{|//");

    private static final Pattern REVISION = Pattern.compile("[^\\p{Cntrl}\\p{Cf}\\p{Z}:-][^\\p{Cntrl}\\p{Cf}\\p{Z}:]*");

    private RefNames() {}

    /**
     * @return the name as it was given, without {@code refs/heads/}
     * @throws IllegalArgumentException with a sentence, if no branch can be named so
     */
    public static String branch(String name) {
        return check("branch", name.startsWith("refs/heads/") ? name.substring("refs/heads/".length()) : name);
    }

    /**
     * @return the name as it was given, without {@code refs/tags/}
     * @throws IllegalArgumentException with a sentence, if no tag can be named so
     */
    public static String tag(String name) {
        return check("tag", name.startsWith("refs/tags/") ? name.substring("refs/tags/".length()) : name);
    }

    /** Whether a branch or a tag can be named so. */
    public static boolean isValid(String name) {
        return problem(name) == null;
    }

    /** Whether a commit can be meant by it: a branch, a tag, an id or its beginning, perhaps with {@code ~} or {@code ^}. */
    public static boolean isRevision(String typed) {
        return REVISION.matcher(typed).matches() && !typed.contains("@{") && !typed.contains("^{");
    }

    private static String check(String what, String name) {
        String problem = problem(name);
        if (problem != null) {
            throw new IllegalArgumentException("\"" + Printable.of(name) + "\" cannot be the name of a " + what + ": "
                    + problem + ". Choose another name.");
        }
        return name;
    }

    private static @Nullable String problem(String name) {
        if (name.isEmpty()) {
            return "it is empty";
        }
        if (name.length() > LONGEST) {
            return "it is longer than " + LONGEST + " characters";
        }
        if (name.startsWith("-")) {
            return "it starts with a hyphen";
        }
        if (FORBIDDEN.matcher(name).find()) {
            return "it holds a space, an invisible character or one of .. // @{ ~ ^ : ? * [ \\";
        }
        if (name.startsWith("/")
                || name.endsWith("/")
                || name.endsWith(".")
                || name.equals("@")
                || name.equals("HEAD")) {
            return "git reserves it, or it starts or ends with / or ends with a dot";
        }
        for (String part : name.split("/")) {
            if (part.startsWith(".") || part.endsWith(".lock")) {
                return "a part of it starts with a dot or ends with .lock";
            }
        }
        return null;
    }
}
