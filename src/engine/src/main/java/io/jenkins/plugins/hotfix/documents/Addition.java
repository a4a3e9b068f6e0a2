package io.jenkins.plugins.hotfix.documents;

import java.util.Arrays;
import java.util.Map;

/** What became of a document that was to tell of a hotfix. */
public sealed interface Addition {

    /** It tells of it now. */
    record Made(byte[] content) implements Addition {
        @Override
        public boolean equals(Object other) {
            return other instanceof Made made && Arrays.equals(content, made.content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content);
        }

        @Override
        public String toString() {
            return "Made[" + content.length + " bytes]";
        }
    }

    /** It told of it before. */
    record Present() implements Addition {}

    /**
     * It is not what its name promises, and stays as it is.
     *
     * @param why the end of a sentence that begins with the file's name
     */
    record Unfit(String why) implements Addition {}

    /** The file with insertions, if its encoding has their letters. */
    static Addition of(TextFile file, Map<Integer, String> insertions) {
        return file.with(insertions)
                .<Addition>map(Made::new)
                .orElseGet(() -> new Unfit("is in an encoding that lacks letters of the incident's title"));
    }
}
