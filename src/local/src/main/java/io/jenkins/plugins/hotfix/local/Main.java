package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.config.Nearest;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the command begins. */
public final class Main {

    private Main() {}

    /** Runs the command and ends the process with its status. */
    public static void main(String[] arguments) {
        int status = commandLine().execute(arguments);
        System.exit(status);
    }

    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new HotfixCommand());
        command.setExpandAtFiles(false);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        command.setParameterExceptionHandler(Main::usage);
        command.setExecutionExceptionHandler(Main::failed);
        command.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        command.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        return command;
    }

    private static int usage(ParameterException problem, String... arguments) {
        CommandLine command = problem.getCommandLine();
        command.getErr().println(unknown(problem, command, arguments).orElseGet(problem::getMessage));
        UnmatchedArgumentException.printSuggestions(problem, command.getErr());
        command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        return ExitStatus.USAGE.code();
    }

    /** That an option is missing says little to whoever mistyped it: which one there is not, and which one is near. */
    private static Optional<String> unknown(ParameterException problem, CommandLine command, String... arguments) {
        Set<String> options = command.getCommandSpec().optionsMap().keySet();
        return problem instanceof MissingParameterException
                ? Arrays.stream(arguments)
                        .filter(argument -> argument.startsWith("--"))
                        .map(argument -> argument.split("=", 2)[0])
                        .filter(option -> !options.contains(option))
                        .findFirst()
                        .map(option -> "There is no option " + option + "." + Nearest.sentence(option, options)
                                + " Nothing was done.")
                : Optional.empty();
    }

    private static int failed(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        String message = problem.getMessage();
        command.getErr().println(message == null ? problem.toString() : message);
        return ExitStatus.FAILED.code();
    }
}
