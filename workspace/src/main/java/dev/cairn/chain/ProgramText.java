package dev.cairn.chain;

import dev.cairn.operator.BuiltInOperator;
import dev.cairn.operator.Detrend;
import dev.cairn.operator.LinearModel;
import dev.cairn.operator.MinMaxScaling;
import dev.cairn.operator.PlsModel;
import dev.cairn.operator.SavitzkyGolay;
import dev.cairn.operator.SpectralMath;
import dev.cairn.operator.StandardNormalVariate;
import dev.cairn.operator.StandardScaling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of a program that does what built-in operators do. Nothing that a chain says of itself goes into it but numbers, so that
 * no name can become code.
 */
final class ProgramText {
    /** Characters of a piece of base64: whole doubles, and below the 65,535 bytes of a string constant. */
    private static final int PIECE = 60_000;

    private static final String IMPORTS = """
            import java.io.IOException;
            import java.nio.ByteBuffer;
            import java.nio.ByteOrder;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.ArrayList;
            import java.util.Arrays;
            import java.util.Base64;
            import java.util.List;
            import java.util.regex.Pattern;

            """;

    private static final String HEAD = """
                private static final Pattern NUMBER = Pattern.compile(
                        "[+-]?(\\\\d+(\\\\.\\\\d*)?|\\\\.\\\\d+)([eE][+-]?\\\\d+)?|NaN|[+-]?Infinity");

            """;

    private final List<String> transforms = new ArrayList<>();
    private final List<String> models = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();

    /** Adds what samples pass. */
    void transform(BuiltInOperator operator) {
        transforms.add(transformed(operator));
    }

    /** Adds a model; several answer together. */
    void model(BuiltInOperator operator) {
        models.add(predicted(operator));
    }

    /** Adds what brings a prediction back to its scale. */
    void inverse(BuiltInOperator operator) {
        targets.add(inverted(operator));
    }

    /** The program, in which each model counts by its weight, or all count the same if there are none. */
    String toString(String className, int features, double[] weights) {
        String main = resource(ProgramText.class, "Program.java.txt");
        String arithmetic = arithmetic();
        if (Pattern.compile("\\b" + Pattern.quote(className) + "\\b")
                .matcher(IMPORTS + HEAD + main + arithmetic)
                .find()) {
            throw new IllegalArgumentException("The program uses the name '" + className
                    + "' for something else; give the file another, such as Chain.java.");
        }
        return "// Written by Cairn. Predicts from the rows of a CSV file: java " + className + ".java data.csv\n"
                + "// Needs a JDK 17 or newer and nothing else.\n" + IMPORTS + "public final class " + className
                + " {\n"
                + "    private static final int FEATURES = " + features + ";\n" + HEAD
                + methods("double[][]", "step", transforms)
                + methods("double[]", "model", models)
                + methods("double[][]", "unscale", targets)
                + predict(weights)
                + main.replace("CLASS", className)
                + arithmetic
                + "}\n";
    }

