package dev.cairn.tensor;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Walks through JSON text without building a tree.
 *
 * <p>Stricter than JSON where JSON leaves it open: no object may hold a name twice (compared after unescaping), nesting is
 * limited, and a number is either a plain integer from 0 to 2^63-1 or in a value that is skipped.
 */
final class JsonCursor {
    /** As deep as the reference's parser goes. */
    private static final int MAX_DEPTH = 128;

    private final JsonInput input;
    private final JsonStrings strings;
    private int depth;

    JsonCursor(JsonInput input) {
        this.input = input;
        this.strings = new JsonStrings(input);
    }

    /** Reads an object; the consumer is given each name and reads its value. */
    void object(Consumer<String> field) {
        open('{');
        if (!input.take('}')) {
            Set<String> names = new HashSet<>();
            do {
                field.accept(uniqueName(names));
            } while (input.take(','));
            input.expect('}');
        }
        depth--;
    }

    /** Reads an array; the action reads one element. */
    void array(Runnable element) {
        open('[');
        if (!input.take(']')) {
            do {
                element.run();
            } while (input.take(','));
            input.expect(']');
        }
        depth--;
    }

    String string() {
        return strings.read();
    }

    /** Reads an integer from 0 to 2^63-1, written in digits alone. */
    long natural() {
        if (!isDigit(input.peekPastSpace())) {
            throw input.unexpected("a plain non-negative integer");
        }
        boolean leadingZero = input.peek() == '0';
        long value = 0;
        while (isDigit(input.peek())) {
            value = withDigit(value, input.next() - '0');
            if (leadingZero && isDigit(input.peek())) {
                throw input.corrupt("expected a plain non-negative integer, found one with a leading zero");
            }
        }
        int next = input.peek();
        if (next == '.' || next == 'e' || next == 'E') {
            throw input.unexpected("the end of a plain non-negative integer");
        }
        return value;
    }

    private long withDigit(long value, int digit) {
        if (value > (Long.MAX_VALUE - digit) / 10) {
            throw input.corrupt("the number is larger than 2^63-1");
        }
        return value * 10 + digit;
    }

    boolean takeNull() {
        boolean found = input.peekPastSpace() == 'n';
        if (found) {
            literal("null");
        }
        return found;
    }

    /** Moves past a value of any kind, checking that it is JSON. */
    void skip() {
        switch (input.peekPastSpace()) {
            case '{' -> object(name -> skip());
            case '[' -> array(this::skip);
            case '"' -> strings.read();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> skipNumber();
        }
    }

    /** Moves past a value of any kind and gives its text as it stands. */
    String raw() {
        input.peekPastSpace();
        int start = input.position();
        skip();
        return new String(input.bytes(), start, input.position() - start, StandardCharsets.UTF_8);
    }

    void end() {
        if (input.peekPastSpace() != JsonInput.END) {
            throw input.unexpected("only white space after the JSON object");
        }
    }

    private void open(char bracket) {
        input.expect(bracket);
        depth++;
        if (depth > MAX_DEPTH) {
            throw input.corrupt("the JSON is nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private String uniqueName(Set<String> names) {
        String name = strings.read();
        if (!names.add(name)) {
            throw input.corrupt("duplicate name " + JsonText.shown(name));
        }
        input.expect(':');
        return name;
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (input.peek() != word.charAt(i)) {
                throw input.unexpected(word);
            }
            input.next();
        }
    }

    private void skipNumber() {
        if (input.peek() == '-') {
            input.next();
        }
        if (input.peek() == '0') {
            input.next();
        } else {
            skipDigits();
        }
        if (input.peek() == '.') {
            input.next();
            skipDigits();
        }
        if (input.peek() == 'e' || input.peek() == 'E') {
            input.next();
            if (input.peek() == '+' || input.peek() == '-') {
                input.next();
            }
            skipDigits();
        }
    }

    private void skipDigits() {
        if (!isDigit(input.peek())) {
            throw input.unexpected("a JSON value");
        }
        while (isDigit(input.peek())) {
            input.next();
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
