package io.jenkins.plugins.hotfix.stats;

import com.samskivert.mustache.Escapers;
import io.jenkins.plugins.hotfix.audit.Csv;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.report.Visible;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sheets of many incidents, in a form that somebody takes away. */
public enum Export {
    JSON {
        @Override
        public String of(List<Map<String, String>> sheets) {
            return Json.pretty(sheets);
        }
    },
    /** As RFC 4180 has it; what a spreadsheet would take for a formula is text. */
    CSV {
        @Override
        public String of(List<Map<String, String>> sheets) {
            StringBuilder csv = new StringBuilder();
            if (!sheets.isEmpty()) {
                csv.append(row(List.copyOf(sheets.get(0).keySet())));
            }
            sheets.forEach(sheet -> csv.append(row(List.copyOf(sheet.values()))));
            return csv.toString();
        }
    },
    /** One page that needs nothing else: no script, no style from elsewhere, no address that a browser would ask. */
    HTML {
        @Override
        public String of(List<Map<String, String>> sheets) {
            StringBuilder page = new StringBuilder(HEAD);
            page.append("<h1>Emergency changes</h1>\n<p>")
                    .append(sheets.size())
                    .append(" in all. What the log does not hold is “")
                    .append(AuditSheet.NOT_RECORDED)
                    .append("”.</p>\n<nav><ol>\n");
            for (int i = 0; i < sheets.size(); i++) {
                page.append("<li><a href=\"#i").append(i).append("\">").append(title(sheets.get(i)));
                page.append("</a></li>\n");
            }
            page.append("</ol></nav>\n");
            for (int i = 0; i < sheets.size(); i++) {
                page.append("<section id=\"i").append(i).append("\">\n<h2>").append(title(sheets.get(i)));
                page.append("</h2>\n<table>\n");
                sheets.get(i)
                        .forEach((question, answer) -> page.append("<tr><th scope=\"row\">")
                                .append(escaped(question))
                                .append("</th><td")
                                .append(
                                        answer.startsWith("NOT ") || answer.contains("TOO LATE")
                                                ? " class=\"bad\""
                                                : "")
                                .append('>')
                                .append(escaped(answer))
                                .append("</td></tr>\n"));
                page.append("</table>\n</section>\n");
            }
            return page.append("</body>\n</html>\n").toString();
        }
    };

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Emergency changes</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border-bottom: 1px solid #8888; padding: .3rem .6rem; text-align: left; vertical-align: top; }
            th { width: 14rem; font-weight: 600; }
            td { overflow-wrap: anywhere; white-space: pre-wrap; }
            .bad { font-weight: 700; border-left: .3rem solid #c00; }
            @media print { section { break-before: page; } nav { display: none; } }
            </style>
            </head>
            <body>
            """;

    /** The sheets in this form. */
    public abstract String of(List<Map<String, String>> sheets);

    private static String title(Map<String, String> sheet) {
        return escaped(sheet.getOrDefault("severity", "") + " " + sheet.getOrDefault("incident", "") + ": "
                + sheet.getOrDefault("title", ""));
    }

    private static String escaped(String text) {
        return Escapers.HTML.escape(Visible.of(text));
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Export::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        return '"' + Visible.of(Csv.harmless(text)).replace("\"", "\"\"") + '"';
    }
}
