package dev.cairn.examples;

import dev.cairn.pipeline.Pipelines;
import dev.cairn.pipeline.PredictionRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/** Takes a chain out of its store, as a bundle and as a program, and holds what they say of spectra against what the store says. */
final class ReplayComparison {
    private final Pipelines pipelines;
    private final SpectraSet test;
    private final PrintStream out;

    ReplayComparison(Pipelines pipelines, SpectraSet test, PrintStream out) {
        this.pipelines = pipelines;
        this.test = test;
        this.out = out;
    }

    /** Writes the chain and the spectra into {@code folder} and runs both kinds of it, each in a process that has nothing else. */
    void export(String chain, Path folder) throws IOException {
        double[] replayed = pipelines.chains().replay(chain, test.absorbance());
        out.printf(
                Locale.ROOT,
                "%nThe best chain, replayed on the spectra held back: RMSE %.3f %% of protein.%n",
                test.rmse(replayed));
        compare("predicted when it was trained", trained(chain), replayed);

        Path bundle = pipelines.chains().exportBundle(chain, folder.resolve("best.cairn"));
        Path program = pipelines.chains().exportSource(chain, folder.resolve("Chain.java"));
        Path csv = Files.writeString(folder.resolve("test.csv"), test.toCsv());
        compare("the bundle in another process", JavaProcess.ofClass(BundleReplay.class, bundle, csv), replayed);
        compare("Chain.java without Cairn", JavaProcess.ofSource(program, "--header", csv), replayed);
        out.printf("Try it: java %s --header %s%n", program, csv);
    }

    private double[] trained(String chain) {
        PredictionRecord average = pipelines
                .predictions()
                .results()
                .chain(chain)
                .fold(PlsPipeline.AVERAGE)
                .partition("test")
                .list()
                .get(0);
        return Objects.requireNonNull(
                pipelines.predictions().arrays(average.id()).yPred());
    }

    private void compare(String what, double[] numbers, double[] replayed) {
        if (numbers.length != replayed.length) {
            throw new IllegalStateException(what + ": " + numbers.length + " numbers, not " + replayed.length + ".");
        }
        long equal = IntStream.range(0, numbers.length)
                .filter(i -> Double.doubleToRawLongBits(numbers[i]) == Double.doubleToRawLongBits(replayed[i]))
                .count();
        out.printf("  %-30s %d of %d numbers are equal, bit for bit%n", what, equal, numbers.length);
    }
}
