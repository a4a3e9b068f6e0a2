package io.jenkins.plugins.hotfix.git.remote;

import io.jenkins.plugins.hotfix.git.command.Printable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a server took a push which its rules forbid, because of who pushed. It only mentions it.
 *
 * @param ref the full name of what is protected
 * @param rules what was bypassed, in the server's words; empty if it named none
 */
public record Bypass(String ref, List<String> rules) implements Serializable {
    private static final Pattern HEADING = Pattern.compile("Bypassed rule violations for (refs/\\S+?):?");
    private static final Pattern RULE = Pattern.compile("[-*]\\s+(\\S.*)");
    private static final int MOST = 50;

    public Bypass {
        rules = List.copyOf(rules);
    }

    /** Those that a server mentions, in its order. */
    static List<Bypass> in(List<String> said) {
        List<Bypass> found = new ArrayList<>();
        for (String line : said) {
            Matcher heading = HEADING.matcher(line);
            Matcher rule = RULE.matcher(line);
            if (heading.matches() && found.size() < MOST) {
                found.add(new Bypass(Printable.of(heading.group(1)), List.of()));
            } else if (rule.matches() && !found.isEmpty()) {
                Bypass last = found.remove(found.size() - 1);
                found.add(last.with(Printable.of(rule.group(1))));
            }
        }
        return List.copyOf(found);
    }

    private Bypass with(String rule) {
        if (rules.size() >= MOST) {
            return this;
        }
        List<String> more = new ArrayList<>(rules);
        more.add(rule);
        return new Bypass(ref, more);
    }
}
