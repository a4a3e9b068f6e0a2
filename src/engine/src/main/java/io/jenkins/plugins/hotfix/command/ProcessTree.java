package io.jenkins.plugins.hotfix.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process and all that came of it, also what went into a session of its own and lost its parent.
 *
 * <p>Members are found in two ways. Where there is {@code /proc} (Linux), by a variable in their environment that they
 * inherit, as Jenkins' own process tree killer does it; it survives {@code setsid} and double forks. And on every
 * system by looking at the descendants from time to time ({@link #look()}), which also knows those that cleared their
 * environment. What does both within one interval of looking, or belongs to another user, gets away.
 */
public final class ProcessTree {
    /** The variable that all members of a tree have in their environment. */
    public static final String ID = "HOTFIX_COMMAND_ID";

    private static final Path PROC = Path.of("/proc");
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration KILLING = Duration.ofSeconds(10);

    private final String mark;
    private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
    private boolean over;

    private ProcessTree(String id) {
        this.mark = ID + "=" + id + "\0";
    }

    /** The tree of a command, which may have grown in an earlier run. */
    public static ProcessTree of(String id) {
        return new ProcessTree(id);
    }

    /** The tree of a command that nobody asks for later. */
    public static ProcessTree unnamed() {
        return new ProcessTree(UUID.randomUUID().toString());
    }

    /** Whether this system shows which processes belong to a command that this program did not start itself. */
    public static boolean canBeFound() {
        return Files.exists(PROC.resolve("self/environ"));
    }

    /** Who is there now, as "name (pid)". */
    public List<String> names() {
        return living().stream().map(ProcessTree::name).sorted().toList();
    }

    /**
     * Starts the process that the tree grows from.
     *
     * @throws IOException if it cannot be started, or the tree was ended already
     */
    public synchronized Process start(ProcessBuilder builder) throws IOException {
        if (over) {
            throw new IOException("the program is ending");
        }
        builder.environment().put(ID, mark.substring(ID.length() + 1, mark.length() - 1));
        Process process = builder.start();
        seen.add(process.toHandle());
        return process;
    }

    /** Whether its end was asked for. */
    public synchronized boolean isOver() {
        return over;
    }

    /** Remembers who is there now. */
    public void look() {
        seen.removeIf(member -> !alive(member));
        List<ProcessHandle> tops = seen.stream()
                .filter(member -> member.parent().filter(seen::contains).isEmpty())
                .toList();
        tops.forEach(top -> top.descendants().forEach(seen::add));
    }

    /**
     * Asks all members to end, and makes them once the grace is over.
     *
     * @return what was there to end, as "name (pid)"
     */
    public List<String> end(Duration grace) {
        synchronized (this) {
            over = true;
        }
        Set<ProcessHandle> living = living();
        List<String> names = living.stream().map(ProcessTree::name).sorted().toList();
        living.forEach(ProcessHandle::destroy);
        boolean interrupted = await(grace, false);
        interrupted |= await(KILLING, true);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return names;
    }

    /** An interruption does not cut this short: who aborts wants the processes gone. Tells whether there was one. */
    private boolean await(Duration longest, boolean killing) {
        boolean interrupted = false;
        long began = System.nanoTime();
        for (Set<ProcessHandle> living = living();
                !living.isEmpty() && System.nanoTime() - began < longest.toNanos();
                living = living()) {
            if (killing) {
                living.forEach(ProcessHandle::destroyForcibly);
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private Set<ProcessHandle> living() {
        look();
        return Stream.concat(seen.stream(), marked()).filter(ProcessTree::alive).collect(Collectors.toSet());
    }

    private Stream<ProcessHandle> marked() {
        return canBeFound() ? ProcessHandle.allProcesses().filter(this::carriesMark) : Stream.empty();
    }

    private boolean carriesMark(ProcessHandle process) {
        try {
            Path environment = PROC.resolve(Long.toString(process.pid())).resolve("environ");
            return ("\0" + Files.readString(environment, StandardCharsets.ISO_8859_1) + "\0").contains("\0" + mark);
        } catch (IOException e) {
            // It has ended meanwhile, or is somebody else's.
            return false;
        }
    }

    /** A zombie has ended, though its parent has not asked for its status yet. */
    private static boolean alive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(
                    PROC.resolve(Long.toString(process.pid())).resolve("stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    private static String name(ProcessHandle process) {
        Optional<String> command = process.info().command();
        return command.map(path -> Path.of(path).getFileName().toString()).orElse("a process") + " (" + process.pid()
                + ")";
    }
}
