package io.jenkins.plugins.hotfix.step.fix;

import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;

/** The fix as lines, kept beside the log, so that a gate can show it where there is no repository. */
public final class FixPatch {
    private static final int MOST_LINES = 20_000;
    private static final int MOST_FILES = 300;
    private static final int MOST_CHARACTERS = 1_000_000;

    private FixPatch() {}

    /** Its file's name: another fix is another file. */
    public static String name(FixCollected fix) {
        return "fix-" + ObjectId.abbreviated(fix.tip()) + ".diff";
    }

    /** Keeps it, unless nobody could read it on a page anyway. */
    static void keep(Site site, FixCollected fix) throws IOException {
        if (fix.added() + fix.deleted() <= MOST_LINES && fix.files().size() <= MOST_FILES) {
            String patch = site.git().patch(fix.base(), fix.tip());
            if (patch.length() <= MOST_CHARACTERS) {
                site.journal().keep(name(fix), patch);
            }
        }
    }
}
