package dev.cairn.operator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is said of a built-in operator, by name. Each is taken once; what nobody takes is refused, for it may be misspelt. */
final class OperatorFields {
    private final String operator;
    private final Map<String, @Nullable Object> left;

    OperatorFields(String operator, Map<String, ? extends @Nullable Object> fields) {
        this.operator = operator;
        this.left = new HashMap<>(fields);
    }

    double[] reals(String name) {
        if (!(left.remove(name) instanceof List<?> list)) {
            throw refused(name, "a list of numbers");
        }
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Number number)) {
                throw refused(name, "a list of numbers");
            }
            numbers[i] = number.doubleValue();
        }
        return numbers;
    }

    double real(String name) {
        if (!(left.remove(name) instanceof Number number)) {
            throw refused(name, "a number");
        }
        return number.doubleValue();
    }

    double real(String name, double otherwise) {
        return left.containsKey(name) ? real(name) : otherwise;
    }

    int whole(String name) {
        if (!(left.remove(name) instanceof Long number) || number.intValue() != number) {
            throw refused(name, "a whole number");
        }
        return number.intValue();
    }

    int whole(String name, int otherwise) {
        return left.containsKey(name) ? whole(name) : otherwise;
    }

    String text(String name, String otherwise) {
        if (!left.containsKey(name)) {
            return otherwise;
        }
        if (!(left.remove(name) instanceof String text)) {
            throw refused(name, "a text");
        }
        return text;
    }

    void requireAllKnown() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    operator + " does not know " + new TreeSet<>(left.keySet()) + "; is it misspelt?");
        }
    }

    private IllegalArgumentException refused(String name, String wanted) {
        return new IllegalArgumentException(operator + " needs " + wanted + " called '" + name + "'.");
    }
}
