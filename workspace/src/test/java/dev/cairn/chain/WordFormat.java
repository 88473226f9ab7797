package dev.cairn.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.operator.InvertibleTransformer;
import dev.cairn.operator.Operator;
import dev.cairn.operator.OperatorFormat;
import dev.cairn.operator.Predictor;
import dev.cairn.operator.SpectralTransformer;
import dev.cairn.operator.Transformer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Operators that are one word: {@code add 1}, {@code say 3}, {@code class 2}, {@code sum 10}, {@code wavelengths}, {@code short}. */
public final class WordFormat implements OperatorFormat {
    /** How many operators are open. */
    static final AtomicInteger OPEN = new AtomicInteger();

    @Override
    public String name() {
        return "word";
    }

    @Override
    public Operator read(InputStream bytes, Description described) throws IOException {
        String[] words = new String(bytes.readNBytes(100), UTF_8).split(" ");
        return operator(words[0], words.length > 1 ? Double.parseDouble(words[1]) : 0);
    }

    @Override
    public Optional<Operator> rebuild(Description described) {
        return described.operatorClass().equals("word.Add")
                ? Optional.of(new Adding(described.parameters().real("value").orElse(1)))
                : Optional.empty();
    }

    private static Operator operator(String word, double number) throws IOException {
        return switch (word) {
            case "add" -> new Adding(number);
            case "say" -> new Saying(number, false, false);
            case "class" -> new Saying(number, false, true);
            case "sum" -> new Saying(number, true, false);
            case "wavelengths" -> new Wavelengths();
            case "short" -> new Losing();
            default -> throw new IOException("no such word: " + word);
        };
    }

    private abstract static class Counted implements Operator {
        private boolean open = true;

        Counted() {
            OPEN.incrementAndGet();
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                OPEN.decrementAndGet();
            }
        }
    }

    private static final class Adding extends Counted implements InvertibleTransformer {
        private final double number;

        Adding(double number) {
            this.number = number;
        }

        /** Against the contract it works in place, so that a chain is seen to protect what it was given. */
        @Override
        public double[][] transform(double[][] samples) {
            for (double[] row : samples) {
                Arrays.setAll(row, i -> row[i] + number);
            }
            return samples;
        }

        @Override
        public double[][] inverse(double[][] transformed) {
            return Arrays.stream(transformed)
                    .map(row -> Arrays.stream(row).map(value -> value - number).toArray())
                    .toArray(double[][]::new);
        }
    }

    private static final class Saying extends Counted implements Predictor {
        private final double number;
        private final boolean sums;
        private final boolean classes;

        Saying(double number, boolean sums, boolean classes) {
            this.number = number;
            this.sums = sums;
            this.classes = classes;
        }

        @Override
        public double[] predict(double[][] samples) {
            return Arrays.stream(samples)
                    .mapToDouble(row -> sums ? Arrays.stream(row).sum() * number : number)
                    .toArray();
        }

        @Override
        public boolean classifies() {
            return classes;
        }
    }

    private static final class Wavelengths extends Counted implements SpectralTransformer {
        @Override
        public double[][] transform(double[][] spectra, double[] wavelengths) {
            return Arrays.stream(spectra).map(row -> wavelengths.clone()).toArray(double[][]::new);
        }
    }

    /** Loses a row. */
    private static final class Losing extends Counted implements Transformer, Predictor {
        @Override
        public double[][] transform(double[][] samples) {
            return Arrays.copyOf(samples, samples.length - 1);
        }

        @Override
        public double[] predict(double[][] samples) {
            return new double[samples.length - 1];
        }
    }
}
