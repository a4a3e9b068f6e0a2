package hudson.console;

public class HyperlinkNote extends ConsoleNote {
    public static native String encodeTo(String url, String text);

    private HyperlinkNote() {}
}
