package io.jenkins.plugins.hotfix.step;

/** The one line that names an incident, from the words that somebody typed. */
public final class Title {
    private static final int LONGEST = 72;

    private Title() {}

    /** The first line of the text, without control characters and marks that turn text around, cut at a word. */
    public static String of(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        String plain = line.codePoints()
                .filter(c -> !invisible(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replaceAll("\\s+", " ")
                .strip();
        if (plain.codePointCount(0, plain.length()) <= LONGEST) {
            return plain;
        }
        String cut = plain.substring(0, plain.offsetByCodePoints(0, LONGEST - 1));
        int space = cut.lastIndexOf(' ');
        return (space > LONGEST / 2 ? cut.substring(0, space) : cut) + "…";
    }

    private static boolean invisible(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED
                || (type == Character.CONTROL && c != '\t');
    }
}
