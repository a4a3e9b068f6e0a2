package io.jenkins.plugins.hotfix.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.FollowedUp;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FollowUpsTest {
    private static final Instant SATURDAY = Instant.parse("2026-01-17T03:12:30Z");
    private static final Fact DECLARED = new Declared(
            "HOTFIX-1", "Checkout is down", "Checkout is down", Severity.P0, true, "given", null, null, null, null);
    private static final Fact RELEASED = new Released("main", "1", "2", "3", "v1.4.3", "4");

    private static FollowUps of(Fact... facts) {
        return new FollowUps(Incident.of(
                Stream.of(facts).map(fact -> new Event(SATURDAY, "rita", fact)).toList()));
    }

    private static Fact backport(String status) {
        return new Backported(
                "develop", status, null, null, List.of(), null, List.of(), List.of(), List.of(), "It conflicts.");
    }

    private static List<String> open(Fact... facts) {
        return of(facts).open().stream().map(FollowUps.Item::title).toList();
    }

    @Test
    void theSameIsToBeDoneOnce() {
        assertThat(open(DECLARED, new FollowUp("Write the test", "a"), new FollowUp("Write the test", "b")))
                .containsExactly("Write the test");
    }

    @Test
    void aReleaseCallsForAPostmortemWithinFiveWorkingDaysByWhoDeclaredIt() {
        assertThat(open(DECLARED)).isEmpty();
        assertThat(of(DECLARED, RELEASED).all()).singleElement().satisfies(item -> {
            assertThat(item.title()).isEqualTo("Write the postmortem of HOTFIX-1");
            assertThat(item.owner()).isEqualTo("rita");
            assertThat(item.due()).isEqualTo(LocalDate.of(2026, 1, 23));
        });
    }

    @Test
    void aBackportIsToBeFinishedUntilItIs() {
        assertThat(open(DECLARED, backport("conflict"))).containsExactly("Finish the backport to develop");
        assertThat(open(DECLARED, backport("conflict"), backport("merged"))).isEmpty();
    }

    @Test
    void whatWasDoneIsNotOpen() {
        FollowUps followUps = of(
                DECLARED,
                new FollowUp("Write the test", "a"),
                new FollowedUp("Write the test", "bob", "in CheckoutTest"));

        assertThat(followUps.open()).isEmpty();
        assertThat(followUps.all().get(0).done()).isEqualTo("bob: in CheckoutTest");
    }
}
