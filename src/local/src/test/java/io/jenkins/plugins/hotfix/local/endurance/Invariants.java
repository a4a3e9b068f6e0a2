package io.jenkins.plugins.hotfix.local.endurance;

import io.jenkins.plugins.hotfix.git.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must be true once an incident is over, whatever happened on the way. */
final class Invariants {
    /** The number of the process that audits, so that its files are its own. */
    private static final int AUDIT = 99;

    private final Scenario scenario;
    private final Service service;
    private final Place place;
    private final TestRepository origin;
    private final int kills;
    private final List<Violation> violations = new ArrayList<>();

    private Invariants(Scenario scenario, Service service, Place place, int kills) {
        this.scenario = scenario;
        this.service = service;
        this.place = place;
        this.origin = TestRepository.at(place.origin());
        this.kills = kills;
    }

    /**
     * Which are broken.
     *
     * @param kills how often the hotfix was killed
     */
    static List<Violation> broken(Scenario scenario, Service service, Place place, int kills)
            throws IOException, InterruptedException {
        Invariants invariants = new Invariants(scenario, service, place, kills);
        invariants.violations.addAll(Leftovers.processes(place));
        invariants.oneMerge();
        invariants.oneTag();
        if (scenario == Scenario.FIXED) {
            invariants.oneBackportForEachTarget();
            invariants.noBranchIsLeft();
        }
        invariants.theLockIsGone();
        invariants.productionRunsWhatItShould();
        invariants.maintenanceModeIsOff();
        invariants.noCommandsRanAtOnce();
        Optional<String> incident = place.incident();
        if (incident.isEmpty()) {
            invariants.broken("the incident is on record", "the archive has none");
        } else {
            invariants.theLogTellsOfEachCommand(Log.of(place.log(incident.get())));
            Audit.of(place, place.archive(), AUDIT).ifPresent(invariants.violations::add);
        }
        invariants.violations.addAll(Leftovers.files(place));
        return invariants.violations;
    }

    private void broken(String rule, String how) {
        violations.add(new Violation(rule, how));
    }

    private List<String> lines(String... git) {
        return origin.git(git).lines().toList();
    }

    private void oneMerge() {
        String range = service.production() + "..main";
        long merges = lines("rev-list", "--parents", range).stream()
                .map(line -> Arrays.asList(line.split(" ")))
                .filter(commit -> commit.subList(1, commit.size()).contains(service.fix()))
                .count();
        int commits = lines("rev-list", "--first-parent", range).size();
        if (merges != 1 || commits != 1) {
            broken("one merge", commits + " commits on main, of which " + merges + " merge the fix");
        }
    }

    private void oneTag() {
        List<String> tags = releases();
        if (tags.size() != 1) {
            broken("one tag", "there are " + tags);
        } else if (!origin.id(tags.get(0) + "^{commit}").equals(origin.id("main"))) {
            broken("one tag", tags.get(0) + " does not stand on main");
        }
    }

    private List<String> releases() {
        return lines("tag").stream()
                .filter(tag -> !Service.VERSIONS.contains(tag))
                .toList();
    }

    private void oneBackportForEachTarget() {
        service.targets().forEach((target, before) -> {
            int commits =
                    lines("rev-list", "--first-parent", before + ".." + target).size();
            boolean fixed = (origin.show(target, "price") + "\n").equals(Service.FIXED);
            if (commits != 1 || !fixed) {
                broken(
                        "one backport for each target",
                        commits + " commits on " + target + ", which " + (fixed ? "has" : "has not") + " the fix");
            }
        });
    }

    private void noBranchIsLeft() {
        List<String> expected = new ArrayList<>(List.of("main", Service.FIX));
        expected.addAll(service.targets().keySet());
        List<String> more = lines("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads").stream()
                .filter(branch -> !expected.contains(branch))
                .toList();
        if (!more.isEmpty()) {
            broken("no branch is left", more + " on the remote");
        }
    }

    private void theLockIsGone() {
        if (origin.status("rev-parse", "--verify", "--quiet", "refs/hotfix/lock") == 0) {
            broken("the lock is gone", "refs/hotfix/lock is on the remote");
        }
    }

    private void productionRunsWhatItShould() throws IOException {
        Path version = place.production().resolve("version");
        String runs = Files.exists(version) ? Files.readString(version).strip() : "what it ran before";
        List<String> should = scenario == Scenario.FIXED ? releases() : List.of(Service.RUNNING);
        if (!should.equals(List.of(runs))) {
            broken("production runs what it should", "it runs " + runs + " and not " + should);
        }
    }

    private void maintenanceModeIsOff() {
        if (Files.exists(place.production().resolve("maintenance"))) {
            broken("maintenance mode is off", "it is on");
        }
    }

    private void noCommandsRanAtOnce() throws IOException {
        List<String> beside = place.traced().stream()
                .filter(line -> line.startsWith("beside "))
                .toList();
        if (!beside.isEmpty()) {
            broken("no commands run at once", beside.toString());
        }
    }

    /** Not one run that the log does not tell of; and each that it tells of, unless a kill came between entry and command. */
    private void theLogTellsOfEachCommand(Log log) throws IOException {
        Map<String, Integer> runs = new LinkedHashMap<>();
        for (String line : place.traced()) {
            if (line.startsWith("begin ")) {
                runs.merge(line.split(" ")[1], 1, Integer::sum);
            }
        }
        for (Map.Entry<String, Integer> run : runs.entrySet()) {
            String command = run.getKey();
            boolean onRecord = log.tellsStarts() || !List.of("tests", "smoke").contains(command);
            if (onRecord) {
                long told = log.runs(command);
                if (run.getValue() > told || log.tellsStarts() && told > run.getValue() + kills) {
                    broken(
                            "the log tells of each command",
                            command + " ran " + run.getValue() + " times, the log tells of " + told);
                }
            }
        }
    }
}
