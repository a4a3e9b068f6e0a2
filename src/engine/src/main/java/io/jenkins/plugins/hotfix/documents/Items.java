package io.jenkins.plugins.hotfix.documents;

import io.jenkins.plugins.hotfix.documents.Outline.Heading;
import io.jenkins.plugins.hotfix.documents.Outline.Line;
import java.util.List;

/** The list below a heading, which gets one item more. */
final class Items {
    private Items() {}

    /** At the end of the list, or at its beginning where the newest is first; a list of its own where there is none. */
    static Insertion added(Outline outline, Heading heading, String item) {
        int from = heading.after();
        int to = outline.end(heading);
        List<Line> all = outline.lines().subList(from, to);
        List<Line> items = all.stream().filter(Bullet::isItem).toList();
        Bullet others = Bullet.in(outline, 0, outline.lines().size(), Bullet.USUAL);
        String line = Bullet.in(outline, from, to, others).item(item);
        if (items.isEmpty()) {
            Line last = outline.line(Math.max(outline.last(from, to), from - 1));
            return Insertion.after(last, "\n" + line);
        }
        if (Dates.fall(items)) {
            return Insertion.before(items.get(0), line);
        }
        // An item may go on below its first line, as far as that is indented.
        int last = outline.lines().indexOf(items.get(items.size() - 1));
        while (last + 1 < to
                && !outline.line(last + 1).blank()
                && outline.line(last + 1).text().startsWith(" ")) {
            last++;
        }
        return Insertion.after(outline.line(last), line);
    }
}
