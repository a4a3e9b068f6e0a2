package io.jenkins.plugins.hotfix.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.hotfix.production.Metric.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignificanceTest {
    /** The p-values are those of R's binom.test(k, n, 0.05, "greater"). */
    @ParameterizedTest
    @CsvSource({
        "0, 3, false", // 1
        "1, 3, false", // 0.1426
        "2, 3, true", // 0.00725
        "1, 1, false", // 0.05
        "2, 2, true", // 0.0025
        "5, 100, false", // 0.5640
        "11, 100, false", // 0.01147
        "12, 100, true", // 0.00427
        "500, 10000, false", // about 0.5
        "560, 10000, true", // about 0.003
        "100000, 100000, true"
    })
    void aFewFailuresAmongAFewRequestsAreNoBreach(long failures, long requests, boolean over) {
        assertThat(Significance.over(0.05, failures, requests)).isEqualTo(over);
    }

    @Test
    void anyFailureIsOverAThresholdOfNothing() {
        assertThat(Significance.over(0, 1, 1000)).isTrue();
        assertThat(Significance.over(0, 0, 1000)).isFalse();
    }

    @Test
    void aSteadyRiseIsATrendAndNoiseOrAPeakIsNone() {
        assertThat(Significance.rising(
                        IntStream.range(0, 10).mapToObj(Double::valueOf).toList()))
                .isTrue();
        assertThat(Significance.rising(List.of(5.0, 1.0, 6.0, 2.0, 7.0, 3.0, 4.0, 5.0)))
                .isFalse();
        assertThat(Significance.rising(List.of(1.0, 1.0, 1.0, 1.0, 900.0, 1.0, 1.0, 1.0)))
                .isFalse();
        assertThat(Significance.rising(List.of(8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0)))
                .isFalse();
    }

    private static Metric metric(
            @Nullable Kind kind, @Nullable Double investigate, @Nullable Double alert, @Nullable Double rollback) {
        return new Metric("q", kind, null, null, investigate, alert, rollback);
    }

    @Test
    void theDefaultsAreThoseOfTheKind() {
        assertThat(metric(Kind.RATE, null, null, null))
                .returns(0.01, Metric::investigate)
                .returns(0.05, Metric::rollback);
        assertThat(metric(Kind.LATENCY, null, null, null).alert()).isEqualTo(2.0);
        assertThat(metric(Kind.PERFORMANCE, null, null, null).rollback()).isEqualTo(1.2);
    }

    @Test
    void thresholdsThatContradictEachOtherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metric(null, 0.5, null, 0.1))
                .withMessageContaining("contradict each other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metric(Kind.RATE, null, null, 0.001))
                .withMessageContaining("contradict each other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metric(Kind.RATE, null, null, 5.0))
                .withMessageContaining("write 0.05 for 5 %");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metric(null, null, null, null))
                .withMessageContaining("no threshold");
        assertThatIllegalArgumentException().isThrownBy(() -> metric(null, Double.NaN, null, null));
    }
}
