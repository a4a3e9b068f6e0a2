package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.command.ProcessTree;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import java.util.List;

/** What a command left that a run began which was cut off. */
public sealed interface Trace {

    /**
     * It ended, and how.
     *
     * @param exit its exit status
     * @param tail the last lines that it printed
     */
    record Finished(int exit, String tail) implements Trace {}

    /**
     * It still runs.
     *
     * @param processes as "name (pid)"
     */
    record Living(List<String> processes) implements Trace {
        public Living {
            processes = List.copyOf(processes);
        }
    }

    /** Nobody can tell: whether it ended, and how. */
    record Lost(String because) implements Trace {}

    /** What the processes of this machine tell of it. */
    static Trace ofProcesses(CommandStarted command, String machine) {
        if (!command.where().equals(machine)) {
            return new Lost("it ran on " + command.where() + ", and this is " + machine);
        }
        if (!ProcessTree.canBeFound()) {
            return new Lost("this system does not show which processes belong to it");
        }
        List<String> processes = ProcessTree.of(command.id()).names();
        return processes.isEmpty()
                ? new Lost("none of its processes runs any more, and nothing says how it ended")
                : new Living(processes);
    }
}
