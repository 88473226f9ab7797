package dev.cairn.formats.imports;

import dev.cairn.model.Column;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What plain code reads in files. */
final class Plain {
    static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private Plain() {}

    static long bits(DoubleStream values) {
        return values.mapToLong(Double::doubleToRawLongBits).sum();
    }

    static long bits(Column column) {
        return column instanceof RealColumn reals
                ? bits(reals.values())
                : column instanceof LongColumn longs ? bits(longs.values().asDoubleStream()) : 0;
    }

    static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** The sum of the bits of all numbers in lines that are no comments. */
    static long bitsIn(List<Path> files, String separator) throws IOException {
        long sum = 0;
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("%")) {
                    sum += bits(Stream.of(line.strip().split(separator)).mapToDouble(Double::parseDouble));
                }
            }
        }
        return sum;
    }
}
