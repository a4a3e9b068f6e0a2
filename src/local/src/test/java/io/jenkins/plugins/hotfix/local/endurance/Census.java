package io.jenkins.plugins.hotfix.local.endurance;

import io.jenkins.plugins.hotfix.local.endurance.Kill.Kind;
import io.jenkins.plugins.hotfix.local.endurance.Kill.Moment;
import io.jenkins.plugins.hotfix.local.endurance.Kill.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an undisturbed run did, each call one line: so nobody has to list the points at which it can be hit.
 *
 * @param git how it called git
 * @param disk what it did to its archive; empty where that cannot be counted
 * @param commands the configured commands that ran
 */
record Census(List<String> git, List<String> disk, List<String> commands) {
    private static final int LONGEST = 60;

    static Census of(Path calls) throws IOException {
        return new Census(lines(calls.resolve("git")), lines(calls.resolve("disk")), lines(calls.resolve("command")));
    }

    private static List<String> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .map(line -> line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...")
                .toList();
    }

    /** Every way to be killed at something of this kind. */
    List<Kill> kills(Kind kind) {
        List<String> calls = calls(kind);
        List<Kill> kills = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            for (Moment moment : Moment.values()) {
                for (Scope scope : Scope.values()) {
                    if (possible(kind, moment, calls.get(i))) {
                        kills.add(new Kill(kind, i + 1, moment, scope, calls.get(i)));
                    }
                }
            }
        }
        return kills;
    }

    /** Whether a run that is resumed after a kill is likely to come to another: it does what the first one left. */
    boolean isReached(Kill kill, Kill after) {
        double left = 1 - (double) after.number() / calls(after.kind()).size();
        return kill.number() <= Math.max(1, Math.round(left * calls(kill.kind()).size()));
    }

    /** The half of a write can be done; a file is cut or renamed, or it is not. */
    private static boolean possible(Kind kind, Moment moment, String call) {
        return kind != Kind.DISK || moment != Moment.DURING || call.startsWith("write ");
    }

    private List<String> calls(Kind kind) {
        return switch (kind) {
            case GIT -> git;
            case DISK -> disk;
            case COMMAND -> commands;
        };
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d calls of git, %d writes, cuts and renames, %d commands",
                git.size(),
                disk.size(),
                commands.size());
    }
}
