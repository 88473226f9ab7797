package dev.cairn.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.formats.jmetal.JMetalResults;
import dev.cairn.formats.write.ExportOptions;
import dev.cairn.formats.write.ResultExporters;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.uma.jmetal.algorithm.multiobjective.nsgaii.NSGAIIBuilder;
import org.uma.jmetal.operator.crossover.impl.SBXCrossover;
import org.uma.jmetal.operator.mutation.impl.PolynomialMutation;
import org.uma.jmetal.problem.multiobjective.zdt.ZDT1;

/** Who has one of the optional libraries needs no other. */
class OptionalLibrariesTest {
    /** What {@code type} returns where no jar whose name contains one of {@code absent} is on the class path. */
    private static Object without(Class<? extends Callable<?>> type, String... absent) throws Exception {
        List<URL> there = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            boolean hidden = false;
            for (String name : absent) {
                hidden |= path.getFileName().toString().contains(name);
            }
            if (!hidden) {
                there.add(path.toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(there.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object task = loader.loadClass(type.getName()).getConstructor().newInstance();
            return task instanceof Callable<?> callable ? callable.call() : "no Callable";
        }
    }

    /** Writes a table and tries to write Parquet. */
    public static final class Write implements Callable<String> {
        @Override
        public String call() throws IOException {
            OptimizationResult result = OptimizationResult.builder()
                    .problem(Problem.builder("p")
                            .objective(Objective.minimize("f"))
                            .build())
                    .objective("f", 1)
                    .build();
            Path folder = Files.createTempDirectory("export");
            Path csv = folder.resolve("a.csv");
            try {
                ResultExporters.write(result, csv);
                ResultExporters.named("parquet").write(result, folder.resolve("a"), ExportOptions.solutions());
                return "written";
            } catch (IllegalStateException e) {
                return Files.readString(csv) + e.getMessage();
            } finally {
                Files.deleteIfExists(csv);
                Files.deleteIfExists(folder.resolve("a.parquet"));
                Files.delete(folder);
            }
        }
    }

    /** Runs an algorithm of the older family. */
    public static final class Run implements Callable<String> {
        @Override
        public String call() {
            var algorithm = new NSGAIIBuilder<>(
                            new ZDT1(5), new SBXCrossover(0.9, 20), new PolynomialMutation(0.5, 20), 20)
                    .setMaxEvaluations(40)
                    .build();
            algorithm.run();
            return JMetalResults.from(algorithm).problem().name();
        }
    }

    @Test
    void withoutParquetTheOthersWriteAndItSaysWhatIsMissing() throws Exception {
        assertThat(without(Write.class, "parquet-", "jmetal", "moeaframework", "dflib"))
                .asString()
                .startsWith("\"f\"\n1.0\n")
                .contains("org.apache.parquet:parquet-hadoop");
        assertThat(without(Write.class, "jmetal", "moeaframework", "dflib")).isEqualTo("written");
    }

    @Test
    void algorithmsOfTheOlderFamilyNeedNoComponents() throws Exception {
        assertThat(without(Run.class, "jmetal-component", "parquet-", "moeaframework"))
                .isEqualTo("ZDT1");
    }
}
