package dev.cairn.backend.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.h2.api.ErrorCode;
import org.h2.command.dml.SetTypes;
import org.h2.engine.ConnectionInfo;
import org.h2.engine.DbSettings;
import org.h2.message.DbException;
import org.postgresql.PGProperty;

/**
 * Which parameters the drivers know, by their own word. Without the driver, or with one that is built otherwise, every name
 * counts as known: opening will tell.
 */
final class DriverNames {
    private DriverNames() {}

    /** Whether the driver of {@code product} knows a parameter {@code name}. */
    static boolean knows(Product product, String name) {
        try {
            return switch (product) {
                case H2 -> knownToH2(name);
                case POSTGRESQL -> PGProperty.forName(name) != null;
            };
        } catch (LinkageError e) {
            return true;
        }
    }

    /** H2 reads a URL without opening anything, and refuses a name that it does not know before it looks at values. */
    private static boolean knownToH2(String name) {
        try {
            return new ConnectionInfo("jdbc:h2:mem:;" + name + "=1", new Properties(), null, null) != null;
        } catch (DbException e) {
            return e.getErrorCode() != ErrorCode.UNSUPPORTED_SETTING_1;
        }
    }

    /** The names that can be listed, for whoever misspelt one. */
    static List<String> of(Product product) {
        try {
            return switch (product) {
                case H2 -> {
                    List<String> names = new ArrayList<>(SetTypes.getTypes());
                    names.addAll(DbSettings.DEFAULT.getSettings().keySet());
                    names.addAll(List.of("USER", "PASSWORD", "CIPHER", "IFEXISTS", "INIT"));
                    yield names;
                }
                case POSTGRESQL ->
                    Arrays.stream(PGProperty.values()).map(PGProperty::getName).toList();
            };
        } catch (LinkageError e) {
            return List.of();
        }
    }
}