    private static String methods(String type, String name, List<String> expressions) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < expressions.size(); i++) {
            text.append("    private static ")
                    .append(type)
                    .append(' ')
                    .append(name)
                    .append(i);
            text.append("(double[][] x) {\n        return ")
                    .append(expressions.get(i))
                    .append(";\n    }\n\n");
        }
        return text.toString();
    }

    private String predict(double[] weights) {
        StringBuilder text = new StringBuilder("    static double[] predict(double[][] x) {\n");
        for (int i = 0; i < transforms.size(); i++) {
            text.append("        x = step").append(i).append("(x);\n");
        }
        for (int i = 0; i < models.size(); i++) {
            text.append("        double[] y")
                    .append(i)
                    .append(" = unscaled(model")
                    .append(i)
                    .append("(x));\n");
        }
        text.append("        return ").append(combined(weights)).append(";\n    }\n\n");
        text.append("    private static double[] unscaled(double[] predicted) {\n");
        if (!targets.isEmpty()) {
            text.append("        double[][] y = SpectralMath.rows(predicted);\n");
            for (int i = 0; i < targets.size(); i++) {
                text.append("        y = unscale").append(i).append("(y);\n");
            }
        }
        String result = targets.isEmpty() ? "predicted" : "SpectralMath.firstColumn(y)";
        return text.append("        return ")
                .append(result)
                .append(";\n    }\n")
                .toString();
    }

    private String combined(double[] weights) {
        if (models.size() == 1) {
            return "y0";
        }
        StringBuilder all = new StringBuilder("new double[][] {y0");
        for (int i = 1; i < models.size(); i++) {
            all.append(", y").append(i);
        }
        all.append('}');
        return weights.length == 0
                ? "SpectralMath.mean(" + all + ")"
                : "SpectralMath.weightedMean(" + all + ", " + numbers(weights) + ")";
    }

    private static String transformed(BuiltInOperator operator) {
        if (operator instanceof StandardScaling scaling) {
            return call("standardize", numbers(scaling.mean()), numbers(scaling.scale()));
        }
        if (operator instanceof MinMaxScaling scaling) {
            return call("scaleRange", range(scaling));
        }
        if (operator instanceof StandardNormalVariate variate) {
            return call("standardNormalVariate", String.valueOf(variate.ddof()));
        }
        if (operator instanceof SavitzkyGolay filter) {
            return call(
                    "savitzkyGolay",
                    String.valueOf(filter.window()),
                    String.valueOf(filter.order()),
                    String.valueOf(filter.derivative()),
                    String.valueOf(filter.delta()));
        }
        if (operator instanceof Detrend detrend) {
            return call("detrend", String.valueOf(detrend.isLinear()));
        }
        throw new IllegalArgumentException(operator.operatorClass() + " does not transform samples.");
    }

    private static String inverted(BuiltInOperator operator) {
        if (operator instanceof StandardScaling scaling) {
            return call("unstandardize", numbers(scaling.mean()), numbers(scaling.scale()));
        }
        if (operator instanceof MinMaxScaling scaling) {
            return call("unscaleRange", range(scaling));
        }
        throw new IllegalArgumentException(operator.operatorClass() + " cannot be taken back.");
    }

    private static String predicted(BuiltInOperator operator) {
        if (operator instanceof LinearModel model) {
            return call("linear", numbers(model.coefficients()), String.valueOf(model.intercept()));
        }
        if (operator instanceof PlsModel model) {
            return call(
                    "centredLinear",
                    numbers(model.mean()),
                    numbers(model.scale()),
                    numbers(model.coefficients()),
                    String.valueOf(model.intercept()));
        }
        throw new IllegalArgumentException(operator.operatorClass() + " predicts nothing.");
    }

    private static String[] range(MinMaxScaling scaling) {
        return new String[] {
            numbers(scaling.min()),
            numbers(scaling.max()),
            String.valueOf(scaling.low()),
            String.valueOf(scaling.high())
        };
    }

    private static String call(String function, String... arguments) {
        return "SpectralMath." + function + "(x, " + String.join(", ", arguments) + ")";
    }

    /** As base64 of their little-endian bits: an array literal of many numbers is more than a method may hold. */
    private static String numbers(double[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(numbers).forEach(bytes::putDouble);
        String text = Base64.getEncoder().encodeToString(bytes.array());
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); at += PIECE) {
            pieces.add('"' + text.substring(at, Math.min(text.length(), at + PIECE)) + '"');
        }
        return pieces.stream().collect(Collectors.joining(", ", "decode(", ")"));
    }

    /** The very source of the arithmetic, as a class inside the program. */
    private static String arithmetic() {
        String source = resource(SpectralMath.class, "SpectralMath.java");
        String declaration = "public final class SpectralMath";
        return source.substring(source.indexOf(declaration))
                .replace(declaration, "private static final class SpectralMath")
                .indent(4);
    }

    private static String resource(Class<?> beside, String name) {
        try (InputStream bytes = beside.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IllegalStateException("The file " + name + " is missing beside " + beside.getName()
                        + "; it belongs to the artifact cairn-workspace.");
            }
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
