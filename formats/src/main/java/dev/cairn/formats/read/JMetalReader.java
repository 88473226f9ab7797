package dev.cairn.formats.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The objectives that jMetal prints, {@code FUN.csv}, with the variables of {@code VAR.csv} beside them where there are any, and its
 * reference fronts: numbers separated by commas or white space, no header.
 *
 * <p>Either file may be named; {@code FUN3.tsv} belongs to {@code VAR3.tsv}. Objectives are taken for minimized and called f1, f2 and so
 * on, variables for real ones called x1, x2 and so on, as the files say neither.
 */
public final class JMetalReader implements ResultReader {
    private static final Pattern PAIRED = Pattern.compile("((?:.*_)?)(FUN|VAR)(\\d*(?:[_.].*)?)");

    @Override
    public String name() {
        return "jmetal";
    }

    @Override
    public boolean recognizes(FileHead head) {
        String first = head.firstLine();
        return head.isText()
                && RowSyntax.isNumbers(first)
                && (first.indexOf(',') >= 0 || first.indexOf(';') >= 0 || named(head.name()));
    }

    /** Whether white space is jMetal's here: by its content alone it could be of numpy as well. */
    static boolean named(String name) {
        return PAIRED.matcher(name).matches() || name.endsWith(".tsv");
    }

    @Override
    public void read(Path file, ReadOptions options, ReadTarget target) {
        target.result("", result(file, options));
    }

    private ReadResult result(Path file, ReadOptions options) {
        Path front = partner(file, "FUN");
        Path variables = partner(file, "VAR");
        boolean paired = PAIRED.matcher(file.getFileName().toString()).matches();
        String given = options.problem();
        String problem = given != null ? given : paired ? Origin.folder(file) : Origin.stem(file);
        Columns columns = new Columns(problem, options);
        List<String> lost = new ArrayList<>(List.of(
                "names, bounds and types of the variables, names and directions of the objectives",
                "the constraints",
                "the algorithm, its settings and seed, evaluations and times"));
        if (!paired || Files.exists(front)) {
            columns.objectives(NumberTable.read(front, RowSyntax.ANY, false, options));
        } else {
            lost.add("the objectives: there is no " + front.getFileName() + " beside it");
        }
        if (paired && Files.exists(variables)) {
            columns.variables(NumberTable.read(variables, RowSyntax.VARIABLES, false, options));
        } else {
            lost.add("the variables: "
                    + (paired ? "there is no " + variables.getFileName() + " beside it" : "a front has none"));
        }
        return columns.read(name(), lost);
    }

    private static Path partner(Path file, String part) {
        Matcher name = PAIRED.matcher(file.getFileName().toString());
        return name.matches() ? file.resolveSibling(name.group(1) + part + name.group(3)) : file;
    }

    /** The one file of objectives in a folder. */
    static Path frontIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> fronts = files.filter(file -> isFront(file.getFileName().toString()))
                    .sorted()
                    .toList();
            if (fronts.size() == 1) {
                return fronts.get(0);
            }
            List<String> some = fronts.stream()
                    .limit(10)
                    .map(file -> file.getFileName().toString())
                    .toList();
            throw new IllegalArgumentException("Cannot read the folder '" + folder + "': "
                    + (fronts.isEmpty()
                            ? "it holds no file FUN, so name the file to read."
                            : "it holds " + fronts.size() + " fronts, " + String.join(", ", some) + "; name one."));
        } catch (IOException e) {
            throw BadFile.unreadable(folder, e);
        }
    }

    private static boolean isFront(String name) {
        Matcher paired = PAIRED.matcher(name);
        return paired.matches() && paired.group(2).equals("FUN");
    }
}
