package dev.cairn.formats.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journal of Optuna: one operation a line, by one rule after the other. Ids are not written: a study is the number of studies before it,
 * a trial that of trials before it, so what follows a line that cannot be read means something else, and nothing is read of it. Optuna
 * itself passes over operations on what is gone or finished, and so does this.
 */
final class OptunaJournal {
    private final Path file;
    private final Map<Long, OptunaStudy> studies = new LinkedHashMap<>();
    private final List<OptunaTrial> trials = new ArrayList<>();

    /** By their texts: most trials have the same. */
    private final Map<String, OptunaDistribution> distributions = new HashMap<>();

    private long nextStudy;
    private @Nullable String cut;

    private OptunaJournal(Path file) {
        this.file = file;
    }

    /** Reads all of a journal. */
    static OptunaJournal read(Path file, int longestLine) {
        OptunaJournal journal = new OptunaJournal(file);
        try (TextLines lines = new TextLines(file, longestLine)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                journal.take(line, lines);
            }
        }
        return journal;
    }

    /** The studies that were not deleted, in the order in which they began; they are handed over, and not held here any more. */
    List<OptunaStudy> takeStudies() {
        List<OptunaStudy> all = new ArrayList<>(studies.values());
        studies.clear();
        trials.clear();
        return all;
    }

    /** What is wrong with the last line, which has no end: it was being written when the file was copied. */
    Optional<String> cut() {
        return Optional.ofNullable(cut);
    }

    private void take(String line, TextLines lines) {
        Map<String, @Nullable Object> operation;
        try {
            if (!(ForeignJson.parse(line) instanceof Map<?, ?> object)) {
                throw lines.bad("it is no operation of a journal");
            }
            operation = ForeignJson.named(object);
        } catch (JsonProcessingException e) {
            if (lines.ended()) {
                throw lines.bad(
                        ForeignJson.reason(e) + "; the ids of all that follows depend on it, so it is not read");
            }
            cut = "the last operation: line " + lines.number() + " of " + file.getFileName() + " was cut off";
            return;
        }
        try {
            apply(operation);
        } catch (IllegalArgumentException e) {
            throw lines.bad(String.valueOf(e.getMessage()));
        }
    }

    private void apply(Map<String, @Nullable Object> operation) {
        int code = (int) whole(operation, "op_code");
        switch (code) {
            case 0 -> createStudy(operation);
            case 1 -> studies.remove(whole(operation, "study_id"));
            case 2 ->
                study(operation)
                        .ifPresent(study -> study.userAttributes.putAll(ForeignJson.named(operation.get("user_attr"))));
            case 3 ->
                study(operation)
                        .ifPresent(study ->
                                study.systemAttributes.putAll(ForeignJson.named(operation.get("system_attr"))));
            case 4 -> createTrial(operation);
            case 5, 6, 7, 8, 9 -> {
                OptunaTrial trial = trial(operation);
                if (!trial.isFinished()) {
                    change(trial, code, operation);
                }
            }
            default -> throw new IllegalArgumentException("the operation " + code + " is not known");
        }
    }

    private void createStudy(Map<String, @Nullable Object> operation) {
        String name = text(operation, "study_name");
        if (studies.values().stream().anyMatch(study -> study.name.equals(name))) {
            return;
        }
        List<String> directions = list(operation, "directions").stream()
                .map(number -> word(OptunaStudy.DIRECTIONS, number, "direction"))
                .toList();
        studies.put(nextStudy++, new OptunaStudy(name, directions));
    }

    private void createTrial(Map<String, @Nullable Object> operation) {
        Optional<OptunaStudy> study = study(operation);
        if (study.isEmpty()) {
            return;
        }
        OptunaTrial trial = new OptunaTrial(study.get().trials.size());
        trial.start = (String) operation.get("datetime_start");
        trial.complete = (String) operation.get("datetime_complete");
        trial.state = operation.get("state") == null ? "RUNNING" : state(operation);
        ForeignJson.named(operation.get("distributions"))
                .forEach((name, json) -> trial.distributions.put(name, distribution(String.valueOf(json))));
        ForeignJson.named(operation.get("params")).forEach((name, value) -> trial.params.put(name, real(value)));
        ForeignJson.named(operation.get("intermediate_values"))
                .forEach((step, value) -> trial.intermediate.put(Long.valueOf(step), real(value)));
        trial.userAttributes.putAll(ForeignJson.named(operation.get("user_attrs")));
        trial.systemAttributes.putAll(ForeignJson.named(operation.get("system_attrs")));
        values(trial, operation);
        study.get().trials.add(trial);
        trials.add(trial);
    }

    private static void values(OptunaTrial trial, Map<String, @Nullable Object> operation) {
        if (operation.get("values") instanceof List<?> values) {
            trial.values.clear();
            values.forEach(value -> trial.values.put(trial.values.size(), real(value)));
        } else if (operation.get("value") != null) {
            trial.values.put(0, real(operation.get("value")));
        }
    }

    private void change(OptunaTrial trial, int code, Map<String, @Nullable Object> operation) {
        switch (code) {
            case 5 -> {
                String name = text(operation, "param_name");
                trial.params.put(name, real(operation.get("param_value_internal")));
                trial.distributions.put(name, distribution(text(operation, "distribution")));
            }
            case 6 -> {
                trial.state = state(operation);
                if (operation.get("datetime_start") instanceof String start) {
                    trial.start = start;
                }
                if (operation.get("datetime_complete") instanceof String complete) {
                    trial.complete = complete;
                }
                values(trial, operation);
            }
            case 7 -> trial.intermediate.put(whole(operation, "step"), real(operation.get("intermediate_value")));
            case 8 -> trial.userAttributes.putAll(ForeignJson.named(operation.get("user_attr")));
            default -> trial.systemAttributes.putAll(ForeignJson.named(operation.get("system_attr")));
        }
    }

    private OptunaDistribution distribution(String json) {
        return distributions.computeIfAbsent(json, OptunaDistribution::of);
    }

    private Optional<OptunaStudy> study(Map<String, @Nullable Object> operation) {
        return Optional.ofNullable(studies.get(whole(operation, "study_id")));
    }

    private OptunaTrial trial(Map<String, @Nullable Object> operation) {
        long id = whole(operation, "trial_id");
        if (id < 0 || id >= trials.size()) {
            throw new IllegalArgumentException(
                    "there is no trial " + id + " yet; " + trials.size() + " were begun above, so a line is missing");
        }
        return trials.get((int) id);
    }

    private static String state(Map<String, @Nullable Object> operation) {
        return word(OptunaTrial.STATES, operation.get("state"), "state");
    }

    private static String word(List<String> words, @Nullable Object number, String what) {
        if (number instanceof Long place && place >= 0 && place < words.size()) {
            return words.get(place.intValue());
        }
        throw new IllegalArgumentException("the " + what + " " + number + " is not known");
    }

    private static long whole(Map<String, @Nullable Object> operation, String name) {
        if (operation.get(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("it has no whole number " + name);
    }

    private static String text(Map<String, @Nullable Object> operation, String name) {
        if (operation.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("it has no text " + name);
    }

    private static List<?> list(Map<String, @Nullable Object> operation, String name) {
        if (operation.get(name) instanceof List<?> list) {
            return Objects.requireNonNull(list);
        }
        throw new IllegalArgumentException("it has no list " + name);
    }

    private static Double real(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("it has no number where a value belongs, but " + value);
    }
}
