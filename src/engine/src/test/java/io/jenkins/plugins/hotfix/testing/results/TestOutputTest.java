package io.jenkins.plugins.hotfix.testing.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestOutputTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "===== 3 passed, 1 skipped in 0.02s =====",
                "Ran 4 tests in 0.001s",
                "Tests:       1 failed, 3 passed, 4 total",
                "\u001b[2m      Tests \u001b[22m \u001b[1m\u001b[32m2 passed\u001b[39m\u001b[22m\u001b[90m (2)\u001b[39m",
                "ok  \tshop/cart\t0.003s",
                "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
                "[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0",
                "Passed!  - Failed:     0, Passed:     2, Skipped:     0, Total:     2, Duration: 3 ms",
                "4 examples, 0 failures",
                "OK (2 tests, 3 assertions)",
                "  2 passing (3ms)",
                "# tests 2",
                "ℹ tests 2"
            })
    void knowsWhenTestsRan(String line) {
        assertThat(TestOutput.in(List.of(line))).isEqualTo(TestOutput.SOME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "===== no tests ran in 0.00s =====",
                "collected 0 items",
                "No tests found, exiting with code 1",
                "No test files found, exiting with code 1",
                "ok  \tshop/cart\t0.003s [no tests to run]",
                "?   \tshop/cart\t[no test files]",
                "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 2 filtered out",
                "0 examples, 0 failures",
                "No tests executed!",
                "# tests 0"
            })
    void knowsWhenNoneRan(String line) {
        assertThat(TestOutput.in(List.of(line))).isEqualTo(TestOutput.NONE);
    }

    @Test
    void makesNothingOfOtherWords() {
        assertThat(TestOutput.in(List.of("all fine", "make: Nothing to be done", "ok")))
                .isEqualTo(TestOutput.NOTHING);
        assertThat(TestOutput.isTelling("all fine")).isFalse();
    }

    @Test
    void oneTestAmongPackagesWithoutIsEnough() {
        assertThat(TestOutput.in(List.of("?   \ta\t[no test files]", "ok  \tb\t0.1s", "0 passed")))
                .isEqualTo(TestOutput.SOME);
    }
}
