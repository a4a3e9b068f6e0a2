package io.jenkins.plugins.hotfix.documents;

import io.jenkins.plugins.hotfix.documents.Outline.Heading;
import io.jenkins.plugins.hotfix.documents.Outline.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code CHANGELOG.md}: the hotfix among what was fixed in its release, which gets its section between its neighbours. Keep a Changelog where
 * there is nothing to follow.
 */
public final class Changelog implements Document {
    private static final Pattern UNRELEASED =
            Pattern.compile("\\[?(unreleased|next|upcoming|head|미출시|미배포)\\b.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern FIXED = Pattern.compile(
            "[^\\p{L}]*(fixed|fixes|fix|bug ?fix(es)?|bugs( fixed)?|수정.*|버그 수정.*)\\W*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern TITLE =
            Pattern.compile(".*(change|release notes|history|변경).*", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern COMPARED = Pattern.compile("(.*/compare/)(.+?)(\\.{2,3})(.+)");

    /** A changelog as Keep a Changelog 1.1.0 has it. */
    @Override
    public String made(HotfixDetails told) {
        String release = VersionHeading.number(told.tag())
                .map(number -> "## [" + number + "] - " + told.date())
                .orElse("");
        return """
                # Changelog

                All notable changes to this project are documented in this file. The format is based on
                [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).

                ## [Unreleased]
                %s
                ### Fixed

                - %s
                """.formatted(release.isEmpty() ? "" : "\n" + release + "\n", told.named());
    }

    @Override
    public Addition added(TextFile file, HotfixDetails told) {
        return told.isIn(file.text()) ? new Addition.Present() : new Reading(file, told).added();
    }

    private static final class Reading {
        private final TextFile file;
        private final HotfixDetails told;
        private final Outline outline;
        private final List<VersionHeading> releases;
        private final Optional<Heading> unreleased;
        private final Map<Integer, String> insertions = new HashMap<>();

        Reading(TextFile file, HotfixDetails told) {
            this.file = file;
            this.told = told;
            outline = new Outline(file.text());
            releases = outline.headings().stream()
                    .flatMap(heading -> VersionHeading.of(heading).stream())
                    .toList();
            unreleased = outline.heading(title -> UNRELEASED.matcher(title).matches());
        }

        Addition added() {
            boolean empty = releases.isEmpty() && unreleased.isEmpty();
            if (empty
                    && !(outline.headings().size() == 1
                            && TITLE.matcher(outline.headings().get(0).title()).matches())) {
                return new Addition.Unfit("is no changelog in Markdown: no heading names a release");
            }
            Optional<String> number = VersionHeading.number(told.tag());
            Optional<Heading> existing = number.flatMap(version -> releases.stream()
                    .filter(release -> release.number().equals(version))
                    .map(VersionHeading::heading)
                    .findFirst());
            if (existing.isPresent()) {
                into(existing.get());
            } else if (number.isPresent()) {
                release(number.get());
            } else if (unreleased.isPresent()) {
                into(unreleased.get());
            } else {
                section(unreleasedTitle(), releases.isEmpty() ? outline.lines().size() : start(0));
            }
            return Addition.of(file, insertions);
        }

        private String unreleasedTitle() {
            return releases.stream().anyMatch(release -> !release.before().endsWith("["))
                    ? "Unreleased"
                    : "[Unreleased]";
        }

        private void release(String number) {
            VersionHeading sample = sample(number);
            boolean bracketed = unreleased.isEmpty() || unreleased.get().title().startsWith("[");
            String title = sample == null
                    ? (bracketed ? "[" + number + "]" : number) + " - " + told.date()
                    : sample.titleFor(number, told.date());
            section(title, place(number));
            if (sample != null) {
                definition(sample, title);
            }
        }

        /** The release that comes after it in the file, whose form it follows. */
        private VersionHeading sample(String number) {
            return Stream.concat(releases.stream().filter(release -> release.isBefore(number)), releases.stream())
                    .findFirst()
                    .orElse(null);
        }

        /** The line before which a section goes: newest first, unless the file has it the other way round. */
        private int place(String number) {
            boolean ascending = releases.size() > 1
                    && releases.get(0)
                            .isBefore(releases.get(releases.size() - 1).number());
            for (int i = 0; i < releases.size() && !ascending; i++) {
                if (releases.get(i).isBefore(number)) {
                    return start(i);
                }
            }
            return outline.lines().size();
        }

        private int start(int release) {
            return releases.get(release).heading().line();
        }

        /** The end of a release: the next one, or what is above it. */
        private int end(Heading heading) {
            return Stream.concat(
                            releases.stream().map(VersionHeading::heading),
                            Stream.concat(
                                    unreleased.stream(),
                                    outline.headings().stream().filter(next -> next.level() <= heading.level())))
                    .map(Heading::line)
                    .filter(line -> line > heading.line())
                    .min(Comparator.naturalOrder())
                    .orElse(outline.lines().size());
        }

        /** A whole section, before this line, or at the end. */
        private void section(String title, int before) {
            List<String> lines = new ArrayList<>(headingLines(title));
            Heading sample = releases.isEmpty() ? null : releases.get(0).heading();
            boolean airy = sample == null || outline.blankAfter(sample.after() - 1);
            if (airy) {
                lines.add("");
            }
            lines.addAll(group(sample == null ? 2 : sample.level()));
            lines.add(bullet().item(told.named()));
            String section = String.join("\n", lines);
            String gap = "\n".repeat(gap());
            if (before < outline.lines().size()) {
                put(outline.line(before).start(), section + "\n" + gap);
            } else {
                put(outline.line(outline.last(0, before)).end(), "\n" + gap + section);
            }
        }

        /** So many blank lines are between two releases. */
        private int gap() {
            return releases.stream()
                    .skip(1)
                    .map(release -> outline.blankBefore(release.heading().line()))
                    .findFirst()
                    .orElse(1);
        }

        private List<String> headingLines(String title) {
            Heading sample = Stream.concat(releases.stream().map(VersionHeading::heading), unreleased.stream())
                    .findFirst()
                    .orElse(null);
            if (sample != null && sample.lines() == 2) {
                String line = outline.line(sample.line() + 1).text().strip();
                return List.of(title, line.substring(0, 1).repeat(title.length()));
            }
            return List.of("#".repeat(sample == null ? 2 : sample.level()) + " " + title);
        }

        /** What stands above the fixes of a release; nothing where releases are plain lists. */
        private List<String> group(int level) {
            Optional<Heading> sample =
                    outline.heading(title -> FIXED.matcher(title).matches());
            if (sample.isPresent()) {
                return airy(
                        outline.line(sample.get().line()).text(), sample.get().after() - 1);
            }
            Optional<Line> bold = outline.lines().stream()
                    .filter(line -> line.plain()
                            && line.text().startsWith("**")
                            && FIXED.matcher(line.text()).matches())
                    .findFirst();
            if (bold.isPresent()) {
                return airy(bold.get().text(), outline.lines().indexOf(bold.get()));
            }
            boolean plain = !releases.isEmpty()
                    && releases.stream().noneMatch(release -> hasGroups(release.heading()))
                    && releases.stream().anyMatch(release -> hasItems(release.heading()));
            return plain ? List.of() : List.of("#".repeat(level + 1) + " Fixed", "");
        }

        private List<String> airy(String line, int number) {
            return outline.blankAfter(number) ? List.of(line, "") : List.of(line);
        }

        private boolean hasGroups(Heading release) {
            return outline.headings().stream()
                    .anyMatch(inner -> inner.line() > release.line() && inner.line() < end(release));
        }

        private boolean hasItems(Heading release) {
            return outline.lines().subList(release.after(), end(release)).stream()
                    .anyMatch(Bullet::isItem);
        }

        private Bullet bullet() {
            int from = Stream.concat(releases.stream().map(VersionHeading::heading), unreleased.stream())
                    .map(Heading::line)
                    .min(Comparator.naturalOrder())
                    .orElse(outline.lines().size());
            return Bullet.in(outline, from, outline.lines().size(), Bullet.USUAL);
        }

        /** A line in a section that is there: below its fixes, or in a new group at its end. */
        private void into(Heading release) {
            int end = end(release);
            Optional<Heading> fixes = outline.headings().stream()
                    .filter(inner -> inner.line() > release.line()
                            && inner.line() < end
                            && FIXED.matcher(inner.title()).matches())
                    .findFirst();
            String item = bullet().item(told.named());
            List<String> group = group(release.level());
            int last = outline.last(release.after(), end);
            if (fixes.isPresent()) {
                int below = outline.last(fixes.get().after(), Math.min(end, outline.end(fixes.get())));
                boolean apart = below < fixes.get().after() && group.contains("");
                put(outline.line(below).end(), (apart ? "\n\n" : "\n") + item);
            } else if (group.isEmpty() && last >= release.after()) {
                put(outline.line(last).end(), "\n" + item);
            } else {
                String heading = group.isEmpty() ? "" : String.join("\n", group) + "\n";
                put(outline.line(last).end(), "\n\n" + heading + item);
            }
        }

        /** The file says where a release's changes can be seen; this one's can be seen there, too. */
        private void definition(VersionHeading sample, String title) {
            if (!title.matches(".*\\[[^\\]]+\\].*")) {
                return;
            }
            Pattern link = Pattern.compile(
                    " {0,3}\\[" + sample.v() + Pattern.quote(sample.number()) + "\\]:\\s+(\\S+)\\s*",
                    Pattern.CASE_INSENSITIVE);
            for (Line line : outline.lines()) {
                Matcher definition = link.matcher(line.text());
                if (line.plain() && definition.matches()) {
                    String label = title.replaceFirst(".*?\\[([^\\]]+)\\].*", "$1");
                    url(definition.group(1), sample)
                            .ifPresent(url -> put(line.start(), "[" + label + "]: " + url + "\n"));
                    return;
                }
            }
        }

        private Optional<String> url(String old, VersionHeading sample) {
            Matcher compared = COMPARED.matcher(old);
            if (compared.matches() && told.replaced() != null) {
                return Optional.of(compared.group(1) + told.replaced() + compared.group(3) + told.tag());
            }
            return compared.matches() || !old.endsWith(sample.number())
                    ? Optional.empty()
                    : Optional.of(old.replaceFirst("[vV]?" + Pattern.quote(sample.number()) + "$", "")
                            + Matcher.quoteReplacement(told.tag()));
        }

        private void put(int at, String lines) {
            insertions.merge(at, lines, (first, second) -> first + second);
        }
    }
}
