package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.config.Binding;
import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Layer;
import io.jenkins.plugins.hotfix.config.Parameters;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.local.host.HotfixHost;
import io.jenkins.plugins.hotfix.local.host.LocalSite;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.step.remediate.Remediate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hotfix remediate}. */
@Command(
        name = "remediate",
        mixinStandardHelpOptions = true,
        description =
                "Somebody pushed straight to production: finds the commits that another branch lacks, puts an incident"
                        + " on record, and pushes the backport for review. In sync, it says so and does nothing.")
final class RemediateCommand implements Callable<Integer> {
    private static final String STEP = "hotfixRemediate";

    @Spec
    private CommandSpec spec;

    @Mixin
    private RepositoryOption repository;

    @Option(
            names = "--from",
            paramLabel = "BRANCH",
            description = "Production. Default: main, or the remote's default.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "BRANCH",
            description = "What may lack commits. Default: staging, else develop.")
    private @Nullable String to;

    @Option(names = "--since", paramLabel = "DATE", description = "The commits since: 2026-01-17, 7d, 24h.")
    private @Nullable String since;

    @Option(
            names = "--commits",
            split = "\\s*,\\s*",
            splitSynopsisLabel = ",",
            paramLabel = "SHA",
            description = "The commits that were pushed directly.")
    private List<String> commits = List.of();

    @Option(names = "--all", description = "All direct pushes that are found.")
    private boolean all;

    @Option(
            names = "--context",
            paramLabel = "FILE",
            description =
                    "YAML with what people say of it: title, impact, duration, rootCause, fix, prevention, ticket,"
                            + " ticketUrl.")
    private @Nullable Path context;

    @Option(names = "--ticket", paramLabel = "KEY", description = "The ticket's key; names branch and pull request.")
    private @Nullable String ticket;

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "Default: TICKET-hotfix-backport, or the incident's id.")
    private @Nullable String branch;

    @Option(
            names = "--on-conflict",
            paramLabel = "theirs|fail",
            description = "Decide for the hotfix and flag it, or push nothing. Default: theirs.")
    private @Nullable String onConflict;

    @Option(names = "--each", description = "Bring each commit as its own; default: one commit for all.")
    private boolean each;

    @Option(
            names = "--existing",
            paramLabel = "refuse|reuse",
            description = "A branch of that name that is there already: push nothing, or build on it. Default: refuse.")
    private @Nullable String existing;

    @Option(
            names = "--incident",
            paramLabel = "ID",
            description = "Go on with an incident that was begun before, with these options; default: a new one.")
    private @Nullable String incident;

    @Mixin
    private ForgeTokenOption forge;

    @Mixin
    private AsOption as;

    @Option(names = "--yes", description = "Approve the gate. The record says so. Which commits must be said.")
    private boolean yes;

    @Mixin
    private ArchiveOption archive;

    @Override
    public Integer call() throws IOException {
        RepositoryPlace place = repository.place();
        RunRequest request = new RunRequest(place.toString(), Map.of(STEP, parameters()));
        return new Session(
                        as.who(),
                        yes,
                        forge.tokens(),
                        archive.archive(),
                        archive.typed(),
                        spec.commandLine().getOut())
                .run(place, request, site -> host(site, request))
                .code();
    }

    private HotfixHost host(LocalSite site, RunRequest request) throws IOException {
        return incident == null
                ? HotfixHost.forNew(archive.archive(), site, request)
                : HotfixHost.forResumed(
                        archive.archive(), site, request, archive.archive().resume(incident));
    }

    private Map<String, Object> parameters() throws IOException {
        Map<String, Object> parameters = new LinkedHashMap<>(context == null ? Map.of() : said(context));
        put(parameters, "from", from);
        put(parameters, "to", to);
        put(parameters, "since", since);
        put(parameters, "commits", commits.isEmpty() ? null : String.join(",", commits));
        put(parameters, "all", all ? true : null);
        put(parameters, "ticket", ticket);
        put(parameters, "branch", branch);
        put(parameters, "onConflict", onConflict);
        put(parameters, "squash", each ? false : null);
        put(parameters, "existing", existing);
        try {
            Binding.bind(Remediate.Request.class, STEP, List.of(new Layer("the command line", parameters)));
        } catch (InvalidSettingException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + " Nothing was done.", e);
        }
        return parameters;
    }

    private Map<String, Object> said(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ParameterException(
                    spec.commandLine(), "There is no file \"" + file + "\" that can be read. Nothing was done.");
        }
        Map<String, Object> said = Settings.read(Files.readString(file), file.toString());
        Parameters known = Parameters.of(Remediate.Request.class);
        said.keySet()
                .forEach(name -> known.refusal(STEP, name, List.of()).ifPresent(refusal -> {
                    throw new ParameterException(spec.commandLine(), file + ": " + refusal + " Nothing was done.");
                }));
        return said;
    }

    private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
