package io.jenkins.plugins.hotfix.step.backport;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Types the commands that we hand over in a shell, edits files where they say so, and starts over where they say that git stops again. */
final class Person {
    private Person() {}

    /**
     * @param edited what files with conflict markers become
     */
    static void types(TestRepository clone, List<String> commands, Map<String, String> edited) throws Exception {
        String edits = edited.entrySet().stream()
                .map(file -> "! grep -q '<<<<<<<' " + file.getKey() + " || echo '" + file.getValue() + "' > "
                        + file.getKey() + "\n")
                .collect(Collectors.joining());
        typesAndEdits(clone, commands, edits);
    }

    /**
     * @param edits what is typed where a conflict is to be resolved
     */
    static void typesAndEdits(TestRepository clone, List<String> commands, String edits) throws Exception {
        StringBuilder script = new StringBuilder("set -u\n");
        StringBuilder again = new StringBuilder();
        boolean conflict = false;
        for (String command : commands) {
            if (command.startsWith("# In these files")) {
                conflict = true;
                script.append(edits);
            }
            if (conflict && !command.startsWith("#")) {
                again.append(command).append('\n');
            }
            if (command.startsWith("# Git stops at each")) {
                script.append("while [ -e .git/CHERRY_PICK_HEAD ]; do\n")
                        .append(edits)
                        .append(again)
                        .append("if git diff --quiet HEAD && [ -e .git/CHERRY_PICK_HEAD ]; then\n")
                        .append("git commit --allow-empty --no-edit; git cherry-pick --continue; fi\n")
                        .append("done\n");
                conflict = false;
            }
            script.append(command).append('\n');
        }
        Process shell = new ProcessBuilder("timeout", "60", "sh", "-c", script.toString())
                .directory(clone.directory().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(script + "\n" + said).isZero();
    }
}
