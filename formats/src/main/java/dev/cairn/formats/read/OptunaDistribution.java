package dev.cairn.formats.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cairn.model.Variable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From what a parameter was drawn, in the words of any version of Optuna.
 *
 * @param kind what its values are
 * @param low the smallest value; zero for choices
 * @param high the largest; zero for choices
 * @param choices as texts; empty for numbers
 * @param described all that is said of it, as it is said
 */
record OptunaDistribution(
        Kind kind, double low, double high, List<String> choices, Map<String, @Nullable Object> described) {
    enum Kind {
        REAL,
        WHOLE,
        CHOICE
    }

    OptunaDistribution {
        choices = List.copyOf(choices);
    }

    /**
     * The distribution that a text describes.
     *
     * @throws IllegalArgumentException if it is none that is known
     */
    static OptunaDistribution of(String json) {
        Map<String, @Nullable Object> described;
        try {
            described = ForeignJson.named(ForeignJson.parse(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a distribution is no JSON: " + ForeignJson.reason(e), e);
        }
        String name = String.valueOf(described.get("name"));
        Map<String, @Nullable Object> attributes = ForeignJson.named(described.get("attributes"));
        return switch (name) {
            case "FloatDistribution", "UniformDistribution", "LogUniformDistribution", "DiscreteUniformDistribution" ->
                numbers(Kind.REAL, attributes, described);
            case "IntDistribution", "IntUniformDistribution", "IntLogUniformDistribution" ->
                numbers(Kind.WHOLE, attributes, described);
            case "CategoricalDistribution" ->
                new OptunaDistribution(Kind.CHOICE, 0, 0, texts(attributes.get("choices")), described);
            default -> throw new IllegalArgumentException("the distribution " + BadFile.quote(name) + " is not known");
        };
    }

    private static OptunaDistribution numbers(
            Kind kind, Map<String, @Nullable Object> attributes, Map<String, @Nullable Object> described) {
        if (attributes.get("low") instanceof Number low && attributes.get("high") instanceof Number high) {
            return new OptunaDistribution(kind, low.doubleValue(), high.doubleValue(), List.of(), described);
        }
        throw new IllegalArgumentException("a distribution has no bounds: " + ForeignJson.text(described));
    }

    /** Texts stay as they are; anything else is written as JSON, and all are where two would be alike. */
    private static List<String> texts(@Nullable Object given) {
        if (!(given instanceof List<?> choices) || choices.isEmpty()) {
            throw new IllegalArgumentException("a distribution has no choices");
        }
        List<String> texts = choices.stream()
                .map(choice -> choice instanceof String text ? text : ForeignJson.text(choice))
                .toList();
        return new HashSet<>(texts).size() == texts.size()
                ? texts
                : choices.stream().map(ForeignJson::text).toList();
    }

    /** Whether all choices are texts. */
    boolean choosesTexts() {
        return ForeignJson.named(described.get("attributes")).get("choices") instanceof List<?> choices
                && choices.stream().allMatch(String.class::isInstance);
    }

    /** The choice at the place that a trial stores. */
    String choice(double stored) {
        int place = (int) stored;
        if (place != stored || place < 0 || place >= choices.size()) {
            throw new IllegalArgumentException("there is no choice " + stored + " among " + choices.size());
        }
        return choices.get(place);
    }

    /** What allows all that either allows; what is said of it stays that of this one. */
    OptunaDistribution with(OptunaDistribution other) {
        if (kind != other.kind || !choices.equals(other.choices)) {
            throw new IllegalArgumentException("it is drawn from " + ForeignJson.text(described) + " and from "
                    + ForeignJson.text(other.described) + ", which no study does");
        }
        return new OptunaDistribution(kind, Math.min(low, other.low), Math.max(high, other.high), choices, described);
    }

    Variable variable(String name) {
        return switch (kind) {
            case REAL -> Variable.real(name, low, high);
            case WHOLE -> Variable.integer(name, whole(low), whole(high));
            case CHOICE -> Variable.categorical(name, choices);
        };
    }

    /** A whole number that a double stores. */
    static long whole(double stored) {
        if (stored != Math.rint(stored) || Math.abs(stored) >= 0x1p63) {
            throw new IllegalArgumentException(stored + " is no whole number");
        }
        return (long) stored;
    }
}
