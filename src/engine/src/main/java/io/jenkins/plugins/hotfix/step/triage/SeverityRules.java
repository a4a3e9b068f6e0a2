package io.jenkins.plugins.hotfix.step.triage;

import io.jenkins.plugins.hotfix.incident.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Suggests a severity from the words of a description, in English and Korean. The first rule whose words occur decides. The first line counts
 * more than what follows it: it is what whoever noticed wanted to say, and the rest often quotes logs, names other services, or tells how it
 * went on.
 */
final class SeverityRules {
    private static final String PART = "(node|instance|worker|agent|replica|job|build|scan)s?";

    private static final List<Rule> BUILT_IN = List.of(
            anywhere(
                    Severity.P0,
                    "",
                    "data (loss|leak|corruption)|los(t|ing) data|corrupt(s|ed|ing)?",
                    "데이터 ?(유실|손실|유출|손상|삭제)\\w*"),
            anywhere(
                    Severity.P0,
                    "",
                    "(security|auth\\w*) (breach|bypass|hole)|breach|vulnerab\\w+|leak(s|ed|ing)?|injection",
                    "해킹\\w*|취약점\\w*|침해\\w*|유출\\w*"),
            title(
                    Severity.P1,
                    ", so that a part of it still works",
                    "partial(ly)?|intermittent(ly)?|sporadic(ally)?|degrad(ed|ing|ation)|slow(s|er|ly|ness)?|laten(cy|cies|t)"
                            + "|response times?|performance|disrupt(s|ed|ions?)?|delay(s|ed)?|unstable|instabilit(y|ies)"
                            + "|some (users|customers|requests|pages)|fail(s|ed|ing)? to|unable to",
                    PART + " (outage|unavailable|down)|outage (on|of|for|in) ([\\w-]+ ){0,2}" + PART,
                    "부분 ?(장애|중단)\\w*|일부 \\w+|간헐\\w*|느리\\w*|느려\\w*|느림|지연\\w*|불안정\\w*|성능 ?저하\\w*"),
            title(
                    Severity.P0,
                    "",
                    "(?<!slow )(?<!slowed )(?<!slowing )(?<!shut )(?<!scaled )(?<!broken )down(?! to)|offline",
                    downForSure()),
            title(
                    Severity.P2,
                    "",
                    "workaround|typos?|cosmetic|minor|misaligned|wording",
                    "오타\\w*|오탈자\\w*|사소\\w*|경미\\w*|우회 ?방법\\w*"),
            title(
                    Severity.P1,
                    "",
                    "fail(s|ed|ing|ures?)?|errors?|broken|crash(es|ed|ing)?|cannot|can't|50[0234]|exceptions?|time-?outs?"
                            + "|not (allocating|working|loading|starting)|expired?|disconnect(s|ed)?|unexpected(ly)?",
                    "오류\\w*|에러\\w*|실패\\w*|안 ?(됨|돼요?|됩니다|되\\w*)|깨\\w+|만료\\w*"),
            anywhere(
                    Severity.P0,
                    "",
                    "(is|are|was|were|goes|went|currently|completely|again) down|offline",
                    downForSure()),
            anywhere(
                    Severity.P2,
                    ", so that it is announced work",
                    "(planned|scheduled|announced) (maintenance|work|upgrade|migration|removal|change|downtime)"
                            + "|maintenance window|no action (is )?(needed|required)|(may|might|will) be restarted",
                    "(we'll|will) (perform|upgrade|remove|change|migrate|proceed|restart|update|require|convert|use new)"
                            + "|will be (upgraded|removed|migrated|replaced|changed)",
                    "(예정된|정기) ?(점검|작업|배포)\\w*|점검 ?(예정|안내)\\w*"),
            anywhere(
                    Severity.P2,
                    "",
                    "workaround|typos?|cosmetic|minor|misaligned|wording",
                    "오타\\w*|오탈자\\w*|사소\\w*|경미\\w*|우회 ?방법\\w*"),
            anywhere(
                    Severity.P1,
                    "",
                    "fail(s|ed|ing|ures?)?|errors?|broken|crash(es|ed|ing)?|cannot|can't|50[0234]|exceptions?|time-?outs?",
                    "오류\\w*|에러\\w*|실패\\w*"));

    private record Rule(Pattern pattern, Severity severity, boolean titleOnly, String therefore) {}

    /**
     * A severity and why.
     *
     * @param because the reason, as a clause
     */
    record Suggestion(Severity severity, String because) {}

    private final List<Rule> rules = new ArrayList<>();

    /**
     * @param configured patterns in the order in which they are tried, before the built-in ones, anywhere in a description
     * @throws IllegalArgumentException if one is no regular expression
     */
    SeverityRules(Map<String, Severity> configured) {
        configured.forEach((pattern, severity) -> rules.add(anywhere(severity, "", pattern)));
        rules.addAll(BUILT_IN);
    }

    Suggestion suggest(String description) {
        String title = description.strip().lines().findFirst().orElse("");
        for (Rule rule : rules) {
            Matcher words = rule.pattern().matcher(rule.titleOnly() ? title : description);
            if (words.find()) {
                return new Suggestion(
                        rule.severity(),
                        "the description says \"" + words.group() + "\"" + rule.therefore() + ", which means "
                                + rule.severity().meaning());
            }
        }
        return new Suggestion(Severity.P1, "no word of the description tells, and production is said to be broken");
    }

    private static String downForSure() {
        return "outages?|unavailable|unreachable|inaccessible|not (responding|reachable|available|accessible)"
                + "|(stopped|stops) responding|nobody can|no one can|(all|every) (users?|customers?|requests?|orders?)"
                + "|장애(?!인)\\w*|다운(?!로드)\\w*|먹통\\w*|(서비스|전체) ?(중단|불가)\\w*|접속 ?(불가|안)\\w*|응답 ?(없|안)\\w*|아무도";
    }

    private static Rule title(Severity severity, String therefore, String... patterns) {
        return rule(severity, true, therefore, patterns);
    }

    private static Rule anywhere(Severity severity, String therefore, String... patterns) {
        return rule(severity, false, therefore, patterns);
    }

    private static Rule rule(Severity severity, boolean titleOnly, String therefore, String... patterns) {
        String words = String.join("|", patterns);
        try {
            Pattern pattern = Pattern.compile(
                    "\\b(" + words + ")\\b", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
            return new Rule(pattern, severity, titleOnly, therefore);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the severity rule '" + words + "' is no regular expression: " + e.getDescription() + ".");
        }
    }
}
