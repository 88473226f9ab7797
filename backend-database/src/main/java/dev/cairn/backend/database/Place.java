package dev.cairn.backend.database;

import dev.cairn.ConfigurationException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is: a connection string taken apart, with user and password out of the URL, so that no message that shows
 * the URL shows them.
 *
 * @param product which database
 * @param url what the driver takes, without user and password
 * @param text the connection string in its one form, without user and password
 * @param textWithoutSecrets the same without passwords that are parameters of the driver, such as that of a key file
 * @param shown where it is, for people: no user, no password, no parameters
 * @param user the user that the string names, or null
 * @param password the password that the string holds, or null
 * @param file the file of an embedded database, without {@code .mv.db}; null for one in memory or on a server
 */
record Place(
        Product product,
        String url,
        String text,
        String textWithoutSecrets,
        String shown,
        @Nullable String user,
        @Nullable String password,
        @Nullable Path file) {

    private static final String H2 = "h2:";

    /** How many statements of each connection H2 keeps prepared: more than a save and a load take, which its own eight are not. */
    private static final String STATEMENTS = "64";

    private static final String POSTGRESQL = "postgresql:";
    private static final String HOST = "(\\[[0-9A-Fa-f:.%]+]|[^:@/\\[\\],]*)(:[0-9]{1,5})?";
    private static final String HOSTS = HOST + "(," + HOST + ")*";

    /**
     * Takes a connection string apart: {@code h2:/path/to/file}, {@code h2:mem:name}, {@code postgresql://user@host:5432/db},
     * or the JDBC URL of either.
     *
     * @throws ConfigurationException if it is none of these
     */
    static Place of(String text) {
        String rest = text.strip().replaceFirst("(?i)^jdbc:", "");
        String lower = rest.toLowerCase(Locale.ROOT);
        if (lower.startsWith(H2)) {
            return h2(rest.substring(H2.length()));
        }
        if (lower.startsWith(POSTGRESQL) || lower.startsWith("postgres:")) {
            return postgresql(rest.substring(rest.indexOf(':') + 1));
        }
        if (lower.startsWith("sqlite:")) {
            throw new ConfigurationException(
                    "SQLite is not a database of Cairn. Use H2, which is embedded in the same way: 'h2:"
                            + rest.substring("sqlite:".length())
                                    .replaceFirst("^/+", "/")
                                    .replaceFirst("\\.(db|sqlite3?)$", "")
                            + "'.");
        }
        throw new ConfigurationException("'connection_string' begins with h2:, postgresql: or jdbc: and one of these"
                + (lower.matches("[a-z0-9]+:.*") ? ", not with '" + lower.substring(0, lower.indexOf(':')) + ":'" : "")
                + "; for example 'h2:/data/results' or 'postgresql://user@host/results'.");
    }

    private static Place h2(String text) {
        DriverParameters parameters = new DriverParameters(Product.H2);
        int question = text.indexOf('?');
        String[] pieces = (question < 0 ? text : text.substring(0, question)).split(";");
        for (int i = 1; i < pieces.length; i++) {
            parameters.add(pieces[i]);
        }
        for (String pair :
                question < 0 ? new String[0] : text.substring(question + 1).split("[&;]")) {
            parameters.add(pair);
        }
        parameters.requireKnown();
        if ("TRUE".equalsIgnoreCase(parameters.get("AUTO_SERVER"))) {
            throw new ConfigurationException("AUTO_SERVER lets several processes use one H2 file, and a store in H2 "
                    + "belongs to one. Leave it out, or use PostgreSQL.");
        }
        String user = parameters.take("USER");
        String password = parameters.take("PASSWORD");
        String name = pieces.length == 0 ? "" : pieces[0];
        if (name.toLowerCase(Locale.ROOT).startsWith("mem:")) {
            return h2Memory(name.substring("mem:".length()), parameters, user, password);
        }
        return h2File(name, parameters, user, password);
    }

    private static Place h2Memory(
            String name, DriverParameters parameters, @Nullable String user, @Nullable String password) {
        if (name.isBlank()) {
            throw new ConfigurationException("A database in memory needs a name, for each connection to one without a "
                    + "name is a database of its own: 'h2:mem:results'.");
        }
        String shown = H2 + "mem:" + name;
        return new Place(
                Product.H2,
                "jdbc:" + shown + parameters.behind(";", ";"),
                shown + parameters.sorted(";", ";"),
                shown + parameters.withoutSecrets(";", ";"),
                shown,
                user,
                password,
                null);
    }

    private static Place h2File(
            String name, DriverParameters parameters, @Nullable String user, @Nullable String password) {
        String path = name.replaceFirst("(?i)^(file|async|nio):", "").replaceFirst("^//(?=/)", "");
        if (path.isBlank() || path.matches("[A-Za-z]{2,}:.*")) {
            throw new ConfigurationException(
                    "'h2:" + name.replaceFirst("//.*@", "//***@") + "' names no file; a store in H2 is embedded, as "
                            + "'h2:/path/to/file' or 'h2:mem:name'. For a server use PostgreSQL.");
        }
        String home = System.getProperty("user.home", "");
        Path file = Path.of(path.startsWith("~/") ? home + path.substring(1) : path)
                .toAbsolutePath()
                .normalize();
        String shown = H2 + file;
        String canonical = shown + parameters.sorted(";", ";");
        String open = shown + parameters.withoutSecrets(";", ";");
        // Commits are written at once; nothing closes the database before its managers do.
        parameters.addIfAbsent("WRITE_DELAY", "0");
        parameters.addIfAbsent("DB_CLOSE_ON_EXIT", "FALSE");
        parameters.addIfAbsent("QUERY_CACHE_SIZE", STATEMENTS);
        // "async:", because an interrupt in any other form closes the database for all who use it.
        return new Place(
                Product.H2,
                "jdbc:h2:async:" + file + parameters.behind(";", ";"),
                canonical,
                open,
                shown,
                user,
                password,
                file);
    }

    private static Place postgresql(String text) {
        DriverParameters parameters = new DriverParameters(Product.POSTGRESQL);
        int question = text.indexOf('?');
        String query = question < 0 ? "" : text.substring(question + 1);
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            requireNoLogin(!pair.replaceFirst("=.*", "").contains("@"));
            parameters.add(pair);
        }
        parameters.requireKnown();
        String user = Percent.decode(parameters.take("user"));
        String password = Percent.decode(parameters.take("password"));
        String target = question < 0 ? text : text.substring(0, question);
        int slash = target.indexOf('/', 2);
        String authority = target.startsWith("//") ? target.substring(2, slash < 0 ? target.length() : slash) : "";
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String[] login = authority.substring(0, at).split(":", 2);
            user = user == null ? Percent.decode(login[0]) : user;
            password = password == null && login.length > 1 ? Percent.decode(login[1]) : password;
            target = "//" + authority.substring(at + 1) + (slash < 0 ? "" : target.substring(slash));
        }
        requireNoLogin(target.matches("//" + HOSTS + "(/[^@]*)?|[^:@]*"));
        if (target.matches("//[^/]*")) {
            target += "/";
        }
        return new Place(
                Product.POSTGRESQL,
                "jdbc:" + POSTGRESQL + target + parameters.behind("?", "&"),
                POSTGRESQL + target + parameters.sorted("?", "&"),
                POSTGRESQL + target + parameters.withoutSecrets("?", "&"),
                POSTGRESQL + target,
                user,
                password,
                null);
    }

    /** Otherwise a password would stand where a host or a name is looked for, and be shown. */
    private static void requireNoLogin(boolean none) {
        if (!none) {
            throw new ConfigurationException("'connection_string' cannot be read. It looks like "
                    + "'postgresql://user@host:5432/database?sslmode=require'; in a user or a password write @ as %40, "
                    + "/ as %2F, : as %3A, ? as %3F, or give them as 'user' and 'password'.");
        }
    }

    @Override
    public String toString() {
        return shown;
    }
}
