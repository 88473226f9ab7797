package dev.cairn.query;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads queries from text:
 *
 * <pre>
 * problem.name = 'RE31' and (run.seed in (1, 2, 3) or not exists metadata.hv)
 *     order by metadata.hv desc, created limit 10 offset 20
 * </pre>
 *
 * <p>Fields are written as {@link FieldPath} says, texts in single quotes with a backslash before a quote and a backslash, numbers as in
 * JSON, {@code NaN}, {@code Infinity}, {@code true}, {@code false}, times as {@code @2026-01-31T12:00:00Z}. Comparisons are {@code = != < <=
 * > >=}, {@code in (...)}, {@code contains 'text'}, {@code exists field}; {@code not} binds most, then {@code and}, then {@code or};
 * {@code all} asks for everything. A field whose name is one of these words stands in double quotes. Words may be in capitals.
 */
public final class QueryText {
    private static final Pattern NUMBER = Pattern.compile("-?(Infinity|[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?)");
    private static final Pattern TIME = Pattern.compile("@[0-9TZ:.+-]+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
    private static final Pattern PATH = Pattern.compile(
            "(\"([^\"\\\\]|\\\\.)*\"|[\\p{L}\\p{N}_$@-]+)(\\.(\"([^\"\\\\]|\\\\.)*\"|[\\p{L}\\p{N}_$@-]+))*");
    private static final int DEEPEST = 200;

    private final String text;
    private int at;
    private int depth;

    private QueryText(String text) {
        this.text = text;
    }

    /**
     * The criterion with this text; an empty one asks for all.
     *
     * @throws IllegalArgumentException if it is none; says where, and what was expected there
     */
    public static Criterion criterion(String text) {
        QueryText reading = new QueryText(text);
        Criterion criterion = reading.atEnd() ? Criterion.all() : reading.or();
        reading.end("'and', 'or' or the end");
        return criterion;
    }

    /**
     * The query with this text.
     *
     * @throws IllegalArgumentException if it is none; says where, and what was expected there
     */
    public static Query query(String text) {
        QueryText reading = new QueryText(text);
        boolean begins =
                reading.atEnd() || reading.peekWord("order") || reading.peekWord("limit") || reading.peekWord("offset");
        Query query = Query.where(begins ? Criterion.all() : reading.or());
        if (reading.takeWord("order")) {
            reading.expectWord("by");
            do {
                query = query.orderBy(reading.order());
            } while (reading.take(","));
        }
        if (reading.takeWord("limit")) {
            query = query.limit((int) reading.count(Integer.MAX_VALUE));
        }
        if (reading.takeWord("offset")) {
            query = query.offset(reading.count(Long.MAX_VALUE));
        }
        reading.end("'and', 'or', 'order by', 'limit', 'offset' or the end");
        return query;
    }

    private Order order() {
        FieldPath path = path();
        boolean descending = takeWord("desc");
        if (!descending) {
            takeWord("asc");
        }
        return new Order(path, descending);
    }

    private Criterion or() {
        List<Criterion> parts = new ArrayList<>(List.of(and()));
        while (takeWord("or")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.get(0) : new Criterion.Or(parts);
    }

    private Criterion and() {
        List<Criterion> parts = new ArrayList<>(List.of(unary()));
        while (takeWord("and")) {
            parts.add(unary());
        }
        return parts.size() == 1 ? parts.get(0) : new Criterion.And(parts);
    }

    private Criterion unary() {
        depth++;
        if (depth > DEEPEST) {
            throw wrong("less than " + DEEPEST + " brackets and 'not' within each other");
        }
        try {
            if (takeWord("not")) {
                return Criterion.not(unary());
            }
            if (take("(")) {
                Criterion inner = or();
                if (!take(")")) {
                    throw wrong("')', 'and' or 'or'");
                }
                return inner;
            }
            if (takeWord("all")) {
                return Criterion.all();
            }
            return takeWord("exists") ? new Criterion.Exists(path()) : comparison();
        } finally {
            depth--;
        }
    }

    private Criterion comparison() {
        FieldPath path = path();
        if (takeWord("in")) {
            return new Criterion.In(path, values());
        }
        if (takeWord("contains")) {
            int from = at;
            if (value() instanceof String part) {
                return new Criterion.Contains(path, part);
            }
            at = from;
            throw wrong("a text in single quotes");
        }
        if (take("!=")) {
            return Criterion.not(new Criterion.Compare(path, Criterion.Operator.EQ, value()));
        }
        for (Criterion.Operator operator : List.of(
                Criterion.Operator.LE,
                Criterion.Operator.GE,
                Criterion.Operator.LT,
                Criterion.Operator.GT,
                Criterion.Operator.EQ)) {
            if (take(operator.symbol())) {
                return new Criterion.Compare(path, operator, value());
            }
        }
        throw wrong("'=', '!=', '<', '<=', '>', '>=', 'in' or 'contains'");
    }

    private List<Object> values() {
        List<Object> values = new ArrayList<>();
        if (!take("(")) {
            throw wrong("'(' and values");
        }
        if (take(")")) {
            return values;
        }
        do {
            values.add(value());
        } while (take(","));
        if (!take(")")) {
            throw wrong("',' or ')'");
        }
        return values;
    }

    private Object value() {
        if (peek("'")) {
            return quoted();
        }
        if (takeWord("true")) {
            return true;
        }
        if (takeWord("false")) {
            return false;
        }
        if (takeWord("nan")) {
            return Double.NaN;
        }
        int from = at;
        String time = match(TIME);
        if (time != null) {
            try {
                return Instant.parse(time.substring(1));
            } catch (DateTimeException e) {
                at = from;
                throw wrong("a time such as @2026-01-31T12:00:00Z");
            }
        }
        String number = match(NUMBER);
        if (number == null) {
            throw wrong("a value: a text in single quotes, a number, true, false, NaN or a time behind @");
        }
        return number(number);
    }

    private static Object number(String digits) {
        if (digits.matches("-?[0-9]+")) {
            BigInteger whole = new BigInteger(digits);
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
        }
        return Double.parseDouble(digits);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        int from = at;
        for (at++; at < text.length() && text.charAt(at) != '\''; at++) {
            if (text.charAt(at) == '\\') {
                at++;
                value.append(escaped());
            } else {
                value.append(text.charAt(at));
            }
        }
        if (at >= text.length()) {
            at = from;
            throw wrong("a text that ends with a single quote");
        }
        at++;
        return value.toString();
    }

    /** The character that is meant behind a backslash; stays on its last one. */
    private char escaped() {
        char c = at < text.length() ? text.charAt(at) : ' ';
        if (c == '\'' || c == '\\') {
            return c;
        }
        if (c == 'u' && at + 4 < text.length() && text.substring(at + 1, at + 5).matches("[0-9a-fA-F]{4}")) {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
        }
        throw wrong("a quote, a backslash, or u and four digits behind the backslash");
    }

    private FieldPath path() {
        skip();
        int from = at;
        String path = match(PATH);
        if (path == null) {
            throw wrong("a field, such as problem.name");
        }
        try {
            return FieldPath.parse(path);
        } catch (IllegalArgumentException e) {
            at = from;
            throw wrong("a field, such as problem.name (" + e.getMessage() + ")");
        }
    }

    private long count(long most) {
        String digits = match(Pattern.compile("[0-9]{1,18}"));
        if (digits == null || Long.parseLong(digits) > most) {
            throw wrong("a whole number that is not negative");
        }
        return Long.parseLong(digits);
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean atEnd() {
        skip();
        return at == text.length();
    }

    private boolean peek(String sign) {
        skip();
        return text.startsWith(sign, at);
    }

    private boolean take(String sign) {
        boolean there = peek(sign);
        at += there ? sign.length() : 0;
        return there;
    }

    private boolean peekWord(String word) {
        skip();
        Matcher next = WORD.matcher(text).region(at, text.length());
        boolean same = next.lookingAt() && next.group().toLowerCase(Locale.ROOT).equals(word);
        // A name that begins like the word, or is followed by more of a path, is a field.
        return same && (next.end() == text.length() || !continues(text.codePointAt(next.end())));
    }

    private static boolean continues(int point) {
        return Character.isLetterOrDigit(point) || "._-$@".indexOf(point) >= 0;
    }

    private boolean takeWord(String word) {
        boolean there = peekWord(word);
        at += there ? word.length() : 0;
        return there;
    }

    private void expectWord(String word) {
        if (!takeWord(word)) {
            throw wrong("'" + word + "'");
        }
    }

    private @Nullable String match(Pattern pattern) {
        skip();
        Matcher next = pattern.matcher(text).region(at, text.length());
        if (!next.lookingAt()) {
            return null;
        }
        at = next.end();
        return next.group();
    }

    private void end(String expected) {
        if (!atEnd()) {
            throw wrong(expected);
        }
    }

    private IllegalArgumentException wrong(String expected) {
        skip();
        String found = at == text.length()
                ? "the text ends there"
                : "there stands '" + text.substring(at, Math.min(text.length(), at + 20)) + "'";
        return new IllegalArgumentException(
                "The query is wrong at character " + (at + 1) + ": expected was " + expected + ", and " + found + ".");
    }
}
