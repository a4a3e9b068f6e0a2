package io.jenkins.plugins.hotfix.step.triage;

import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Component;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Who answers for a path: a CODEOWNERS file's patterns, of which the last that matches counts, as GitHub documents it
 * ("About code owners").
 */
public final class CodeOwners {
    private static final List<String> FILES = List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");

    private record Rule(Pattern pattern, List<String> owners) {}

    private final List<Rule> rules = new ArrayList<>();

    /** The owners that the repository's CODEOWNERS and the configuration name. */
    public static CodeOwners in(GitRepository git, String commit, Map<String, List<String>> configured)
            throws IOException {
        CodeOwners owners = new CodeOwners();
        for (String path : FILES) {
            Optional<byte[]> file = git.file(commit, path);
            if (file.isPresent()) {
                owners = CodeOwners.parse(new String(file.get(), StandardCharsets.UTF_8));
                break;
            }
        }
        configured.forEach(owners::add);
        return owners;
    }

    /** Reads a CODEOWNERS file; lines that are no rule are passed over, as GitHub does. */
    static CodeOwners parse(String text) {
        CodeOwners owners = new CodeOwners();
        text.lines()
                .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("!") && !line.contains("["))
                .map(line -> line.split("\\s+"))
                .forEach(words -> owners.add(words[0], List.of(words).subList(1, words.length)));
        return owners;
    }

    CodeOwners add(String pattern, List<String> owners) {
        rules.add(new Rule(regex(pattern), owners));
        return this;
    }

    /** The paths by the directory at the top, each with its owners. */
    public List<Component> components(Collection<String> paths) {
        Map<String, List<String>> byComponent = new TreeMap<>();
        for (String path : paths) {
            List<String> owners = byComponent.computeIfAbsent(component(path), any -> new ArrayList<>());
            of(path).stream().filter(owner -> !owners.contains(owner)).forEach(owners::add);
        }
        return byComponent.entrySet().stream()
                .map(entry -> new Component(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    private List<String> of(String path) {
        List<String> owners = List.of();
        for (Rule rule : rules) {
            if (rule.pattern().matcher(path).matches()) {
                owners = rule.owners();
            }
        }
        return owners;
    }

    private static String component(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash + 1);
    }

    /** A gitignore-like pattern: anchored if it has a slash before its end; a directory stands for all in it. */
    private static Pattern regex(String pattern) {
        boolean anchored = pattern.indexOf('/') >= 0 && pattern.indexOf('/') < pattern.length() - 1;
        String body = pattern.replaceFirst("^/", "").replaceFirst("/$", "/**");
        StringBuilder regex = new StringBuilder(anchored ? "" : "(?:.*/)?");
        Arrays.stream(body.split("(?<=\\*\\*/)|(?=/\\*\\*)|(?<=[*?])|(?=[*?])"))
                .forEach(part -> regex.append(part(part)));
        return Pattern.compile(
                regex.append(body.endsWith("*") ? "" : "(?:/.*)?").toString());
    }

    private static String part(String part) {
        return switch (part) {
            case "**/" -> "(?:.*/)?";
            case "/**" -> "/.*";
            case "*" -> "[^/]*";
            case "?" -> "[^/]";
            default -> Pattern.quote(part);
        };
    }
}
