package io.jenkins.plugins.hotfix.local.endurance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code hotfix audit verify}, as whoever comes later calls it. */
final class Audit {
    private Audit() {}

    /**
     * What it finds in the incidents of an archive.
     *
     * @param number of its process among those of the trial
     */
    static Optional<Violation> of(Place place, Path archive, int number) throws IOException, InterruptedException {
        List<String> arguments = List.of(
                "audit",
                "verify",
                "--archive",
                archive.toString(),
                "--repo",
                Remote.ofFiles(place).url());
        HotfixProcess.Ended audit = HotfixProcess.start(place, Optional.empty(), Optional.empty(), number, arguments)
                .await();
        if (audit.done()) {
            return Optional.empty();
        }
        List<String> findings = audit.output()
                .lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("fits"))
                .toList();
        return Optional.of(new Violation("the audit finds nothing", findings.toString()));
    }
}
