package io.jenkins.plugins.hotfix.local.endurance;

import io.jenkins.plugins.hotfix.git.TestRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A service with a fault in production, a fix for it, and two branches that need the fix, too. Every command that can be
 * configured is.
 *
 * @param origin the repository, which is copied for each trial
 * @param production the commit that production runs
 * @param fix the commit that is to be released
 * @param targets the branches that need the fix, with the commit that each is on
 */
record Service(TestRepository origin, String production, String fix, Map<String, String> targets) {
    static final String FIX = "fix/price";
    /** What production runs before. */
    static final String RUNNING = "v1.1.0";

    static final List<String> VERSIONS = List.of("v1.0.0", RUNNING);
    static final String FIXED = "900\n";

    private static final String SETTINGS = """
            criticalTests:
              command: $ENDURANCE_COMMAND tests
              reports: [junit.xml]
            hotfixTag:
              tagFormat: '{next}'
            deployProd:
              staging: $ENDURANCE_COMMAND staging
              stagingSmoke: $ENDURANCE_COMMAND staging-smoke
              backup: $ENDURANCE_COMMAND backup
              maintenanceOn: $ENDURANCE_COMMAND maintenance-on
              migrateBefore: $ENDURANCE_COMMAND migrate-before
              command: $ENDURANCE_COMMAND deploy
              migrateAfter: $ENDURANCE_COMMAND migrate-after
              clearCaches: $ENDURANCE_COMMAND clear-caches
              restart: [$ENDURANCE_COMMAND restart-web, $ENDURANCE_COMMAND restart-worker]
              maintenanceOff: $ENDURANCE_COMMAND maintenance-off
            verifyProd:
              smoke: $ENDURANCE_COMMAND smoke
              windowMinutes: 0
            rollbackProd:
              command: $ENDURANCE_COMMAND rollback
            backportDevelop:
              to: [develop, release/1.0]
            """;

    static Service in(Path directory) throws IOException {
        TestRepository origin = TestRepository.bare(directory);
        origin.commit("main", "The price", Map.of(".hotfix.yml", SETTINGS, "price", "1000\n", "README", "A till\n"));
        origin.git("tag", "--annotate", "--message=Release 1.0.0", "v1.0.0", "main");
        origin.branch("develop", "main").branch("release/1.0", "main");
        String develop = origin.commit("develop", "Receipts", Map.of("receipt", "Thank you\n"));
        String release = origin.commit("release/1.0", "For the old till", Map.of("till", "old\n"));
        String production = origin.commit("main", "More baskets", Map.of("basket", "big\n"));
        origin.git("tag", "--annotate", "--message=Release 1.1.0", RUNNING, "main");
        origin.branch(FIX, "main");
        String fix = origin.commit(FIX, "Give the discount", Map.of("price", FIXED, "test/price.test", "900\n"));
        return new Service(origin, production, fix, Map.of("develop", develop, "release/1.0", release));
    }
}
