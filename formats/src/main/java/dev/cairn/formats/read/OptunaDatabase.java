package dev.cairn.formats.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cairn.UnsupportedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The studies in a database of Optuna, one in memory at a time. Values that are not finite are told by a column of their own, which older
 * databases do not have.
 */
final class OptunaDatabase {
    private static final List<String> TABLES =
            List.of("studies", "study_directions", "trials", "trial_params", "trial_values", "version_info");

    private final Path file;
    private final Connection connection;

    /** By their texts: most trials have the same. */
    private final Map<String, OptunaDistribution> distributions = new HashMap<>();

    private OptunaDatabase(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Hands each study to {@code target}, with what else is not carried. */
    static void read(Path file, BiConsumer<OptunaStudy, List<String>> target) {
        try (SqliteFile open = SqliteFile.open(file)) {
            new OptunaDatabase(file, open.connection()).read(target);
        } catch (SQLException e) {
            throw SqliteFile.failed(file, e);
        }
    }

    /** Takes a row. */
    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private void each(String query, Row use, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    use.take(rows);
                }
            }
        }
    }

    private Set<String> names(String query, Object... parameters) throws SQLException {
        Set<String> names = new HashSet<>();
        each(query, row -> names.add(row.getString(1)), parameters);
        return names;
    }

    private boolean hasColumn(String table, String column) throws SQLException {
        return names("SELECT name FROM pragma_table_info(?)", table).contains(column);
    }

    private void read(BiConsumer<OptunaStudy, List<String>> target) throws SQLException {
        Set<String> tables = names("SELECT name FROM sqlite_master WHERE type = 'table'");
        if (!tables.contains("studies") || !tables.contains("trials")) {
            throw new UnsupportedException("Cannot read '" + file + "': it is an SQLite database, but none of Optuna: "
                    + "it has no tables studies and trials.");
        }
        List<String> missing =
                TABLES.stream().filter(table -> !tables.contains(table)).toList();
        if (!missing.isEmpty() || !hasColumn("trial_values", "objective")) {
            throw new UnsupportedException("Cannot read '" + file + "': its tables are those of an Optuna before 2.4"
                    + (missing.isEmpty() ? "" : ", without " + String.join(", ", missing))
                    + "; bring a copy of it up to date with `optuna storage upgrade`.");
        }
        List<Long> ids = new ArrayList<>();
        each("SELECT study_id FROM studies ORDER BY study_id", row -> ids.add(row.getLong(1)));
        for (long id : ids) {
            OptunaStudy study;
            try {
                study = study(id);
            } catch (IllegalArgumentException e) {
                throw BadFile.whole(file, "study " + id + ": " + e.getMessage());
            }
            target.accept(study, List.of());
        }
    }

    private OptunaStudy study(long id) throws SQLException {
        List<String> names = new ArrayList<>();
        each("SELECT study_name FROM studies WHERE study_id = ?", row -> names.add(row.getString(1)), id);
        List<String> directions = new ArrayList<>();
        each(
                "SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective",
                row -> directions.add(row.getString(1)),
                id);
        OptunaStudy study = new OptunaStudy(names.get(0), directions);
        attributes("study_user_attributes", "study_id = ?", id, row -> study.userAttributes);
        attributes("study_system_attributes", "study_id = ?", id, row -> study.systemAttributes);
        Map<Long, OptunaTrial> trials = trials(study, id);
        String of = "trial_id IN (SELECT trial_id FROM trials WHERE study_id = ?)";
        attributes("trial_user_attributes", of, id, row -> trial(trials, row).userAttributes);
        attributes("trial_system_attributes", of, id, row -> trial(trials, row).systemAttributes);
        each(
                "SELECT trial_id, param_name, param_value, distribution_json FROM trial_params WHERE " + of
                        + " ORDER BY param_id",
                row -> {
                    OptunaTrial trial = trial(trials, row);
                    trial.params.put(row.getString(2), row.getDouble(3));
                    trial.distributions.put(
                            row.getString(2), distributions.computeIfAbsent(row.getString(4), OptunaDistribution::of));
                },
                id);
        each(
                "SELECT trial_id, objective, value, " + typeOf("trial_values", "value_type")
                        + " FROM trial_values WHERE " + of,
                row -> trial(trials, row).values.put(row.getInt(2), value(row)),
                id);
        each(
                "SELECT trial_id, step, intermediate_value, "
                        + typeOf("trial_intermediate_values", "intermediate_value_type")
                        + " FROM trial_intermediate_values WHERE " + of,
                row -> trial(trials, row).intermediate.put(row.getLong(2), value(row)),
                id);
        return study;
    }

    private Map<Long, OptunaTrial> trials(OptunaStudy study, long id) throws SQLException {
        Map<Long, OptunaTrial> trials = new HashMap<>();
        each(
                "SELECT trial_id, number, state, datetime_start, datetime_complete FROM trials WHERE study_id = ?"
                        + " ORDER BY number, trial_id",
                row -> {
                    OptunaTrial trial =
                            new OptunaTrial(row.getObject(2) == null ? study.trials.size() : row.getLong(2));
                    trial.state = row.getString(3);
                    trial.start = row.getString(4);
                    trial.complete = row.getString(5);
                    study.trials.add(trial);
                    trials.put(row.getLong(1), trial);
                },
                id);
        return trials;
    }

    private static OptunaTrial trial(Map<Long, OptunaTrial> trials, ResultSet row) throws SQLException {
        return Objects.requireNonNull(trials.get(row.getLong("trial_id")));
    }

    private String typeOf(String table, String column) throws SQLException {
        return hasColumn(table, column) ? column : "'FINITE'";
    }

    /** The third column, as the fourth says; what is stored as nothing is no number. */
    private static double value(ResultSet row) throws SQLException {
        String type = row.getString(4);
        return switch (type) {
            case "INF_POS" -> Double.POSITIVE_INFINITY;
            case "INF_NEG" -> Double.NEGATIVE_INFINITY;
            case "NAN" -> Double.NaN;
            case "FINITE" -> row.getObject(3) == null ? Double.NaN : row.getDouble(3);
            default -> throw new IllegalArgumentException("the type of value " + BadFile.quote(type) + " is not known");
        };
    }

    /** Where the attribute of a row belongs. */
    private interface Owner {
        Map<String, @Nullable Object> of(ResultSet row) throws SQLException;
    }

    private void attributes(String table, String which, long id, Owner owner) throws SQLException {
        String key = table.startsWith("study") ? "study_id" : "trial_id";
        each(
                "SELECT " + key + ", \"key\", value_json FROM " + table + " WHERE " + which + " ORDER BY 1, "
                        + (table.replaceFirst("s$", "") + "_id"),
                row -> {
                    try {
                        owner.of(row).put(row.getString(2), ForeignJson.parse(row.getString(3)));
                    } catch (JsonProcessingException e) {
                        throw new IllegalArgumentException(
                                "the attribute " + BadFile.quote(row.getString(2)) + " in " + table + " is no JSON: "
                                        + ForeignJson.reason(e),
                                e);
                    }
                },
                id);
    }
}
