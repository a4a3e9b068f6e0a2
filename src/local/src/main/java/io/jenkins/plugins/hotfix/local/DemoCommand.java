package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.local.demo.Colleagues;
import io.jenkins.plugins.hotfix.local.demo.SampleService;
import io.jenkins.plugins.hotfix.local.demo.Story;
import io.jenkins.plugins.hotfix.local.host.HotfixHost;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
        Story story = new Story(service);
        out.println("A sample service, in " + service.directory() + ":");
        out.println("  origin.git  the remote, with main, develop and support/1");
        out.println("  till        a developer's clone of it");
        out.println("  production  where releases are deployed to");
        story.upToTheIncident();
        out.println("Release 1.2.0 is in production. A basket for 1000 with 10 % discount should cost 900, and costs "
                + service.price() + ". This is the incident.");
        Archive archive = new Archive(service.directory().resolve("hotfix-archive"));

        chapter(out, "1. A fix that fails its tests, then one that fails in production");
        story.firstTry();
        ExitStatus first = run(story, archive, "Discounted baskets cost nothing", Story.FIRST, out);
        out.println("Production was rolled back by itself; the basket costs " + service.price() + " again.");

        chapter(out, "2. A fix that is right, and a branch that it does not apply to");
        story.thirdTry();
        ExitStatus second = run(story, archive, "Discounted baskets still cost nothing", Story.SECOND, out);
        out.println("In production the basket costs " + service.price() + ".");

        chapter(out, "What you saw");
        out.println("A first fix that its tests stopped; a second that a check of production found, and that was");
        out.println("rolled back by itself; a third that is deployed and backported, with a conflict left to people.");
        String clone = Quoted.of(service.clone().toString());
        out.println("Look around: git -C " + clone + " fetch && git -C " + clone + " log --graph --oneline --all");
        for (String id : archive.ids()) {
            out.println(id + " is " + archive.read(id).status().word() + ". Its report:");
            out.println(archive.report(id));
        }
        return (first == ExitStatus.FAILED
                                && second == ExitStatus.FAILED
                                && service.price().equals("900")
                        ? ExitStatus.DONE
                        : ExitStatus.FAILED)
                .code();
    }

    private static void chapter(PrintWriter out, String title) {
        out.println();
        out.println(title);
        out.println("-".repeat(title.length()));
    }

    private static ExitStatus run(Story story, Archive archive, String title, String fix, PrintWriter out)
            throws IOException {
        SampleService service = story.service();
        RunRequest request = new RunRequest(service.clone().toString(), story.given(title, fix));
        Session session = Session.answeredBy(
                (host, console) -> new Colleagues(
                        story,
                        () -> host.incident().branch().orElseThrow().branch(),
                        Clock.systemDefaultZone(),
                        console),
                "robin",
                archive,
                " --archive " + Quoted.of(archive.directory().toString()),
                out);
        return session.run(
                new RepositoryPlace(service.clone(), null), request, site -> HotfixHost.forNew(archive, site, request));
    }
}
