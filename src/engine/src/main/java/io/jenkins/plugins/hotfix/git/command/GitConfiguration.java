package io.jenkins.plugins.hotfix.git.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What git's configuration says in one repository, the user's and the machine's included. */
public final class GitConfiguration {
    private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");

    /** Given several times, each counts; a second copy of a global one would count twice. */
    private static final Pattern ADDS_UP = Pattern.compile("credential\\.(.*\\.)?helper|http\\.(.*\\.)?extraheader");

    private final Git git;
    private final List<Setting> settings;

    private GitConfiguration(Git git, List<Setting> settings) {
        this.git = git;
        this.settings = settings;
    }

    /** The configuration that git has in a directory. */
    public static GitConfiguration read(Git git, Path directory) throws GitException {
        List<String> fields = git.command(directory, "config", "--list", "--includes", "--show-scope", "-z")
                .succeed("Cannot read the git configuration of " + directory)
                .fields();
        List<Setting> settings = new ArrayList<>();
        for (int at = 0; at + 1 < fields.size(); at += 2) {
            String pair = fields.get(at + 1);
            int split = pair.indexOf('\n');
            settings.add(new Setting(
                    fields.get(at),
                    split < 0 ? pair : pair.substring(0, split),
                    split < 0 ? null : pair.substring(split + 1)));
        }
        return new GitConfiguration(git, settings);
    }

    /** The keys that match, each once. */
    public List<String> keys(Pattern pattern) {
        return settings.stream()
                .map(Setting::key)
                .filter(key -> pattern.matcher(key).matches())
                .distinct()
                .toList();
    }

    /** The last value of a key, which is the one that counts. */
    public Optional<String> value(String key) {
        return settings.stream()
                .filter(setting -> setting.key().equals(key))
                .reduce((earlier, later) -> later)
                .map(Setting::value);
    }

    /** All values of a key. */
    public List<String> values(String key) {
        return settings.stream()
                .filter(setting -> setting.key().equals(key))
                .map(Setting::value)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Whether a setting is there and true; the last one counts. */
    public boolean flag(String key) {
        return settings.stream()
                .filter(setting -> setting.key().equals(key))
                .reduce((earlier, later) -> later)
                .map(setting ->
                        setting.value() == null || TRUE.contains(setting.value().toLowerCase(Locale.ROOT)))
                .orElse(false);
    }

    /** Who commits: as git decides it, but a missing part is not guessed from the machine's name. */
    public Person committer() {
        return new Person(identity("NAME", "name", "Hotfix"), identity("EMAIL", "email", "hotfix@localhost"));
    }

    private String identity(String variable, String key, String otherwise) {
        return git.variable("GIT_COMMITTER_" + variable)
                .or(() -> value("committer." + key))
                .or(() -> value("user." + key))
                .filter(text -> !text.isBlank())
                .orElse(otherwise);
    }

    /** The settings that match as lines of a configuration file for a repository elsewhere. */
    public String copied(Pattern pattern) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Setting setting : settings) {
            boolean ofRepository = Set.of("local", "worktree").contains(setting.scope());
            boolean wanted = !setting.scope().equals("command")
                    && (ofRepository || !ADDS_UP.matcher(setting.key()).matches());
            if (wanted && pattern.matcher(setting.key()).matches()) {
                lines.merge(
                        setting.key(),
                        line(setting.key(), setting.value()),
                        (earlier, later) -> ADDS_UP.matcher(setting.key()).matches()
                                        || setting.key().startsWith("url.")
                                ? earlier + later
                                : later);
            }
        }
        return String.join("", lines.values());
    }

    /** One setting as a configuration file has it, see the syntax in {@code git-config(1)}. */
    public static String line(String key, @Nullable String value) {
        int first = key.indexOf('.');
        int last = key.lastIndexOf('.');
        String section = key.substring(0, first);
        String subsection = first == last ? "" : " " + quoted(key.substring(first + 1, last));
        return "[" + section + subsection + "]\n\t" + key.substring(last + 1)
                + (value == null ? "" : " = " + quoted(value)) + "\n";
    }

    /** In double quotes, as git writes what holds special characters. */
    public static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
        return '"' + escaped + '"';
    }

    /** @param key section and name in lower case, as git lists them */
    private record Setting(
            String scope, String key, @Nullable String value) {
        Setting {
            Objects.requireNonNull(key);
        }
    }
}
