package io.jenkins.plugins.hotfix.report;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a section, whatever the format: just one of a paragraph, labelled fields, a table, a list, code, or plots.
 *
 * @param warning whether the paragraph tells of something that an auditor must not miss
 */
record Block(
        @Nullable Text paragraph,
        boolean warning,
        List<Field> fields,
        @Nullable Table table,
        List<Text> list,
        @Nullable Code code,
        List<Plot> plots) {

    /** A value and what it is called. */
    record Field(String label, Text value) {}

    /** Rows of cells under their heads. */
    record Table(List<String> heads, List<Row> rows) {}

    /** The cells of a row, as many as the table has heads. */
    record Row(List<Text> cells) {}

    /**
     * Lines that keep their form.
     *
     * @param about what they are; may be shown alone while a long block is folded
     * @param fence what opens and closes the block in Markdown
     */
    record Code(String about, String text, String fence) {
        private static final int LONGEST = 30;

        boolean folded() {
            return text.lines().count() > LONGEST;
        }

        String aboutInsideHtml() {
            return Markdown.insideHtml(about);
        }
    }

    static Block paragraph(String sentence) {
        return new Block(Text.of(sentence), false, List.of(), null, List.of(), null, List.of());
    }

    static Block warning(String sentence) {
        return new Block(Text.of(sentence), true, List.of(), null, List.of(), null, List.of());
    }

    static Block fields(List<Field> fields) {
        return new Block(null, false, fields, null, List.of(), null, List.of());
    }

    static Block table(List<String> heads, List<List<Text>> rows) {
        Table table = new Table(heads, rows.stream().map(Row::new).toList());
        return new Block(null, false, List.of(), table, List.of(), null, List.of());
    }

    static Block plots(List<Plot> plots) {
        return new Block(null, false, List.of(), null, List.of(), null, plots);
    }

    static Block list(List<Text> items) {
        return new Block(null, false, List.of(), null, items, null, List.of());
    }

    static Block code(String about, String... lines) {
        String text = Visible.of(String.join("\n", Arrays.asList(lines)).stripTrailing());
        return new Block(
                null, false, List.of(), null, List.of(), new Code(about, text, Markdown.fence(text)), List.of());
    }
}
