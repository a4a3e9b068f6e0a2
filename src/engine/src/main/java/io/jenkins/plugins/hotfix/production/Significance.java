package io.jenkins.plugins.hotfix.production;

import java.util.List;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/** Whether what was seen means something, or is what chance makes of a few numbers. */
final class Significance {
    /**
     * How often chance alone may raise an alarm at one look. Stricter than the usual 0.05, since a verification looks
     * some thirty times.
     */
    static final double ALPHA = 0.01;

    /** The standard normal quantile of 1 − {@link #ALPHA}. */
    private static final double QUANTILE = 2.326;

    /** From how many values on the normal approximation of Mann and Kendall's test holds. */
    static final int FEWEST_FOR_TREND = 8;

    private Significance() {}

    /**
     * The one-sided exact binomial test of whether a failure rate is over a threshold: of three requests one that
     * failed is no proof of more than 5 %, of three hundred a hundred are. The exact test holds for any number of
     * requests, where those that approximate by a normal distribution fail for just the few that matter here. The upper
     * tail of the binomial distribution is a regularized incomplete beta function, P(X ≥ k) = I<sub>p</sub>(k, n − k +
     * 1): <a href="https://dlmf.nist.gov/8.17#E5">NIST Digital Library of Mathematical Functions, 8.17.5</a>. It says
     * yes when the lower bound of Clopper and Pearson's interval (Biometrika 26, 1934) is over the threshold.
     *
     * @param threshold between 0 and 1
     * @param failures at most {@code requests}
     */
    static boolean over(double threshold, long failures, long requests) {
        return failures > 0 && RegularizedBeta.value(threshold, failures, requests - failures + 1.0) <= ALPHA;
    }

    /**
     * Mann and Kendall's one-sided test for an upward trend (Mann, Econometrica 13, 1945; Kendall, Rank Correlation
     * Methods, 1975): it counts pairs in order, so that neither a single peak nor the shape of the rise matters.
     *
     * @param values in the order of time, at least {@link #FEWEST_FOR_TREND}
     */
    static boolean rising(List<Double> values) {
        int n = values.size();
        int s = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                s += Double.compare(values.get(j), values.get(i));
            }
        }
        double variance = n * (n - 1.0) * (2.0 * n + 5) / 18;
        return s > 0 && (s - 1) / Math.sqrt(variance) > QUANTILE;
    }
}
