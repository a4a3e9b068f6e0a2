package io.jenkins.plugins.hotfix.tracker;

import io.jenkins.plugins.hotfix.json.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The id of a ticket, which follows from what it is about: whoever makes it again has the same. */
public final class TicketId {
    private TicketId() {}

    /** An id that looks as one that was drawn (version 4), as trackers want it. */
    public static UUID of(String... about) {
        byte[] hash = Sha256.of(String.join("\n", about).getBytes(StandardCharsets.UTF_8));
        hash[6] = (byte) (hash[6] & 0x0f | 0x40);
        hash[8] = (byte) (hash[8] & 0x3f | 0x80);
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
