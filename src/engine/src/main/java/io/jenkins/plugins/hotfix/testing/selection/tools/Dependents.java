package io.jenkins.plugins.hotfix.testing.selection.tools;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Modules that need other modules. */
final class Dependents {
    private Dependents() {}

    /**
     * The modules and all that need them, over any number of steps.
     *
     * @param references what each module needs
     */
    static Set<String> of(Collection<String> modules, Map<String, Set<String>> references) {
        Set<String> all = new TreeSet<>(modules);
        Deque<String> next = new ArrayDeque<>(modules);
        while (!next.isEmpty()) {
            String needed = next.pop();
            references.forEach((module, needs) -> {
                if (needs.contains(needed) && all.add(module)) {
                    next.push(module);
                }
            });
        }
        return all;
    }

    /** Where a relative path leads that is written in a file of a directory. */
    static String resolve(String directory, String relative) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (directory + "/" + relative.replace('\\', '/')).split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}
