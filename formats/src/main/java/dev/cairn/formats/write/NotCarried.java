package dev.cairn.formats.write;

import dev.cairn.model.OptimizationResult;
import java.util.ArrayList;
import java.util.List;

/** What the parts of a result are called that a table has no place for. */
final class NotCarried {
    private NotCarried() {}

    /** The parts of {@code result} besides its solutions, of those that are not empty. */
    static List<String> besidesSolutions(OptimizationResult result) {
        List<String> parts = new ArrayList<>();
        if (!result.history().isEmpty()) {
            parts.add("the history");
        }
        if (!result.resultSets().isEmpty()) {
            parts.add("the result sets");
        }
        if (!result.attachments().isEmpty()) {
            parts.add("the attachments");
        }
        return parts;
    }
}
