package dev.cairn.formats.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A matrix that was written by hand reads back bit for bit in each of the forms of text. */
class MatrixProperties {
    @Property(tries = 150)
    void readsBackBitForBit(@ForAll("matrices") List<List<Double>> rows) throws IOException {
        Path file = Files.createTempFile("matrix", ".dat");
        try {
            int width = rows.get(0).size();
            check("jmetal", file, text(rows, ",", "\n", "", ""), rows);
            check("jmetal", file, text(rows, " ", "\r\n", "", ""), rows);
            check("pymoo", file, text(rows, "\t", "\n", "# f\n\n", ""), rows);
            check("moea", file, text(rows, " ", "\n", moea(width), "#\n"), rows);
            check("csv", file, text(rows, ";", "\n", csv(width), ""), rows);
        } finally {
            Files.delete(file);
        }
    }

    private static void check(String reader, Path file, String text, List<List<Double>> rows) throws IOException {
        Files.writeString(file, text);
        String[] names = new String[rows.get(0).size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = "f" + (i + 1);
        }
        ReadOptions options = reader.equals("csv") ? ReadOptions.none().minimizing(names) : ReadOptions.none();
        OptimizationResult result =
                ResultReaders.named(reader).read(file, options).result();
        for (int i = 0; i < names.length; i++) {
            int column = i;
            double[] expected =
                    rows.stream().mapToDouble(row -> row.get(column)).toArray();
            assertThat(result.objective(names[i])).as(reader).isEqualTo(RealColumn.of(expected));
        }
    }

    private static String text(List<List<Double>> rows, String separator, String end, String before, String behind) {
        StringBuilder text = new StringBuilder(before);
        for (List<Double> row : rows) {
            List<String> cells = new ArrayList<>();
            row.forEach(value -> cells.add(value.toString()));
            text.append(String.join(separator, cells)).append(end);
        }
        return text.append(behind).toString();
    }

    private static String moea(int width) {
        return "# Version=5\n# Problem=P\n# NumberOfVariables=0\n# NumberOfObjectives=" + width
                + "\n# NumberOfConstraints=0\n";
    }

    private static String csv(int width) {
        StringBuilder header = new StringBuilder("f1");
        for (int i = 2; i <= width; i++) {
            header.append(";f").append(i);
        }
        return header.append('\n').toString();
    }

    @Provide
    Arbitrary<List<List<Double>>> matrices() {
        Arbitrary<Double> value = Arbitraries.oneOf(
                Arbitraries.longs()
                        .map(Double::longBitsToDouble)
                        .map(bits -> Double.isNaN(bits) ? Double.valueOf(Double.NaN) : bits),
                Arbitraries.of(0.0, -0.0, Double.NaN, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY));
        return Arbitraries.integers()
                .between(1, 5)
                .flatMap(width -> value.list().ofSize(width).list().ofMinSize(1).ofMaxSize(20));
    }
}
