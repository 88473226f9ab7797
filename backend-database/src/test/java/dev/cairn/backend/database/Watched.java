package dev.cairn.backend.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that notes each trip to the server, each execution of a statement or a batch and each commit, and how many
 * connections are out at once; what happens before a commit can be chosen.
 */
final class Watched {
    /** Something done with a connection that is about to commit. */
    interface BeforeCommit {
        void run(Connection connection) throws SQLException;
    }

    private final DataSource target;
    private final int isolation;
    private final List<String> trips = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger out = new AtomicInteger();
    private final AtomicInteger mostOut = new AtomicInteger();
    private volatile BeforeCommit beforeCommit = connection -> {};

    Watched(DataSource target) {
        this(target, Connection.TRANSACTION_READ_COMMITTED);
    }

    /** With connections whose transactions are isolated so, as one of {@link Connection}'s constants says. */
    Watched(DataSource target, int isolation) {
        this.target = target;
        this.isolation = isolation;
    }

    DataSource source() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(target, method, arguments);
            return result instanceof Connection connection ? watched(connection) : result;
        });
    }

    void beforeCommit(BeforeCommit action) {
        beforeCommit = action;
    }

    /** The trips that {@code call} takes. */
    List<String> tripsOf(Callable<?> call) throws Exception {
        trips.clear();
        call.call();
        return new ArrayList<>(trips);
    }

    /** The SQL states of all that failed since this was asked before. */
    List<String> failures() {
        List<String> states = List.copyOf(failures);
        failures.clear();
        return states;
    }

    /** The most connections that were out at once, since this was asked before. */
    int mostOut() {
        return mostOut.getAndSet(0);
    }

    private Connection watched(Connection connection) throws SQLException {
        connection.setTransactionIsolation(isolation);
        mostOut.accumulateAndGet(out.incrementAndGet(), Math::max);
        return proxy(Connection.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "commit" -> {
                    trips.add("commit");
                    beforeCommit.run(connection);
                }
                case "rollback" -> trips.add("rollback");
                case "close" -> out.decrementAndGet();
                default -> {}
            }
            Object result = call(connection, method, arguments);
            return result instanceof Statement statement ? watched(statement, method, arguments) : result;
        });
    }

    private Statement watched(Statement statement, Method made, Object @Nullable [] madeWith) {
        String sql = madeWith == null ? made.getName() : String.valueOf(madeWith[0]);
        Class<? extends Statement> type = made.getReturnType().asSubclass(Statement.class);
        return proxy(type, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                trips.add(sql);
            }
            return call(statement, method, arguments);
        });
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                failures.add(String.valueOf(failure.getSQLState()));
            }
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Watched.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
