package dev.cairn.formats.write;

import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.Names;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Writes results for other tools, in any format of which there is an exporter.
 *
 * <pre>{@code
 * ExportedResult written = ResultExporters.write(result, Path.of("front.parquet"), ExportOptions.set("pareto_front"));
 * written.notCarried().forEach(System.out::println);
 * ResultExporters.named("jmetal").write(result, Path.of("out/FUN.csv"), ExportOptions.solutions());   // and VAR.csv beside it
 * }</pre>
 */
public final class ResultExporters {
    private ResultExporters() {}

    /** Writes all solutions; see {@link #write(OptimizationResult, Path, ExportOptions)}. */
    public static ExportedResult write(OptimizationResult result, Path target) {
        return write(result, target, ExportOptions.solutions());
    }

    /**
     * Writes a result, or a part of it, in the format that the extension of the target names.
     *
     * @throws IllegalArgumentException if no exporter has this extension, or more than one has; name one with {@link #named}. See
     *     {@link ResultExporter#write} for the rest
     */
    public static ExportedResult write(OptimizationResult result, Path target, ExportOptions options) {
        return forFile(target).write(result, target, options);
    }

    /** Writes all solutions of many results into one table; see {@link TableExporter#writeAll}. */
    public static ExportedResult writeAll(
            Stream<? extends Map.Entry<String, OptimizationResult>> results, Path target) {
        return writeAll(results, target, ExportOptions.solutions());
    }

    /**
     * Writes many results into one table, in the format that the extension of the target names; see {@link TableExporter#writeAll}.
     *
     * @throws IllegalArgumentException also if the format is none of tables
     */
    public static ExportedResult writeAll(
            Stream<? extends Map.Entry<String, OptimizationResult>> results, Path target, ExportOptions options) {
        ResultExporter exporter = forFile(target);
        if (exporter instanceof TableExporter tables) {
            return tables.writeAll(results, target, options);
        }
        List<String> fitting = all().stream()
                .filter(each -> each instanceof TableExporter)
                .flatMap(each -> each.extensions().stream())
                .toList();
        throw new IllegalArgumentException("Cannot write many results into '" + target + "': " + exporter.name()
                + " holds one; tables end with " + String.join(", ", fitting) + ".");
    }

    /**
     * The one exporter for files of this name.
     *
     * @throws IllegalArgumentException if there is none or more than one
     */
    public static ResultExporter forFile(Path target) {
        Path name = target.getFileName();
        String lower = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
        List<ResultExporter> fitting = all().stream()
                .filter(exporter -> exporter.extensions().stream().anyMatch(lower::endsWith))
                .toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        if (fitting.isEmpty()) {
            String known = String.join(
                    ", ",
                    all().stream()
                            .flatMap(exporter -> exporter.extensions().stream())
                            .toList());
            throw new IllegalArgumentException("Cannot write '" + target + "': its name does not say a format; it ends "
                    + "with one of " + known + ", or name an exporter: ResultExporters.named(\""
                    + all().get(0).name() + "\").");
        }
        throw new IllegalArgumentException("The file '" + target + "' could be of "
                + String.join(" or ", fitting.stream().map(ResultExporter::name).toList())
                + "; name one: ResultExporters.named(\"" + fitting.get(0).name() + "\").");
    }

    /** The exporter of this name; an unknown name is refused with the known ones. */
    public static ResultExporter named(String name) {
        return all().stream()
                .filter(exporter -> exporter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no exporter " + Names.quote(name)
                        + "; there are " + String.join(", ", names()) + "."));
    }

    /** The names of all exporters, sorted. */
    public static List<String> names() {
        return all().stream().map(ResultExporter::name).toList();
    }

    private static List<ResultExporter> all() {
        return ServiceLoader.load(ResultExporter.class, ResultExporter.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(ResultExporter::name))
                .toList();
    }
}
