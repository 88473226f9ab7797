package dev.cairn.examples;

import dev.cairn.chain.ChainBundle;
import dev.cairn.chain.ReplayInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Predicts from spectra with a bundle and no store. Arguments: the bundle, and a CSV file with a line of wavelengths and then a spectrum
 * a line.
 */
public final class BundleReplay {
    private BundleReplay() {}

    /** Prints a prediction a line. */
    public static void main(String[] args) throws IOException {
        double[][] rows = Files.readAllLines(Path.of(args[1])).stream()
                .skip(1)
                .map(line -> Arrays.stream(line.split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        try (ChainBundle bundle = ChainBundle.open(Path.of(args[0]))) {
            for (double predicted : bundle.replay(ReplayInput.of(rows))) {
                System.out.println(predicted);
            }
        }
    }
}
