package hudson.security;

public class ACLContext implements AutoCloseable {
    public native void close();

    private ACLContext() {}
}
