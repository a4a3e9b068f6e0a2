package io.jenkins.plugins.hotfix.step;

import java.util.Collection;
import java.util.List;

/** Paths in a sentence: the first few, and how many more there are. */
public final class Paths {
    private static final int MOST = 3;

    private Paths() {}

    /** At most a few of them by name. */
    public static String in(Collection<String> paths) {
        List<String> distinct = paths.stream().distinct().toList();
        int rest = distinct.size() - MOST;
        return rest <= 1
                ? String.join(", ", distinct)
                : String.join(", ", distinct.subList(0, MOST)) + " and " + rest + " more";
    }
}
