package dev.cairn.backend.database;

import dev.cairn.ConfigurationException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens a new connection of one driver each time; knows the password and shows it nowhere. */
final class DriverSource implements DataSource {
    private static final String SOCKET_TIMEOUT = "socketTimeout";

    /** How long a server may take to answer: the longest statements move a few MiB or wait for the lock of a row. */
    private static final String SECONDS_OF_SILENCE = "60";

    private final Place place;
    private final Properties properties = new Properties();

    /** Without this one an embedded database is closed; null until {@link #onlyWhile}. */
    private volatile @Nullable Connection keeper;

    DriverSource(Place place, @Nullable String user, @Nullable String password, long timeoutSeconds) {
        this.place = place;
        switch (place.product()) {
            case H2 -> {
                load("org.h2.Driver");
                properties.setProperty("user", user == null ? "sa" : user);
                properties.setProperty("password", password == null ? "" : password);
            }
            case POSTGRESQL -> {
                load("org.postgresql.Driver");
                set("user", user);
                set("password", password);
                // What the URL says of these wins over what stands here.
                set("connectTimeout", Long.toString(timeoutSeconds));
                set("loginTimeout", Long.toString(timeoutSeconds));
                set("tcpKeepAlive", "true");
                set(SOCKET_TIMEOUT, SECONDS_OF_SILENCE);
                set("ApplicationName", "cairn");
            }
            default -> throw new AssertionError(place.product());
        }
    }

    private DriverSource(Place place, Properties properties) {
        this.place = place;
        this.properties.putAll(properties);
    }

    /** Makes the driver known to {@link DriverManager}, whatever the class loader of the thread sees. */
    private static void load(String driver) {
        try {
            Class.forName(driver);
        } catch (ClassNotFoundException e) {
            throw new ConfigurationException("The driver " + driver + " is not on the class path.", e);
        }
    }

    private void set(String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    /** The same for statements that take as long as they take. */
    DriverSource patient() {
        DriverSource patient = new DriverSource(place, properties);
        patient.properties.remove(SOCKET_TIMEOUT);
        return patient;
    }

    /** Connects no more when {@code open} is broken: H2 would open a database again that it closed, without its settings. */
    void onlyWhile(Connection open) {
        keeper = open;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection open = keeper;
        if (open != null) {
            requireOpen(open);
        }
        Driver driver;
        try {
            driver = DriverManager.getDriver(place.url());
        } catch (SQLException e) {
            // Its message shows the whole URL, in which the password of a key file may stand.
            throw new SQLException("The driver cannot read the connection string of " + place.shown(), "90046");
        }
        return driver.connect(place.url(), properties);
    }

    /** Asked by a statement, for a connection to a database that was closed says that it is open itself. */
    private static void requireOpen(Connection keeper) throws SQLException {
        try {
            Server.checkpoint(keeper);
        } catch (SQLException e) {
            throw new SQLException("The database was closed", Failures.H2_DATABASE_CLOSED, e);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The user of a store is fixed when it is opened.");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("Nothing is written to a log here.");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("The time-out of a store is fixed when it is opened.");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("Logging goes through SLF4J.");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("This wraps no " + type.getName() + ".");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public String toString() {
        return place.shown();
    }
}
