package dev.cairn.formats.write;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.io.NumberOutput;
import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.Direction;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import dev.cairn.model.Role;
import dev.cairn.spi.Names;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objectives and variables as jMetal prints them: {@code FUN.csv} and, where there are variables, {@code VAR.csv} beside it, numbers
 * separated by commas, or by spaces in files of other extensions, no header.
 *
 * <p>The target is either of the two, such as {@code FUN3.tsv}, or a folder for both. Numbers are the shortest texts that give them back.
 * Objectives are written as they are stored: one that is maximized is not negated, though jMetal itself makes all of them small. A binary
 * variable is a row of 0 and 1, a permutation all its numbers. What has no place there is refused: missing cells, categories, a result
 * without objectives or solutions. The variables are in place before the objectives; each file for itself replaces an older one in one step.
 */
public final class JMetalExporter implements ResultExporter {
    private static final Pattern PAIRED = Pattern.compile("((?:.*_)?)(?:FUN|VAR)(\\d*(?:[_.].*)?)");
    private static final String EXTENSION = ".csv";

    @Override
    public String name() {
        return "jmetal";
    }

    /** None: its files end as others do. */
    @Override
    public List<String> extensions() {
        return List.of();
    }

    @Override
    public ExportedResult write(OptimizationResult result, Path target, ExportOptions options) {
        if (options.part() == ExportOptions.Part.HISTORY) {
            throw new IllegalArgumentException("Files of jMetal have no place for a history; write it as csv.");
        }
        Path front = file(target, "FUN");
        Path variables = file(target, "VAR");
        List<Column> objectives = new ArrayList<>();
        List<Column> chosen = new ArrayList<>();
        ChosenSolutions.solutions(result, options).forEach((name, column) -> {
            if (name.role() == Role.OBJECTIVE || name.role() == Role.VARIABLE) {
                requireSayable(name, column);
                (name.role() == Role.OBJECTIVE ? objectives : chosen).add(column);
            }
        });
        if (objectives.isEmpty() || objectives.get(0).rows() == 0) {
            throw new IllegalArgumentException("There are no " + (objectives.isEmpty() ? "objectives" : "solutions")
                    + " to write, and a file of jMetal cannot be empty.");
        }
        if (chosen.isEmpty() && Files.exists(variables)) {
            throw new IllegalArgumentException("There are no variables to write, but '" + variables
                    + "' is there and would be taken for them; remove it, or name another target.");
        }
        List<Path> files = new ArrayList<>();
        if (!chosen.isEmpty()) {
            files.add(Target.write(variables, EXTENSION, channel -> write(chosen, separator(variables), channel)));
        }
        files.add(0, Target.write(front, EXTENSION, channel -> write(objectives, separator(front), channel)));
        return new ExportedResult(name(), files, objectives.get(0).rows(), notCarried(result, chosen));
    }

    private static Path file(Path target, String part) {
        if (Files.isDirectory(target)) {
            return target.resolve(part + EXTENSION);
        }
        Path name = target.getFileName();
        Matcher paired = PAIRED.matcher(name == null ? "" : name.toString());
        if (!paired.matches()) {
            throw new IllegalArgumentException(
                    "Files of jMetal are called FUN and VAR, such as FUN.csv or BEST_FUN3.tsv," + " and not "
                            + Names.quote(String.valueOf(name)) + "; name one of them, or a folder that is there.");
        }
        String rest = paired.group(2);
        return target.resolveSibling(paired.group(1) + part + (rest.indexOf('.') < 0 ? rest + EXTENSION : rest));
    }

    private static char separator(Path file) {
        return file.toString().endsWith(EXTENSION) ? ',' : ' ';
    }

    private static void requireSayable(ColumnName name, Column column) {
        if (!(column instanceof RealColumn
                || column instanceof LongColumn
                || column instanceof BitsColumn
                || column instanceof IntegerMatrixColumn)) {
            throw new IllegalArgumentException("The column " + Names.quote(name.toString())
                    + " is of texts, which jMetal does not have; write the result as csv, parquet or json.");
        }
        if (column.hasMissing()) {
            throw new IllegalArgumentException("The column " + Names.quote(name.toString()) + " has no value in row "
                    + column.missing().nextSetBit(0)
                    + ", counted from 0, and files of jMetal cannot say so; write a set of "
                    + "solutions without missing values, or another format.");
        }
    }

    private static void write(List<Column> columns, char separator, FileChannel channel) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(Channels.newOutputStream(channel), US_ASCII));
        for (int row = 0; row < columns.get(0).rows(); row++) {
            for (int i = 0; i < columns.size(); i++) {
                if (i > 0) {
                    out.write(separator);
                }
                write(out, columns.get(i), row, separator);
            }
            out.write('\n');
        }
        out.flush();
    }

    private static void write(Writer out, Column column, int row, char separator) throws IOException {
        if (column instanceof RealColumn reals) {
            out.write(NumberOutput.toString(reals.get(row), true));
        } else if (column instanceof IntegerMatrixColumn integers) {
            for (int item = 0; item < integers.width(); item++) {
                if (item > 0) {
                    out.write(separator);
                }
                out.write(Long.toString(integers.get(row, item)));
            }
        } else {
            out.write(String.valueOf(column.value(row)));
        }
    }

    private static List<String> notCarried(OptimizationResult result, List<Column> variables) {
        List<String> lost = new ArrayList<>(List.of(
                "names, bounds, types and units, the problem, the solver with its settings and seed, the run, metadata, tags "
                        + "and lineage",
                "the bits of a NaN"));
        String maximized = String.join(
                ", ",
                result.problem().objectives().stream()
                        .filter(objective -> objective.direction() == Direction.MAXIMIZE)
                        .map(Objective::name)
                        .toList());
        if (!maximized.isEmpty()) {
            lost.add("that these are maximized: " + maximized
                    + ". They are written as they are stored, not negated, while jMetal makes all objectives small");
        }
        if (variables.stream().anyMatch(column -> column instanceof BitsColumn)) {
            lost.add("which columns are bits: they are rows of 0 and 1, which read like numbers");
        }
        if (variables.stream().anyMatch(column -> column instanceof IntegerMatrixColumn)) {
            lost.add("that numbers belong to one permutation");
        }
        Map<ColumnName, Column> columns = result.columns();
        if (columns.keySet().stream().anyMatch(name -> name.role() == Role.CONSTRAINT)) {
            lost.add("the constraints");
        }
        if (columns.keySet().stream().anyMatch(name -> name.role() == Role.OBSERVABLE || name.role() == Role.STATUS)) {
            lost.add("the observables and the status");
        }
        lost.addAll(NotCarried.besidesSolutions(result));
        return lost;
    }
}
