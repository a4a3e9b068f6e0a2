package io.jenkins.plugins.hotfix.step;

/** A number of things, as one says it. */
public final class Count {
    private Count() {}

    /** One thing, or several: the noun is given in the singular. */
    public static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
