package io.jenkins.plugins.hotfix.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Reads a file while it is written. It ends where the file ends, once nobody writes to it any more. */
final class GrowingFile extends InputStream {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final InputStream file;
    private volatile boolean complete;

    GrowingFile(Path path) throws IOException {
        this.file = Files.newInputStream(path);
    }

    /** From now on nobody writes to it. */
    void complete() {
        complete = true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (true) {
            boolean last = complete;
            int read = file.read(into, offset, length);
            if (read != -1 || last) {
                return read;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
