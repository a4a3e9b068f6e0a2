package hudson;

import java.util.AbstractList;
import java.util.Iterator;

public class ExtensionList<T> extends AbstractList<T> {
    public static native <U> U lookupSingleton(Class<U> type);

    public native T get(int index);

    public native int size();

    public native Iterator<T> iterator();

    private ExtensionList() {}
}
