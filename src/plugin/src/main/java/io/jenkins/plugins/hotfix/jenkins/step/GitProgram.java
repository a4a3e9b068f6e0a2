package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.plugins.git.GitTool;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/** The git that an agent runs: a tool of the controller's configuration, installed there now if it has an installer. */
final class GitProgram {
    /** These do git's work inside Jenkins; there is no program of the name. */
    private static final Set<String> INSIDE_JENKINS = Set.of("jgit", "jgitapache");

    private GitProgram() {}

    /**
     * Finds it.
     *
     * @param named the tool that the pipeline names; null if it names none
     * @param usual the tool that the job uses; null for the default one
     * @throws AbortException if there is no such tool, or the agent has it not
     */
    static String on(
            Node agent, @Nullable String named, @Nullable String usual, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        GitTool tool = tool(named, usual);
        String program;
        try {
            program = tool.forNode(agent, listener).forEnvironment(variables).getGitExe();
        } catch (IOException e) {
            throw unusable(tool, agent, e.getMessage());
        }
        if (program == null || program.isBlank()) {
            throw unusable(tool, agent, "no place is configured for it there, and no installer");
        }
        if (INSIDE_JENKINS.contains(program)) {
            listener.getLogger()
                    .println("Instead of " + program + ", which is part of Jenkins, the agent's own git is used.");
            return "git";
        }
        return program;
    }

    private static GitTool tool(@Nullable String named, @Nullable String usual) throws AbortException {
        GitTool.DescriptorImpl tools = Jenkins.get().getDescriptorByType(GitTool.DescriptorImpl.class);
        if (named != null) {
            GitTool tool = tools.getInstallation(named);
            if (tool == null) {
                throw new AbortException(
                        "There is no git tool '" + named + "'. Nothing was done; correct gitTool. Under"
                                + " Manage Jenkins » Tools there are: "
                                + Stream.of(tools.getInstallations())
                                        .map(GitTool::getName)
                                        .collect(Collectors.joining(", "))
                                + ".");
            }
            return tool;
        }
        GitTool tool = usual == null ? null : tools.getInstallation(usual);
        return tool == null ? GitTool.getDefaultInstallation() : tool;
    }

    private static AbortException unusable(GitTool tool, Node agent, String why) {
        return new AbortException("The git tool '" + tool.getName() + "' cannot be used on " + agent.getDisplayName()
                + ": " + why
                + ". Nothing was done; see the tool under Manage Jenkins » Tools, or give hotfixTriage another"
                + " one (gitTool).");
    }
}
