package dev.cairn.formats.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a study as it is read. */
final class OptunaStudy {
    /** The directions in the order of their numbers in a journal. */
    static final List<String> DIRECTIONS = List.of("NOT_SET", "MINIMIZE", "MAXIMIZE");

    final String name;
    List<String> directions;
    final Map<String, @Nullable Object> userAttributes = new LinkedHashMap<>();
    final Map<String, @Nullable Object> systemAttributes = new LinkedHashMap<>();
    final List<OptunaTrial> trials = new ArrayList<>();

    OptunaStudy(String name, List<String> directions) {
        this.name = name;
        this.directions = List.copyOf(directions);
    }
}
