package dev.cairn.query;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What documents a query asks for. Immutable; its {@code toString()} is the text that {@link QueryText#criterion} reads.
 *
 * <p>A field may have several values in a document, one, or none. A comparison holds where it holds for one of them. Only values of one
 * type are compared: a text is neither below nor above a number, nor equal to it. NaN is equal to NaN, and neither below nor above
 * anything. What is missing is equal to nothing: {@code not(eq(...))} holds for it, as does {@link #ne}.
 */
public sealed interface Criterion {
    /** All documents. */
    static Criterion all() {
        return new And(List.of());
    }

    /** Those of which {@code field} has the value. */
    static Criterion eq(String field, Object value) {
        return new Compare(FieldPath.parse(field), Operator.EQ, value);
    }

    /** Those of which {@code field} has not the value, or no value. */
    static Criterion ne(String field, Object value) {
        return new Not(eq(field, value));
    }

    /** Those of which {@code field} has a value below {@code value}. */
    static Criterion lt(String field, Object value) {
        return new Compare(FieldPath.parse(field), Operator.LT, value);
    }

    /** Those of which {@code field} has a value below or equal to {@code value}. */
    static Criterion le(String field, Object value) {
        return new Compare(FieldPath.parse(field), Operator.LE, value);
    }

    /** Those of which {@code field} has a value above {@code value}. */
    static Criterion gt(String field, Object value) {
        return new Compare(FieldPath.parse(field), Operator.GT, value);
    }

    /** Those of which {@code field} has a value above or equal to {@code value}. */
    static Criterion ge(String field, Object value) {
        return new Compare(FieldPath.parse(field), Operator.GE, value);
    }

    /** Those of which {@code field} has one of the values; none if there are no values. */
    static Criterion in(String field, List<?> values) {
        return new In(FieldPath.parse(field), List.copyOf(values));
    }

    /** Those of which {@code field} has a text in which {@code text} stands, letter by letter. */
    static Criterion contains(String field, String text) {
        return new Contains(FieldPath.parse(field), text);
    }

    /** Those of which {@code field} has a value. */
    static Criterion exists(String field) {
        return new Exists(FieldPath.parse(field));
    }

    /** All others. */
    static Criterion not(Criterion criterion) {
        return new Not(criterion);
    }

    /** Those that both ask for. */
    default Criterion and(Criterion other) {
        return new And(List.of(this, other));
    }

    /** Those that either asks for. */
    default Criterion or(Criterion other) {
        return new Or(List.of(this, other));
    }

    /** Whether a document with these values is asked for. */
    boolean test(FieldValues values);

    /** Gives {@code sink} the path of each field that this asks about. */
    void paths(Consumer<FieldPath> sink);

    /** How two values are compared. */
    enum Operator {
        EQ("="),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** How it is written. */
        public String symbol() {
            return symbol;
        }

        boolean holds(int order) {
            return switch (this) {
                case EQ -> order == 0;
                case LT -> order < 0;
                case LE -> order <= 0;
                case GT -> order > 0;
                case GE -> order >= 0;
            };
        }
    }

    /** A comparison with a Boolean, a number, an Instant or a String. */
    record Compare(FieldPath path, Operator operator, Object value) implements Criterion {
        public Compare {
            Values.check(path, value);
            FieldValue.Type type = FieldValue.of(value).type();
            if (operator != Operator.EQ && type == FieldValue.Type.NAN) {
                throw new IllegalArgumentException("NaN is neither below nor above anything, so '" + path + " "
                        + operator.symbol() + " NaN' asks for nothing; ask for '" + path + " = NaN'.");
            }
        }

        @Override
        public boolean test(FieldValues values) {
            FieldValue.Type type = FieldValue.of(value).type();
            return values.of(path).stream()
                    .anyMatch(other ->
                            FieldValue.of(other).type() == type && operator.holds(Values.compareExactly(other, value)));
        }

        @Override
        public void paths(Consumer<FieldPath> sink) {
            sink.accept(path);
        }

        @Override
        public String toString() {
            return path + " " + operator.symbol() + " " + Values.text(value);
        }
    }

    /** One of several values. */
    record In(FieldPath path, List<Object> values) implements Criterion {
        public In {
            values = List.copyOf(values);
            values.forEach(value -> Values.check(path, value));
        }

        @Override
        public boolean test(FieldValues there) {
            return values.stream().anyMatch(value -> new Compare(path, Operator.EQ, value).test(there));
        }

        @Override
        public void paths(Consumer<FieldPath> sink) {
            sink.accept(path);
        }

        @Override
        public String toString() {
            return path + " in ("
                    + String.join(", ", values.stream().map(Values::text).toList()) + ")";
        }
    }

    /** A text within a text. */
    record Contains(FieldPath path, String text) implements Criterion {
        @Override
        public boolean test(FieldValues values) {
            return values.of(path).stream().anyMatch(value -> value instanceof String there && there.contains(text));
        }

        @Override
        public void paths(Consumer<FieldPath> sink) {
            sink.accept(path);
        }

        @Override
        public String toString() {
            return path + " contains " + Values.text(text);
        }
    }

    /** Any value. */
    record Exists(FieldPath path) implements Criterion {
        @Override
        public boolean test(FieldValues values) {
            return !values.of(path).isEmpty();
        }

        @Override
        public void paths(Consumer<FieldPath> sink) {
            sink.accept(path);
        }

        @Override
        public String toString() {
            return "exists " + path;
        }
    }

    /** The opposite. */
    record Not(Criterion criterion) implements Criterion {
        @Override
        public boolean test(FieldValues values) {
            return !criterion.test(values);
        }

        @Override
        public void paths(Consumer<FieldPath> sink) {
            criterion.paths(sink);
        }

        @Override
        public String toString() {
            return criterion instanceof Compare compare && compare.operator() == Operator.EQ
                    ? compare.path() + " != " + Values.text(compare.value())
                    : "not (" + criterion + ")";
        }
    }

    /** All of several; all documents if there are none. */
    record And(List<Criterion> criteria) implements Criterion {
        public And {
            criteria = List.copyOf(criteria);
        }

        @Override
        public boolean test(FieldValues values) {
            return criteria.stream().allMatch(criterion -> criterion.test(values));
        }

        @Override
        public void paths(Consumer<FieldPath> sink) {
            criteria.forEach(criterion -> criterion.paths(sink));
        }

        @Override
        public String toString() {
            return criteria.isEmpty() ? "all" : joined(" and ", criteria);
        }
    }

    /** One of several; no document if there are none. */
    record Or(List<Criterion> criteria) implements Criterion {
        public Or {
            criteria = List.copyOf(criteria);
        }

        @Override
        public boolean test(FieldValues values) {
            return criteria.stream().anyMatch(criterion -> criterion.test(values));
        }

        @Override
        public void paths(Consumer<FieldPath> sink) {
            criteria.forEach(criterion -> criterion.paths(sink));
        }

        @Override
        public String toString() {
            return criteria.isEmpty() ? "not (all)" : joined(" or ", criteria);
        }
    }

    private static String joined(String between, List<Criterion> criteria) {
        return String.join(
                between,
                criteria.stream()
                        .map(one -> one instanceof And || one instanceof Or ? "(" + one + ")" : one.toString())
                        .toList());
    }

    /** The fields that {@code criterion} asks about. */
    static List<FieldPath> pathsOf(Criterion criterion) {
        TreeSet<String> texts = new TreeSet<>();
        criterion.paths(path -> texts.add(path.toString()));
        return texts.stream().map(FieldPath::parse).toList();
    }
}
