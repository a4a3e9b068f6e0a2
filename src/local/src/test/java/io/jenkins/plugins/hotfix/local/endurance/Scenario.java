package io.jenkins.plugins.hotfix.local.endurance;

import io.jenkins.plugins.hotfix.local.endurance.HotfixProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;

/** How an incident goes if nothing disturbs it, and so how it has to go in the end. */
enum Scenario {
    /** The fix is released, deployed and brought to every target. */
    FIXED {
        @Override
        void arrange(Place place) {}

        @Override
        boolean isOver(Ended last, Log log) {
            return last.done();
        }
    },
    /** The fix is released, its deployment fails, and production is rolled back. */
    ROLLED_BACK {
        @Override
        void arrange(Place place) throws IOException {
            Files.createFile(place.deployFails());
        }

        @Override
        boolean isOver(Ended last, Log log) {
            return log.count("rolled-back") > 0;
        }
    };

    /** Makes it go so. */
    abstract void arrange(Place place) throws IOException;

    /** Whether nothing is to be done any more. */
    abstract boolean isOver(Ended last, Log log);
}
