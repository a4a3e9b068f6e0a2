package io.jenkins.plugins.hotfix.documents;

import java.nio.charset.StandardCharsets;

/** A kind of file that tells of each hotfix. */
public interface Document {
    /** No longer file is touched. */
    int LONGEST = 8 << 20;

    /** Whether there is anything to tell. */
    default boolean concerns(HotfixDetails told) {
        return true;
    }

    /** The whole file where there is none yet. */
    String made(HotfixDetails told);

    /** What the file is with the hotfix in it, in its own style. */
    Addition added(TextFile file, HotfixDetails told);

    /** As {@link #added(TextFile, HotfixDetails)}, for a file of which only the content is known. */
    default Addition added(byte[] content, HotfixDetails told) {
        if (content.length > LONGEST) {
            return new Addition.Unfit("has more than " + (LONGEST >> 20) + " MB");
        }
        TextFile file = TextFile.of(content).orElse(null);
        if (file == null) {
            return new Addition.Unfit("is no text file");
        }
        if (file.text().startsWith("version https://git-lfs")) {
            return new Addition.Unfit("is kept by Git LFS");
        }
        return content.length == 0 ? new Addition.Made(made(told).getBytes(StandardCharsets.UTF_8)) : added(file, told);
    }
}
