package hudson;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

public final class FilePath implements Serializable {
    public native FilePath child(String relOrAbsolute);

    public native void copyFrom(InputStream in) throws IOException, InterruptedException;

    public FilePath(File localPath) {}

    public native String getRemote();

    public native boolean exists() throws IOException, InterruptedException;

    public native VirtualChannel getChannel();

    public FilePath(VirtualChannel channel, String remote) {}
}
