package io.jenkins.plugins.hotfix.step;

/** A number of things, as one says it. */
final class Count {
    private Count() {}

    static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
