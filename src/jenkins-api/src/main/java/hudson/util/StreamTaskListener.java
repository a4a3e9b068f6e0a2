package hudson.util;

import hudson.model.TaskListener;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;

public class StreamTaskListener extends AbstractTaskListener implements TaskListener, Closeable {
    public native PrintStream getLogger();

    public native void close() throws IOException;

    public StreamTaskListener(PrintStream out) {}
}
