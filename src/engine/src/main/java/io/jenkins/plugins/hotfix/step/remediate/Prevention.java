package io.jenkins.plugins.hotfix.step.remediate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What would keep an incident from happening again, suggested from its root cause by a few rules that go by words. Advice,
 * shown with the word that it goes by.
 *
 * @param measures what to do
 * @param because the same with the word that suggested each
 */
record Prevention(List<String> measures, List<String> because) {
    private record Rule(Pattern words, String measure) {
        static Rule of(String words, String measure) {
            return new Rule(Pattern.compile("(?iU)" + words), measure);
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of(
                    "null pointer|\\bnull\\b|\\bundefined\\b|\\bexception\\b|\\bcrash\\w*|널 포인터|예외",
                    "Add a test with the input that failed, and check inputs where they come in."),
            Rule.of(
                    "\\bconfig\\w*|\\bsetting\\w*|environment variable|\\benv var\\w*|feature flag|설정|환경 ?변수",
                    "Check the configuration at start-up and in CI, and review changes of it like code."),
            Rule.of(
                    "\\bmigrat\\w*|\\bschema\\b|\\bdatabase\\b|\\bSQL\\b|마이그레이션|데이터베이스",
                    "Run migrations on a copy of production's data before a release, with a way to undo them."),
            Rule.of(
                    "\\btime-?outs?\\b|\\bslow\\w*|\\boverload\\w*|\\bout of memory\\b|\\bOOM\\b|\\bmemory leak|과부하|메모리",
                    "Test under production's load, and alert on the trend before users notice."),
            Rule.of(
                    "\\bdependenc\\w*|\\blibrar\\w*|\\bupgrad\\w*|의존성|라이브러리",
                    "Pin versions, and upgrade in a change of its own that runs all tests."),
            Rule.of(
                    "third.party|\\bupstream\\b|\\bprovider\\b|\\bexternal (?:API|service)\\b|외부",
                    "Give calls to others a time limit and a fallback, and test what happens without them."),
            Rule.of(
                    "\\bexpir\\w*|\\bcertificate\\b|\\bcredential\\w*|\\bpermission\\w*|만료|인증서|권한",
                    "Alert well before certificates and credentials expire, and rotate them by a program."),
            Rule.of(
                    "\\brace\\b|\\bdeadlock\\w*|\\bconcurren\\w*|동시성|교착",
                    "Test the code with several threads or requests at once."),
            Rule.of(
                    "\\btypo\\b|\\bby hand\\b|\\bmanual\\w*|\\bhuman error\\b|오타|수동",
                    "Replace the manual step by a script that checks what it is given."),
            Rule.of(
                    "\\bnot tested\\b|\\buntested\\b|\\bno tests?\\b|\\bmissing tests?\\b|테스트",
                    "Write the missing test, and make it one of the critical tests."));

    /** What a root cause suggests; that production takes no push past review always belongs to it. */
    static Prevention of(String rootCause, String production) {
        List<String> measures = new ArrayList<>();
        List<String> because = new ArrayList<>();
        for (Rule rule : RULES) {
            Matcher found = rule.words().matcher(rootCause);
            if (found.find()) {
                measures.add(rule.measure());
                because.add("\"" + found.group() + "\": " + rule.measure());
            }
        }
        String protect = "Protect " + production + " against direct pushes, also by administrators; in an emergency use"
                + " hotfix run.";
        measures.add(protect);
        because.add("a direct push: " + protect);
        return new Prevention(List.copyOf(measures), List.copyOf(because));
    }
}
