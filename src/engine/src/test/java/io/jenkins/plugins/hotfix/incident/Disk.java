package io.jenkins.plugins.hotfix.incident;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A disk on which files grow up to a limit, and which counts what is read from it and written to it. */
final class Disk implements Opening {
    private long limit = Long.MAX_VALUE;
    private boolean stubborn;
    private boolean refused;
    private boolean interrupts;
    private @Nullable IOException forcing;
    private long bytesRead;
    private long bytesWritten;

    /** No file may be longer than this from now on. */
    Disk fullAt(long bytes) {
        limit = bytes;
        return this;
    }

    /** Once it has refused, it takes nothing back either. */
    Disk stubborn() {
        stubborn = true;
        return this;
    }

    /** Takes all that is written, and says that it is lost when it is waited for. */
    Disk failsToForce(IOException how) {
        forcing = how;
        return this;
    }

    /** Where it would refuse, somebody interrupts who writes. */
    void interruptsWhenFull() {
        interrupts = true;
    }

    /** There is room again. */
    void free() {
        interrupts = false;
        limit = Long.MAX_VALUE;
        refused = false;
        forcing = null;
        bytesRead = 0;
        bytesWritten = 0;
    }

    long bytesRead() {
        return bytesRead;
    }

    long bytesWritten() {
        return bytesWritten;
    }

    @Override
    public FileChannel open(Path file, Set<OpenOption> options) throws IOException {
        return new Channel(FileChannel.open(file, options));
    }

    private final class Channel extends FileChannel {
        private final FileChannel real;

        private Channel(FileChannel real) {
            this.real = real;
        }

        private void refuse() throws IOException {
            if (stubborn && refused) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            refuse();
            if (interrupts && position >= limit) {
                Thread.currentThread().interrupt();
                return real.write(source, position);
            }
            int room = (int) Math.max(0, Math.min(source.remaining(), limit - position));
            if (room == 0 && source.hasRemaining()) {
                refused = true;
                throw new IOException("No space left on device");
            }
            ByteBuffer fits = source.slice();
            fits.limit(room);
            int written = real.write(fits, position);
            source.position(source.position() + written);
            bytesWritten += written;
            return written;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int written = write(source, real.position());
            real.position(real.position() + written);
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            refuse();
            if (forcing != null) {
                refused = true;
                IOException once = forcing;
                forcing = null;
                throw once;
            }
            // No crash of the machine is played here, so nobody waits for the real disk.
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            refuse();
            real.truncate(size);
            return this;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            int read = real.read(target, position);
            bytesRead += Math.max(0, read);
            return read;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            int read = real.read(target);
            bytesRead += Math.max(0, read);
            return read;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return real.tryLock(position, size, shared);
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return real.lock(position, size, shared);
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long newPosition) throws IOException {
            real.position(newPosition);
            return this;
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }
    }
}
