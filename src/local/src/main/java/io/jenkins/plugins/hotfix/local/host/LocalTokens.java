package io.jenkins.plugins.hotfix.local.host;

import io.jenkins.plugins.hotfix.forge.hosting.ForgeSettings.Kind;
import io.jenkins.plugins.hotfix.forge.hosting.Forges;
import io.jenkins.plugins.hotfix.forge.wire.Authorization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of this machine: a file that was named, else the variables that GitHub's and GitLab's own commands read. One
 * that is meant for github.com goes to no other host.
 *
 * @param environment the variables of the process
 * @param file holds nothing but the token; null if none was named
 */
public record LocalTokens(
        Map<String, String> environment, @Nullable Path file) implements Forges.Tokens {
    private static final List<String> GITHUB = List.of("GITHUB_TOKEN", "GH_TOKEN");
    private static final List<String> ENTERPRISE = List.of("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN");
    private static final List<String> GITLAB = List.of("GITLAB_TOKEN");

    @Override
    public Optional<Authorization> of(Kind kind, String host) {
        boolean own = host.isEmpty() || host.equals("github.com") || host.endsWith(".github.com");
        Optional<String> token =
                file != null ? read(file) : variable(kind == Kind.GITLAB ? GITLAB : own ? GITHUB : ENTERPRISE);
        return token.map(
                value -> kind == Kind.GITLAB ? Authorization.gitLab(() -> value) : Authorization.gitHub(() -> value));
    }

    /** All of them, so that none gets into a log. */
    Set<String> secrets() {
        Stream<String> variables = Stream.of(GITHUB, ENTERPRISE, GITLAB)
                .flatMap(List::stream)
                .map(name -> variable(List.of(name)).orElse(""));
        Stream<String> named = Stream.of(file == null ? "" : read(file).orElse(""));
        return Stream.concat(variables, named)
                .filter(Predicate.not(String::isEmpty))
                .collect(Collectors.toSet());
    }

    private Optional<String> variable(List<String> names) {
        return names.stream()
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(Predicate.not(String::isEmpty))
                .findFirst();
    }

    private static Optional<String> read(Path file) {
        try {
            String token = Files.readString(file).strip();
            return token.isEmpty() || token.matches("(?s).*\\s.*") ? Optional.empty() : Optional.of(token);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** What it knows are secrets. */
    @Override
    public String toString() {
        return "tokens";
    }
}
