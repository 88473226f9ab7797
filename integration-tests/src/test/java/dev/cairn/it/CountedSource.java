package dev.cairn.it;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that counts the trips to the server: each execution of a statement or of a batch, and each commit. */
final class CountedSource {
    private final DataSource target;
    private final AtomicLong trips = new AtomicLong();

    CountedSource(DataSource target) {
        this.target = target;
    }

    /** How many there were. */
    long trips() {
        return trips.get();
    }

    DataSource source() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(target, method, arguments);
            return result instanceof Connection connection ? counted(connection) : result;
        });
    }

    private Connection counted(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("commit") || method.getName().equals("rollback")) {
                trips.incrementAndGet();
            }
            Object result = call(connection, method, arguments);
            return result instanceof Statement statement
                    ? counted(statement, method.getReturnType().asSubclass(Statement.class))
                    : result;
        });
    }

    private Statement counted(Statement statement, Class<? extends Statement> type) {
        return proxy(type, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                trips.incrementAndGet();
            }
            return call(statement, method, arguments);
        });
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(CountedSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
