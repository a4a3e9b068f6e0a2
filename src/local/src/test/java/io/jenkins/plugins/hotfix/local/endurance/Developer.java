package io.jenkins.plugins.hotfix.local.endurance;

import io.jenkins.plugins.hotfix.git.TestRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody who knows of no hotfix, and pushes to the branches of the repository as people do: again, if somebody was faster. */
final class Developer {
    private static final int TRIES = 50;

    private final String name;
    private final List<String> branches;
    private final TestRepository clone;
    private final List<Pushed> pushed = new ArrayList<>();

    /**
     * What was pushed.
     *
     * @param path a file that only this push has added
     */
    record Pushed(String branch, String path) {}

    /** When the next push is made. */
    interface Pace {
        void await(int done) throws Exception;
    }

    Developer(String name, TestRepository origin, Path directory, List<String> branches) {
        this.name = name;
        this.branches = branches;
        this.clone = origin.cloneTo(directory);
    }

    /** Pushes so often, to one branch after the other. */
    List<Pushed> push(int times, Pace pace) throws Exception {
        for (int i = 0; i < times; i++) {
            pace.await(i);
            push(branches.get(i % branches.size()), "ordinary/" + name + "-" + i);
        }
        return pushed;
    }

    private void push(String branch, String path) {
        clone.git("fetch", "--quiet", "origin");
        clone.git("checkout", "--quiet", "-B", branch, "origin/" + branch);
        clone.write(path, "Ordinary work\n").commitAll("Add " + path);
        for (int attempt = 0; clone.status("push", "--quiet", "origin", branch) != 0; attempt++) {
            if (attempt == TRIES) {
                throw new AssertionError(path + " could not be pushed to " + branch);
            }
            clone.git("pull", "--quiet", "--rebase", "origin", branch);
        }
        pushed.add(new Pushed(branch, path));
    }
}
