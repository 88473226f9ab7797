package dev.cairn.formats.read;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that numpy wrote for pymoo: numbers separated by white space, comments behind {@code #}.
 *
 * <p>Files whose names differ in one letter alone belong together: {@code DF1.x}, {@code DF1.f}, {@code DF1.t}, or {@code X.txt},
 * {@code F.txt}, {@code G.txt}, or {@code run_X.txt} and so on. x are variables, f objectives, g inequalities and h equalities by the sign
 * rule of pymoo, which is that of {@link dev.cairn.model.Constraint}, and t observables. Any other file is a front.
 */
public final class PymooReader implements ResultReader {
    private static final Pattern BY_EXTENSION = Pattern.compile("(.+\\.)([xfghtXFGHT])()");
    private static final Pattern BY_STEM = Pattern.compile("((?:.*[_.-])?)([xfghtXFGHT])(\\.[^.]+)");

    @Override
    public String name() {
        return "pymoo";
    }

    @Override
    public boolean recognizes(FileHead head) {
        if (!head.isText() || MoeaReader.hasHeader(head) || JMetalReader.named(head.name())) {
            return false;
        }
        Optional<String> first =
                head.lines().stream().filter(line -> !line.startsWith("#")).findFirst();
        return first.isPresent() && first.get().indexOf(',') < 0 && isRow(first.get());
    }

    private static boolean isRow(String line) {
        int comment = line.indexOf('#');
        String row = comment < 0 ? line : line.substring(0, comment);
        return row.indexOf(';') < 0 && RowSyntax.isNumbers(row);
    }

    @Override
    public void read(Path file, ReadOptions options, ReadTarget target) {
        target.result("", result(file, options));
    }

    private ReadResult result(Path file, ReadOptions options) {
        Optional<Matcher> name = parts(file.getFileName().toString());
        String given = options.problem();
        List<String> lost = new ArrayList<>(List.of(
                "names, bounds and types of the variables, names of objectives and constraints; pymoo minimizes",
                "the algorithm, its settings and seed, evaluations and times"));
        if (name.isEmpty()) {
            Columns front = new Columns(given != null ? given : Origin.stem(file), options);
            front.objectives(NumberTable.read(file, RowSyntax.WHITE_SPACE, true, options));
            lost.add("variables and constraints: a front has none");
            return front.read(name(), lost);
        }
        String shared = name.get().group(1).replaceFirst("[_.-]$", "");
        Columns columns = new Columns(given != null ? given : shared.isEmpty() ? Origin.folder(file) : shared, options);
        for (char letter : new char[] {'f', 'x', 'g', 'h', 't'}) {
            Path part = part(file, name.get(), letter);
            if (Files.exists(part)) {
                add(columns, letter, NumberTable.read(part, RowSyntax.WHITE_SPACE, true, options));
                if (letter == 'h') {
                    lost.add("the tolerance of the equalities; they are declared without one");
                }
            } else if (letter != 't' && letter != 'h') {
                lost.add("what would be in " + part.getFileName() + ", which is not beside it");
            }
        }
        return columns.read(name(), lost);
    }

    private static Optional<Matcher> parts(String name) {
        Matcher byExtension = BY_EXTENSION.matcher(name);
        if (byExtension.matches()) {
            return Optional.of(byExtension);
        }
        Matcher byStem = BY_STEM.matcher(name);
        return byStem.matches() ? Optional.of(byStem) : Optional.empty();
    }

    private static Path part(Path file, Matcher name, char letter) {
        boolean upper = Character.isUpperCase(name.group(2).charAt(0));
        char cased = upper ? Character.toUpperCase(letter) : letter;
        return file.resolveSibling(name.group(1) + cased + name.group(3));
    }

    private static void add(Columns columns, char letter, NumberTable table) {
        switch (letter) {
            case 'f' -> columns.objectives(table);
            case 'x' -> columns.variables(table);
            case 'g' -> columns.inequalities(table);
            case 'h' -> columns.equalities(table);
            default -> columns.observables(table, "t");
        }
    }
}
