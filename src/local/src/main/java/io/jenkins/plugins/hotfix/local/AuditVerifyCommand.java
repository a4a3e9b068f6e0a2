package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.audit.BundleFile;
import io.jenkins.plugins.hotfix.audit.Finding;
import io.jenkins.plugins.hotfix.audit.Verification;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.report.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotfix audit verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Compares the logs with themselves, with their reports and with the repository. Changes nothing.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:nothing contradicts the logs", "1:something does"})
final class AuditVerifyCommand implements Callable<Integer> {
    private static final int LONGEST = 300;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The incident's id; default: all incidents.")
    private @Nullable String id;

    @Option(
            names = "--require-signatures",
            description = "Merges, tags and backports must be signed; without it only signatures that are there count.")
    private boolean signed;

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = "What \"audit bundle\" made: nothing else is looked at, and nobody is asked.")
    private @Nullable Path bundle;

    @Mixin
    private ArchiveOption option;

    @Mixin
    private RecordOption record;

    @Override
    public Integer call() throws IOException {
        Archive archive = option.archive();
        if (bundle != null) {
            return bundle(bundle);
        }
        if (record.typed() == null) {
            return print(id == null ? archive.ids() : List.of(id), archive, null, null);
        }
        try (RepositoryRecords records = record.open(null)) {
            Set<String> ids = new LinkedHashSet<>(id == null ? archive.ids() : List.of(id));
            if (id == null) {
                ids.addAll(records.records().all().keySet());
            }
            boolean elsewhere = false;
            for (String each : ids) {
                elsewhere |= !archive.has(each);
            }
            Archive copies = elsewhere ? records.archive(id) : null;
            return print(List.copyOf(ids), archive, copies, records);
        }
    }

    private int bundle(Path file) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (ScratchDirectory scratch = ScratchDirectory.make()) {
            BundleFile.unpack(file, scratch.path());
            RepositoryPlace place = new RepositoryPlace(
                    null, scratch.path().resolve(BundleFile.RECORD).toString());
            long wrong = 0;
            try (RepositoryRecords records =
                    RepositoryRecords.open(place, record.refs().branches())) {
                Archive copies = records.archive(null);
                for (String each : copies.ids()) {
                    List<Finding> findings = Verification.ofBundle(
                            copies.log(each),
                            records.git(),
                            record.refs(),
                            signed,
                            part(scratch, BundleFile.COMMIT),
                            part(scratch, BundleFile.TAG));
                    wrong += print(new Verified(each, findings), out);
                }
                if (copies.ids().isEmpty()) {
                    out.println("There is no record in " + file + ".");
                    wrong++;
                }
            }
            out.println(wrong == 0 ? "Nothing contradicts the log." : wrong + " things do not fit.");
            out.flush();
            return (wrong == 0 ? ExitStatus.DONE : ExitStatus.FAILED).code();
        }
    }

    private static byte @Nullable [] part(ScratchDirectory scratch, String name) throws IOException {
        Path part = scratch.path().resolve(name);
        return Files.exists(part) ? Files.readAllBytes(part) : null;
    }

    private int print(List<String> ids, Archive archive, @Nullable Archive copies, @Nullable RepositoryRecords records)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (ids.isEmpty()) {
            out.println("There is no incident in " + archive.directory() + ", so nothing was verified. Name the archive"
                    + " (--archive) or the repository (--repo).");
            out.flush();
            return ExitStatus.FAILED.code();
        }
        AtomicLong wrong = new AtomicLong();
        // A repository is asked one thing after the other; logs alone keep all processors busy.
        Stream<String> all = records == null ? ids.parallelStream() : ids.stream();
        try {
            all.map(each -> new Verified(each, findings(each, archive, copies, records)))
                    .forEachOrdered(verified -> wrong.addAndGet(print(verified, out)));
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        out.println(
                wrong.get() == 0
                        ? "Nothing contradicts the " + (ids.size() == 1 ? "log." : ids.size() + " logs.")
                        : wrong + (wrong.get() == 1 ? " thing does" : " things do")
                                + " not fit. Compare with an archived copy.");
        out.flush();
        return (wrong.get() == 0 ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }

    /** What was found out of an incident. */
    private record Verified(String id, List<Finding> findings) {}

    private List<Finding> findings(
            String each, Archive archive, @Nullable Archive copies, @Nullable RepositoryRecords records) {
        try {
            Archive from = copies != null && !archive.has(each) ? copies : archive;
            return Verification.of(from.log(each), records == null ? null : records.git(), record.refs(), signed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long print(Verified verified, PrintWriter out) {
        int widest = verified.findings().stream()
                .mapToInt(finding -> finding.subject().length())
                .max()
                .orElse(0);
        StringBuilder lines = new StringBuilder(verified.id()).append(System.lineSeparator());
        for (Finding finding : verified.findings()) {
            String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
            lines.append(String.format(
                            "  %-7s  %-" + widest + "s  ", verdict, Visible.line(finding.subject(), LONGEST)))
                    .append(Visible.line(finding.says(), LONGEST))
                    .append(System.lineSeparator());
        }
        out.print(lines);
        return verified.findings().stream()
                .filter(finding -> finding.verdict() == Finding.Verdict.WRONG)
                .count();
    }
}
