package io.jenkins.plugins.hotfix.local.init;

import io.jenkins.plugins.hotfix.report.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text of a first {@code .hotfix.yml}, and what a person has to know of it. */
public final class FirstSettings {

    /** What YAML takes for a text without quotes. */
    private static final Pattern PLAIN =
            Pattern.compile("(?!(?i:true|false|yes|no|on|off|null|y|n)$)[A-Za-z][A-Za-z0-9 _./:-]*[A-Za-z0-9/.-]");

    /** With more release branches than this only the newest get the fix. */
    private static final int MOST_RELEASES = 2;

    private final Survey survey;
    private final List<String> lines = new ArrayList<>();
    private final List<String> guessed = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /** The file for what was found. */
    public FirstSettings(Survey survey) {
        this.survey = survey;
        comment(
                "How hotfixes of this service are made, as \"hotfix init\" guessed it. Check every line before you commit it.");
        comment("Every setting with its default: hotfix config --explain");
        production();
        tests();
        tag();
        deployment();
        verification();
        rollback();
        backports();
    }

    /** The file. */
    public String text() {
        return String.join("\n", lines) + "\n";
    }

    /** What was guessed, and from what. */
    public List<String> guessed() {
        return List.copyOf(guessed);
    }

    /** What only a person can add. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    private void production() {
        Guess production = survey.production();
        guessed.add("production runs from " + shown(production.value()) + ": " + production.from());
        if (!production.value().equals("main")) {
            lines.add("");
            comment("Guessed from " + production.from() + ". Every run needs it, too:");
            comment("--set hotfixTriage.production=" + shown(production.value()));
            lines.add("hotfixTriage:");
            lines.add("  production: " + quoted(production.value()));
        }
    }

    private void tests() {
        Optional<Guess> critical = survey.scripts().first("test-critical", "critical-tests");
        lines.add("");
        if (critical.isEmpty() && survey.tools().isEmpty() && survey.allTests().isEmpty()) {
            missing.add("criticalTests.command: no test tool that we know was found");
            comment("Missing: the command that tests a fix. No test tool that we know was found.");
            comment("criticalTests:");
            comment("  command: make test");
            return;
        }
        if (critical.isEmpty() && !survey.tools().isEmpty()) {
            String tools = String.join(", ", survey.tools());
            guessed.add("critical tests are chosen by what a fix changes: " + tools);
            comment("Which tests run is chosen by what the fix changes. Found for that: " + tools + ".");
        }
        lines.add("criticalTests:");
        critical.ifPresent(command -> setting("criticalTests", "command", command));
        survey.allTests().ifPresent(command -> {
            indented("Used where no test matches what the fix changes.");
            setting("criticalTests", "fullCommand", command);
        });
        indented("The default. After it the tests are stopped and have failed.");
        lines.add("  timeoutMinutes: 30");
    }

    private void tag() {
        survey.version().ifPresent(version -> {
            lines.add("");
            guessed.add("hotfixes are tagged with the next version: " + shown(version) + " is the newest");
            comment("Guessed from the tag " + shown(version) + ": a hotfix counts its last number up.");
            lines.add("hotfixTag:");
            lines.add("  tagFormat: '{next}'");
        });
    }

    private void deployment() {
        Optional<Guess> deploy =
                survey.scripts().first("deploy-prod", "deploy-production", "prod-deploy", "deploy-live", "deploy");
        Optional<Guess> staging = survey.scripts().first("deploy-staging", "deploy-stage", "staging-deploy");
        lines.add("");
        if (deploy.isEmpty() && staging.isEmpty()) {
            missingDeployment();
            comment("deployProd:");
            comment("  command: make deploy-prod");
            return;
        }
        if (deploy.isEmpty()) {
            missingDeployment();
        }
        lines.add("deployProd:");
        staging.ifPresent(command -> setting("deployProd", "staging", command));
        deploy.ifPresentOrElse(
                command -> setting("deployProd", "command", command), () -> indented("command: make deploy-prod"));
    }

    private void missingDeployment() {
        List<String> others = survey.scripts().like("deploy");
        String seen = others.isEmpty()
                ? "No deploy target was found in a Makefile or package.json."
                : "There are " + String.join(", ", others) + ", none of which is production's by its name.";
        missing.add("deployProd.command: " + seen);
        comment("Missing: the command that deploys to production. " + seen);
        comment("It runs in a checkout of the release. Where people deploy by hand, set procedure to their document.");
    }

    private void verification() {
        missing.add("verifyProd.health: nothing shows whether production is healthy after a deployment");
        lines.add("");
        comment("Missing: nothing shows whether production is healthy after a deployment.");
        comment("verifyProd:");
        comment("  health: [https://shop.example.org/health]");
        comment("  windowMinutes: 30");
    }

    private void rollback() {
        Optional<Guess> rollback =
                survey.scripts().first("rollback-prod", "rollback-production", "prod-rollback", "rollback");
        lines.add("");
        if (rollback.isPresent()) {
            lines.add("rollbackProd:");
            indented("The version to go back to is in HOTFIX_ROLLBACK_TO, its commit in HOTFIX_ROLLBACK_COMMIT.");
            setting("rollbackProd", "command", rollback.get());
            return;
        }
        missing.add("rollbackProd.command: no rollback target was found in a Makefile or package.json");
        comment("Missing: the command that deploys what ran before. Without it people roll back by hand.");
        comment("rollbackProd:");
        comment("  command: make deploy-prod VERSION=$HOTFIX_ROLLBACK_TO");
    }

    private void backports() {
        List<String> releases = survey.releases().toList();
        List<String> targets = new ArrayList<>();
        List<String> from = new ArrayList<>();
        boolean develop = survey.branches().contains("develop")
                && !survey.production().value().equals("develop");
        if (develop) {
            targets.add("develop");
            from.add("develop");
        }
        if (!releases.isEmpty()) {
            boolean many = releases.size() > MOST_RELEASES;
            targets.add(many ? "'release/*~" + MOST_RELEASES + "'" : "'release/*'");
            from.add(
                    many
                            ? "the newest " + MOST_RELEASES + " of " + releases.size() + " release branches"
                            : String.join(", ", releases));
        }
        lines.add("");
        if (targets.isEmpty()) {
            missing.add("backportDevelop.to: there is neither a branch develop nor a release/*");
            comment("Missing: the branches that the next releases come from. There is neither develop nor release/*.");
            comment("backportDevelop:");
            comment("  to: [develop, 'release/*']");
            return;
        }
        String seen = shown(String.join(", ", from));
        guessed.add("the fix is backported to " + seen);
        comment("Guessed from the branches: " + seen + ".");
        lines.add("backportDevelop:");
        lines.add("  to: [" + String.join(", ", targets) + "]");
    }

    private void setting(String section, String name, Guess guess) {
        guessed.add(section + "." + name + " is \"" + guess.value() + "\": " + guess.from());
        indented("Guessed from " + guess.from() + ".");
        lines.add("  " + name + ": " + quoted(guess.value()));
    }

    private void comment(String text) {
        lines.add("# " + text);
    }

    private void indented(String text) {
        lines.add("  # " + text);
    }

    private static String shown(String text) {
        return Visible.line(text, 200);
    }

    /** As YAML has a text. */
    private static String quoted(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !text.contains(": ") && !text.contains(" #");
        return plain ? text : "'" + text.replace("'", "''") + "'";
    }
}
