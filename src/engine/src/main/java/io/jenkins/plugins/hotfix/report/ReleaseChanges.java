package io.jenkins.plugins.hotfix.report;

import java.util.List;
import java.util.regex.Pattern;

/** Changed files that operators have to know of, told by their names. */
final class ReleaseChanges {
    private ReleaseChanges() {}

    /** What they change. The first kind that fits is a file's own. */
    enum Kind {
        DATABASE(
                "Database",
                "(?i)(.*/)?(migrations?|migrate|flyway|liquibase|alembic/versions|db/changelogs?)/.*\\.(sql|xml|ya?ml|rb|py|js|ts|kt|java|php|go)"
                        + "|.*\\.sql|(.*/)?(schema\\.(rb|prisma)|db\\.changelog.*)"),
        DEPENDENCIES(
                "Dependencies",
                "(?i)(.*/)?(pom\\.xml|build\\.gradle(\\.kts)?|.*versions\\.toml|gradle\\.lockfile|package(-lock)?\\.json|yarn\\.lock"
                        + "|pnpm-lock\\.yaml|npm-shrinkwrap\\.json|go\\.(mod|sum)|cargo\\.(toml|lock)|gemfile(\\.lock)?|.*\\.gemspec"
                        + "|requirements.*\\.txt|pipfile(\\.lock)?|poetry\\.lock|pyproject\\.toml|setup\\.(py|cfg)|composer\\.(json|lock)"
                        + "|.*\\.(cs|fs|vb)proj|packages\\.config|mix\\.(exs|lock)|dockerfile.*)"),
        CONFIGURATION(
                "Configuration",
                "(?i).*\\.(properties|ya?ml|toml|ini|cfg|conf|config|env|tf|tfvars|hcl)|(.*/)?\\.env.*"
                        + "|(.*/)?(config|conf|settings|helm|charts|k8s|deploy)/.*|(.*/)?(application|appsettings|settings|config).*\\.json");

        private final String title;
        private final Pattern files;

        Kind(String title, String files) {
            this.title = title;
            this.files = Pattern.compile(files);
        }

        String title() {
            return title;
        }
    }

    /** Those of a kind. */
    static List<String> of(List<String> files, Kind kind) {
        return files.stream()
                .filter(file -> List.of(Kind.values()).stream()
                        .filter(each -> each.files.matcher(file).matches())
                        .findFirst()
                        .filter(kind::equals)
                        .isPresent())
                .toList();
    }
}
