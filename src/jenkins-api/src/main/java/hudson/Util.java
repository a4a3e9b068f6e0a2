package hudson;

public class Util {
    public static native String getTimeSpanString(long duration);

    private Util() {}
}
