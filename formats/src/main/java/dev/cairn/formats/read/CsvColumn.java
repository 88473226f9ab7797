package dev.cairn.formats.read;

import dev.cairn.model.Direction;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table: what it is in the result, and its cells.
 *
 * @param direction of an objective, null for anything else
 * @param variable whether a solver chose it
 */
record CsvColumn(String name, @Nullable Direction direction, boolean variable, TypedCells cells) {
    static CsvColumn of(String name, ReadOptions options, boolean ofNevergrad) {
        boolean nothingAsked = options.variables().isEmpty()
                && options.minimized().isEmpty()
                && options.maximized().isEmpty();
        Direction direction = null;
        if (options.maximized().contains(name)) {
            direction = Direction.MAXIMIZE;
        } else if (options.minimized().contains(name) || (nothingAsked && ofNevergrad && name.equals("loss"))) {
            direction = Direction.MINIMIZE;
        }
        return new CsvColumn(name, direction, options.variables().contains(name), new TypedCells());
    }

    /** Decides the type of the cells, once all were looked at. */
    void decide(Path file, int rows, List<String> lost) {
        String text = cells.text();
        if (text != null && cells.hasDecimalCommas()) {
            throw BadFile.at(
                    file,
                    cells.firstText(),
                    "column " + name + ": " + BadFile.quote(text)
                            + " has a decimal comma; decimals are written with a point");
        }
        if (direction != null) {
            if (text != null) {
                throw BadFile.at(
                        file,
                        cells.firstText(),
                        "column " + name + ": " + BadFile.quote(text)
                                + " is no number, but the column is an objective");
            }
            if (!cells.isReal()) {
                throw BadFile.whole(
                        file, "the objective " + name + " holds whole numbers that no double holds exactly");
            }
            cells.forceReal();
        } else if (text == null && cells.isText()) {
            lost.add("that " + name + " is of numbers: some are beyond what a double holds exactly, so they are texts");
        }
        cells.fill(rows);
    }
}
