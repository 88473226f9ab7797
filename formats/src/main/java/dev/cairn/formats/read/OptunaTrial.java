package dev.cairn.formats.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of a trial as its study is read. */
final class OptunaTrial {
    /** The states in the order of their numbers in a journal. */
    static final List<String> STATES = List.of("RUNNING", "COMPLETE", "PRUNED", "FAIL", "WAITING");

    final long number;
    String state = "RUNNING";

    @Nullable
    String start;

    @Nullable
    String complete;

    /** As they are stored: of a category its place among the choices. */
    final Map<String, Double> params = new LinkedHashMap<>();

    final Map<String, OptunaDistribution> distributions = new LinkedHashMap<>();

    /** By the number of the objective. */
    final SortedMap<Integer, Double> values = new TreeMap<>();

    final SortedMap<Long, Double> intermediate = new TreeMap<>();
    final Map<String, @Nullable Object> userAttributes = new LinkedHashMap<>();
    final Map<String, @Nullable Object> systemAttributes = new LinkedHashMap<>();

    OptunaTrial(long number) {
        this.number = number;
    }

    boolean isFinished() {
        return state.equals("COMPLETE") || state.equals("PRUNED") || state.equals("FAIL");
    }
}
