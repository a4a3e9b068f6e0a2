package io.jenkins.plugins.hotfix.jenkins.forge;

import io.jenkins.plugins.hotfix.forge.Forge;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an agent reaches of the forge until the call there is over: questions and answers, no token, no proxy's password. */
public final class ForgeForAgent implements InvocationHandler, AutoCloseable {
    private final Supplier<Forge> forge;
    private volatile boolean closed;

    /**
     * @param forge is asked for anew for each operation
     */
    public ForgeForAgent(Supplier<Forge> forge) {
        this.forge = forge;
    }

    /** It as the agent sees it. */
    public Forge view() {
        return (Forge) Proxy.newProxyInstance(Forge.class.getClassLoader(), new Class<?>[] {Forge.class}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
        }
        if (closed) {
            throw new IllegalStateException("The step is over; no forge is asked for it any more.");
        }
        try {
            return method.invoke(forge.get(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** From now on nothing is asked any more. */
    @Override
    public void close() {
        closed = true;
    }
}
