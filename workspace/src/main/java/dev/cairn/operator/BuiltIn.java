package dev.cairn.operator;

import dev.cairn.spi.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The list of what is built in: the only classes that are ever made of stored names. */
enum BuiltIn {
    STANDARD_SCALING("standard-scaling", "cairn.StandardScaling", false, StandardScaling::read),
    MIN_MAX_SCALING("min-max-scaling", "cairn.MinMaxScaling", false, MinMaxScaling::read),
    STANDARD_NORMAL_VARIATE(
            "standard-normal-variate", "cairn.StandardNormalVariate", true, StandardNormalVariate::read),
    SAVITZKY_GOLAY("savitzky-golay", "cairn.SavitzkyGolay", true, SavitzkyGolay::read),
    DETREND("detrend", "cairn.Detrend", true, Detrend::read),
    LINEAR_MODEL("linear-model", "cairn.LinearModel", false, LinearModel::read),
    PLS_MODEL("pls-model", "cairn.PlsModel", false, PlsModel::read);

    static final long FORMAT = 1;

    private final String word;
    private final String operatorClass;
    private final boolean stateless;

    @SuppressWarnings("ImmutableEnumChecker") // references to static methods
    private final Function<OperatorFields, BuiltInOperator> reader;

    BuiltIn(String word, String operatorClass, boolean stateless, Function<OperatorFields, BuiltInOperator> reader) {
        this.word = word;
        this.operatorClass = operatorClass;
        this.stateless = stateless;
        this.reader = reader;
    }

    /** The one that bytes call so. */
    static Optional<BuiltIn> ofWord(String word) {
        return Arrays.stream(values()).filter(known -> known.word.equals(word)).findFirst();
    }

    /** The one of this class that needs nothing but parameters. */
    static Optional<BuiltIn> statelessOf(String operatorClass) {
        return Arrays.stream(values())
                .filter(known -> known.stateless && known.operatorClass.equals(operatorClass))
                .findFirst();
    }

    static String words() {
        return String.join(
                ", ", Arrays.stream(values()).map(known -> known.word).toList());
    }

    String operatorClass() {
        return operatorClass;
    }

    /** The operator of these fields, all of which it has to know. */
    BuiltInOperator read(Map<String, ?> fields) {
        OperatorFields given = new OperatorFields(operatorClass, fields);
        BuiltInOperator operator = reader.apply(given);
        given.requireAllKnown();
        return operator;
    }

    byte[] write(Map<String, ?> fields) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.put("format", FORMAT);
        all.put("operator", word);
        return Json.writeValue(all);
    }
}
