package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Incident;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which environment variables hold secrets: those that are named, and those whose name says so. */
public final class SecretVariables {
    private static final Pattern TELLING =
            Pattern.compile("(?i).*(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|API_?KEY|PRIVATE_?KEY).*");
    /** A shorter value hides nothing, but would be masked in every other word. */
    private static final int SHORTEST = 4;

    /** Settings that hold the name of the variable or credential with a secret. */
    private static final Set<Object> NAMES = Set.of("token", "tokenVariable", "address", "signingKey", "routingKey");

    private SecretVariables() {}

    /** The values that must not be put on record in an incident: those of the variables that its settings name, too. */
    public static Set<String> values(Site site, Incident incident) {
        return values(site, named(incident));
    }

    /** The values that must not be put on record in an incident, where these variables are all that is known. */
    public static Set<String> values(Map<String, String> environment, Set<String> secrets, Incident incident) {
        Set<String> values = new HashSet<>(secrets);
        add(values, environment, named(incident));
        return values;
    }

    private static List<String> named(Incident incident) {
        List<String> named = new ArrayList<>();
        incident.production().ifPresent(production -> named.addAll(named(production.settings())));
        named.addAll(named(incident.given()));
        incident.configuration().sections().values().stream()
                .flatMap(section -> section.entrySet().stream())
                .forEach(setting -> {
                    if (setting.getKey().equals("secrets")) {
                        names(setting.getValue().value()).forEach(named::add);
                    }
                    addNamesOfSecrets(setting.getKey(), setting.getValue().value(), named);
                });
        return named;
    }

    /** Settings of these names hold the name of a secret, also within what other settings are made of. */
    private static void addNamesOfSecrets(Object key, @Nullable Object value, List<String> named) {
        if (value instanceof Map<?, ?> parts) {
            parts.forEach((name, part) -> addNamesOfSecrets(name, part, named));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> addNamesOfSecrets(key, each, named));
        } else if (value instanceof String name && NAMES.contains(key)) {
            named.add(name);
        }
    }

    private static List<String> named(Map<String, ?> sections) {
        return sections.values().stream()
                .filter(Map.class::isInstance)
                .map(section -> ((Map<?, ?>) section).get("secrets"))
                .flatMap(SecretVariables::names)
                .toList();
    }

    /** A list, or a text that holds one. */
    private static Stream<String> names(@Nullable Object secrets) {
        return secrets == null
                ? Stream.of()
                : secrets instanceof List<?> list
                        ? list.stream().map(String::valueOf)
                        : Stream.of(secrets.toString().split("[^A-Za-z0-9_]+"));
    }

    /** The values to mask in what commands print: those of these variables, and those that the host keeps secret. */
    static Set<String> values(Site site, List<String> named) {
        Set<String> values = new HashSet<>(site.secrets());
        for (Map<String, String> environment : List.of(System.getenv(), site.environment())) {
            add(values, environment, named);
        }
        return values;
    }

    private static void add(Set<String> values, Map<String, String> environment, List<String> named) {
        environment.forEach((name, value) -> {
            if (named.contains(name) || (TELLING.matcher(name).matches() && value.length() >= SHORTEST)) {
                values.add(value);
            }
        });
    }
}
