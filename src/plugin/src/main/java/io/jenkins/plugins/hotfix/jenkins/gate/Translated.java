package io.jenkins.plugins.hotfix.jenkins.gate;

import io.jenkins.plugins.hotfix.question.Phrase;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jvnet.localizer.LocaleProvider;

/** A text in each language that there is, kept with the build; a record, as phrases are, cannot be. */
final class Translated implements Serializable {
    private static final long serialVersionUID = 1;

    private final HashMap<String, String> byLanguage = new HashMap<>();

    /** A text of one line. */
    Translated(Phrase phrase) {
        this(List.of(phrase));
    }

    /** A text of several lines. */
    Translated(List<Phrase> lines) {
        for (Locale language : Phrase.LANGUAGES) {
            byLanguage.put(
                    language.getLanguage(),
                    lines.stream().map(line -> line.in(language)).collect(Collectors.joining("\n")));
        }
    }

    /** In the language of whoever looks at the page. */
    String shown() {
        return in(LocaleProvider.getLocale());
    }

    String in(Locale language) {
        String text = byLanguage.get(language.getLanguage());
        return text == null ? byLanguage.getOrDefault(Phrase.LANGUAGES.get(0).getLanguage(), "") : text;
    }
}
