package io.jenkins.plugins.hotfix.documents;

import io.jenkins.plugins.hotfix.documents.Outline.Line;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as people write them in such files. */
final class Dates {
    /** The usual form, where there is no other to follow. */
    static final DateTimeFormatter ISO = DateTimeFormatter.ISO_LOCAL_DATE;

    private static final Map<Pattern, DateTimeFormatter> FORMS = new LinkedHashMap<>();

    static {
        FORMS.put(Pattern.compile("\\d{4}-\\d{2}-\\d{2}"), ISO);
        FORMS.put(Pattern.compile("\\d{4}/\\d{2}/\\d{2}"), form("uuuu/MM/dd"));
        FORMS.put(Pattern.compile("\\d{4}\\.\\d{2}\\.\\d{2}"), form("uuuu.MM.dd"));
        FORMS.put(Pattern.compile("\\d{2}\\.\\d{2}\\.\\d{4}"), form("dd.MM.uuuu"));
        FORMS.put(Pattern.compile("[A-Z][a-z]{3,8} \\d{1,2}, \\d{4}"), form("MMMM d, uuuu"));
        FORMS.put(Pattern.compile("\\d{1,2} [A-Z][a-z]{3,8} \\d{4}"), form("d MMMM uuuu"));
        FORMS.put(Pattern.compile("[A-Z][a-z]{2} \\d{1,2}, \\d{4}"), form("MMM d, uuuu"));
    }

    /** A date in a line, and how it is written. */
    record Written(int start, int end, LocalDate date, DateTimeFormatter form) {}

    private Dates() {}

    /** The first date in a line. */
    static Optional<Written> in(String line) {
        for (Map.Entry<Pattern, DateTimeFormatter> form : FORMS.entrySet()) {
            Matcher matcher = form.getKey().matcher(line);
            if (matcher.find()) {
                try {
                    LocalDate date = LocalDate.parse(matcher.group(), form.getValue());
                    return Optional.of(new Written(matcher.start(), matcher.end(), date, form.getValue()));
                } catch (DateTimeParseException other) {
                    continue;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the dates of lines fall from the first to the last, so that what is new belongs to the top. */
    static boolean fall(List<Line> lines) {
        List<LocalDate> dates = lines.stream()
                .flatMap(line -> in(line.text()).stream())
                .map(Written::date)
                .toList();
        return dates.size() > 1 && dates.get(0).isAfter(dates.get(dates.size() - 1));
    }

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
