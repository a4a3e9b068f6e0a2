package io.jenkins.plugins.hotfix.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/**
 * What happens to the service in the demo: a fault that several lines of development have, a first fix that fails its
 * tests, a second that fails in production, and a third that is right.
 *
 * @param service that it happens to
 */
public record Story(SampleService service) {
    /** The first two tries are on it. */
    public static final String FIRST = "fix/discount";

    /** It has the fix that is right. */
    public static final String SECOND = "fix/discount-and-empty-basket";

    private static final String OLD_TILLS = "support/1";
    private static final String INCIDENT =
            "Since release 1.1.0 the till says 0 for every basket with a discount, and" + " customers pay that.";

    /** Three releases; the second brings the fault, and the old tills run it, too. */
    public void upToTheIncident() throws IOException, InterruptedException {
        service.release();
        Files.writeString(service.clone().resolve(".hotfix.yml"), settings());
        service.breakProduction();
        service.git("branch", OLD_TILLS, "v1.1.0");
        service.commit("release-1.2.0", "Refuse discounts above 100 %");
        service.git("tag", "--annotate", "--message=Release 1.2.0", "v1.2.0");
        service.git("checkout", "--quiet", "develop");
        service.git("merge", "--quiet", "--no-edit", "main");
        service.git("checkout", "--quiet", "main");
        service.git("push", "--quiet", "origin", "main", "develop", OLD_TILLS, "v1.2.0");
        service.deploy();
    }

    /** Somebody forgets to divide by 100; the new test notices. */
    public void firstTry() throws IOException, InterruptedException {
        branch(FIRST, "main", "fix-too-much", "Take the discount off the whole basket");
    }

    /** Somebody pushes to the hotfix branch what the tests accept; an empty basket costs nothing at all then. */
    public void secondTry(String hotfixBranch) throws IOException, InterruptedException {
        service.git("fetch", "--quiet", "origin", hotfixBranch);
        service.git("checkout", "--quiet", "--detach", "FETCH_HEAD");
        service.commit("fix-no-empty", "Divide by 100, too");
        service.git("push", "--quiet", "origin", "HEAD:refs/heads/" + hotfixBranch);
        service.git("checkout", "--quiet", "main");
    }

    /** The fix with a test for both, from production as it is after the rollback. */
    public void thirdTry() throws IOException, InterruptedException {
        service.git("fetch", "--quiet", "origin");
        branch(SECOND, "origin/main", "fix-whole", "Give only the discount away, and charge 0 for nothing");
    }

    /** What a run of the hotfix is given, by step. */
    public Map<String, Map<String, Object>> given(String title, String fix) {
        return Map.of(
                "hotfixTriage",
                Map.of(
                        "description", title + "\n\n" + INCIDENT,
                        "severity", "P0",
                        "impact", "Customers with a discount code pay nothing.",
                        "scope", "Every basket with a discount.",
                        "source", "monitoring alert",
                        "since", "release 1.1.0",
                        "mitigation", "Discount codes are switched off."),
                "hotfixFix",
                Map.of("fix", List.of(fix)));
    }

    private void branch(String name, String start, String layer, String message)
            throws IOException, InterruptedException {
        service.git("checkout", "--quiet", "-b", name, start);
        service.commit(layer, message);
        service.git("push", "--quiet", "origin", name);
        service.git("checkout", "--quiet", "main");
    }

    private String settings() throws IOException {
        String production = service.quotedProduction();
        return String.join(
                "\n",
                "criticalTests:",
                "  command: sh test/run",
                "hotfixTag:",
                "  tagFormat: '{next}'",
                "deployProd:",
                "  command: sh deploy " + production,
                "verifyProd:",
                "  smoke: sh check " + production,
                "  windowMinutes: 0",
                "  intervalSeconds: 1",
                "rollbackProd:",
                "  command: sh deploy " + production,
                "  revert: true",
                "backportDevelop:",
                "  to: [develop, " + OLD_TILLS + "]",
                "");
    }
}
