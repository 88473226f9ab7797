package dev.cairn.formats.read;

import dev.cairn.UnsupportedException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The lines {@code # key=value} at the beginning of a result file, escaped as in files of properties. */
final class MoeaHeader {
    private static final int MOST = 100_000;

    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();

    MoeaHeader(Path file) {
        this.file = file;
    }

    /** Whether the line is of the header. */
    boolean takes(String line, TextLines lines) {
        String text = line.strip();
        if (text.length() < 2 || text.charAt(0) != '#') {
            return false;
        }
        Property property = Property.of(text.substring(1), lines);
        if (values.put(property.key(), property.value()) != null) {
            throw lines.bad("the header says " + BadFile.quote(property.key()) + " twice");
        }
        return true;
    }

    /** The problem as declared; only version 5 is read. */
    MoeaProblem problem(ReadOptions options) {
        String version = values.get("Version");
        if (!"5".equals(version)) {
            throw new UnsupportedException("Cannot read '" + file + "': it is of version "
                    + (version == null ? "4 or older" : version)
                    + " of result files, and only 5 is read; MOEA Framework 5.0 writes it.");
        }
        String given = options.problem() == null ? values.get("Problem") : options.problem();
        MoeaProblem problem = new MoeaProblem(file, given == null || given.isBlank() ? Origin.stem(file) : given);
        int variables = count("NumberOfVariables", 0);
        int objectives = count("NumberOfObjectives", 1);
        int constraints = count("NumberOfConstraints", 0);
        for (int i = 1; i <= variables; i++) {
            problem.variable(definition("Variable", i), i);
        }
        for (int i = 1; i <= objectives; i++) {
            problem.objective(definition("Objective", i), i);
        }
        for (int i = 1; i <= constraints; i++) {
            problem.constraint(definition("Constraint", i), i);
        }
        for (Map.Entry<String, String> other : values.entrySet()) {
            if (!other.getKey()
                    .matches("Version|Problem|NumberOf(Variables|Objectives|Constraints)"
                            + "|(Variable|Objective|Constraint)\\.\\d+\\.Definition")) {
                problem.lose("the line " + other.getKey() + "=" + other.getValue() + " of the header");
            }
        }
        return problem;
    }

    private @Nullable MoeaDefinition definition(String what, int index) {
        String text = values.get(what + "." + index + ".Definition");
        return text == null ? null : MoeaDefinition.parse(text, file);
    }

    private int count(String key, int least) {
        String text = values.getOrDefault(key, "");
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < least || Integer.parseInt(text) > MOST) {
            throw BadFile.whole(
                    file,
                    "its header says " + key + "=" + BadFile.quote(text) + "; it must be from " + least + " to "
                            + MOST);
        }
        return Integer.parseInt(text);
    }

    /** A key with its value. */
    record Property(String key, String value) {
        static Property of(String line, TextLines lines) {
            Properties properties = new Properties();
            try {
                properties.load(new StringReader(line.strip()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (IllegalArgumentException e) {
                throw lines.bad("it holds an escape that is none: " + e.getMessage());
            }
            if (properties.size() != 1) {
                throw lines.bad("key=value is expected");
            }
            String key = properties.stringPropertyNames().iterator().next();
            return new Property(key, properties.getProperty(key));
        }
    }
}
