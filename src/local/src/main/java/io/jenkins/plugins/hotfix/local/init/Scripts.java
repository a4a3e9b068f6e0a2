package io.jenkins.plugins.hotfix.local.init;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.testing.change.SourceTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The commands that a repository gives names to: the targets of its Makefile and the scripts of its package.json, both at its
 * root.
 *
 * @param byName each with the command that runs it; of two with one name the Makefile's
 */
public record Scripts(Map<String, Guess> byName) {

    private static final List<String> MAKEFILES = List.of("GNUmakefile", "makefile", "Makefile");

    /** A name that can be typed in a shell as it is. */
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}";

    private static final Pattern SCRIPT = Pattern.compile(NAME);

    private static final Pattern TARGET = Pattern.compile("(?m)^(" + NAME.replace(":", "") + ")[ \\t]*::?(?!=)");

    private static final Map<String, String> RUNNERS = Map.of("pnpm-lock.yaml", "pnpm run ", "yarn.lock", "yarn run ");

    static Scripts of(SourceTree tree) throws IOException {
        Map<String, Guess> scripts = new LinkedHashMap<>();
        Set<String> names = tree.names("");
        for (String makefile : MAKEFILES) {
            if (names.contains(makefile)) {
                TARGET.matcher(tree.text(makefile))
                        .results()
                        .map(target -> target.group(1))
                        .forEach(target -> scripts.putIfAbsent(
                                target, new Guess("make " + target, "the target " + target + " of the " + makefile)));
                break;
            }
        }
        String runner = RUNNERS.entrySet().stream()
                .filter(lock -> names.contains(lock.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("npm run ");
        for (String script : npm(tree.text("package.json"))) {
            scripts.putIfAbsent(script, new Guess(runner + script, "the script " + script + " of package.json"));
        }
        return new Scripts(scripts);
    }

    private static List<String> npm(String json) {
        List<String> scripts = new ArrayList<>();
        try {
            JsonNode root = json.isBlank() ? Json.tree(Map.of()) : Json.read(json);
            root.path("scripts").fieldNames().forEachRemaining(scripts::add);
        } catch (JsonProcessingException broken) {
            return List.of();
        }
        scripts.removeIf(script -> !SCRIPT.matcher(script).matches());
        return scripts;
    }

    /** The first of these names that there is; {@code deploy-prod} is {@code deploy:prod} and {@code deploy_prod}, too. */
    Optional<Guess> first(String... names) {
        for (String name : names) {
            for (Map.Entry<String, Guess> script : byName.entrySet()) {
                if (script.getKey().replaceAll("[:_.]", "-").equals(name)) {
                    return Optional.of(script.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** Those whose names begin like this. */
    List<String> like(String beginning) {
        return byName.keySet().stream()
                .filter(name -> name.startsWith(beginning))
                .sorted()
                .toList();
    }
}
