package io.jenkins.plugins.hotfix.step.triage;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words by which a description tells that the incident is about security, in English and Korean. */
final class SecurityWords {
    private static final Pattern WORDS = Pattern.compile(
            "(?iu)(?<![\\p{L}\\p{N}])(?:security|secur\\w+ (?:breach|bypass|hole)|breach(?:ed|es)?|vulnerab\\p{L}+"
                    + "|CVE-\\d{4}-\\d{4,}|exploit(?:s|ed|able)?|injection|XSS|CSRF|SSRF|RCE"
                    + "|auth\\p{L}* bypass|(?:password|token|credential|secret|key|data)s? (?:leak|exposed)\\p{L}*"
                    + "|보안|해킹|취약점|침해|유출)");

    private SecurityWords() {}

    /** The first of them that a text has. */
    static Optional<String> in(String text) {
        return WORDS.matcher(text).results().map(MatchResult::group).findFirst();
    }
}
