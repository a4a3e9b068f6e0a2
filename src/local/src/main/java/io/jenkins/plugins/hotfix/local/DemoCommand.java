package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.local.demo.SampleService;
import io.jenkins.plugins.hotfix.local.host.HotfixHost;
import io.jenkins.plugins.hotfix.local.host.LocalTokens;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hotfix demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Breaks a sample service and hotfixes it, on real git repositories. Asks nothing.")
final class DemoCommand implements Callable<Integer> {

    private static final String INCIDENT = "Discounted baskets cost nothing\n\n"
            + "Since release 1.1.0 the till says 0 for every basket with a discount, and customers pay that.";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where everything goes; default: a new temporary directory.")
    private @Nullable Path directory;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        SampleService service =
                SampleService.in(directory == null ? Files.createTempDirectory("hotfix-demo-") : directory);
        out.println("A sample service, in " + service.directory() + ":");
        out.println("  origin.git  the remote, with main and develop");
        out.println("  till        a developer's clone of it");
        out.println("  production  where releases are deployed to");
        service.release();
        out.println(
                "Release 1.0.0 is in production. A basket for 1000 with 10 % discount costs " + service.price() + ".");
        service.breakProduction();
        out.println("Release 1.1.0 is in production. Now it costs " + service.price() + ". This is the incident.");
        service.prepareFix();
        out.println("Somebody pushed a fix to the branch " + SampleService.FIX
                + ". From here on the hotfix does the rest.");
        out.println();

        Archive archive = new Archive(service.directory().resolve("hotfix-archive"));
        RunRequest request = new RunRequest(service.clone().toString(), settings(service));
        Session session = new Session(
                "robin",
                true,
                new LocalTokens(Map.of(), null),
                archive,
                " --archive " + Quoted.of(archive.directory().toString()),
                out);
        ExitStatus status = session.run(
                new RepositoryPlace(service.clone(), null), request, site -> HotfixHost.forNew(archive, site, request));

        out.println();
        out.println("In production the basket costs " + service.price() + ".");
        out.println("Look around: git -C " + Quoted.of(service.clone().toString()) + " fetch && git -C "
                + Quoted.of(service.clone().toString()) + " log --graph --oneline --all");
        for (String id : archive.ids()) {
            out.println(archive.report(id));
        }
        return status.code();
    }

    private static Map<String, Map<String, Object>> settings(SampleService service) {
        return Map.of(
                "hotfixTriage",
                Map.of(
                        "description", INCIDENT,
                        "severity", "P0",
                        "impact", "Customers with a discount code pay nothing.",
                        "scope", "Every basket with a discount.",
                        "source", "monitoring alert",
                        "since", "release 1.1.0",
                        "mitigation", "Discount codes are switched off."),
                "hotfixFix",
                Map.of("fix", SampleService.FIX),
                "deployProd",
                Map.of("command", "sh deploy " + Quoted.of(service.production().toString())));
    }
}
