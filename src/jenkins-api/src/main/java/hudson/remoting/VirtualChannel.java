package hudson.remoting;

import java.io.IOException;

public interface VirtualChannel {
    <T> T export(Class<T> type, T instance);

    <V, T extends Throwable> Future<V> callAsync(Callable<V, T> callable) throws IOException;
}
