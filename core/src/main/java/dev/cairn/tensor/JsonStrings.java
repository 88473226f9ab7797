package dev.cairn.tensor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON strings as RFC 8259 has them, and refuses what is not text: bad UTF-8, raw control characters, surrogates
 * that are no pair.
 */
final class JsonStrings {
    private final JsonInput input;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

    JsonStrings(JsonInput input) {
        this.input = input;
    }

    String read() {
        if (!input.take('"')) {
            throw input.unexpected("a string");
        }
        String text = plainRun();
        if (input.peek() == '"') {
            input.next();
            return text;
        }
        return readEscaped(new StringBuilder(text));
    }

    private String readEscaped(StringBuilder text) {
        while (input.peek() != '"') {
            input.next();
            appendEscape(text);
            text.append(plainRun());
        }
        input.next();
        return text.toString();
    }

    /** The text up to the next quote or backslash, which must come. */
    private String plainRun() {
        int start = input.position();
        int next = input.peek();
        while (next != '"' && next != '\\') {
            if (next < ' ') {
                throw input.unexpected("more of a string");
            }
            input.next();
            next = input.peek();
        }
        return decode(start, input.position() - start);
    }

    private String decode(int start, int length) {
        try {
            return decoder.decode(ByteBuffer.wrap(input.bytes(), start, length)).toString();
        } catch (CharacterCodingException e) {
            throw input.corrupt("the string that ends here is not valid UTF-8", e);
        }
    }

    private void appendEscape(StringBuilder text) {
        switch (input.peek()) {
            case '"', '\\', '/' -> text.append((char) input.next());
            case 'b' -> appendControl(text, '\b');
            case 'f' -> appendControl(text, '\f');
            case 'n' -> appendControl(text, '\n');
            case 'r' -> appendControl(text, '\r');
            case 't' -> appendControl(text, '\t');
            case 'u' -> appendUnicode(text);
            default -> throw input.unexpected("an escape of JSON");
        }
    }

    private void appendControl(StringBuilder text, char c) {
        input.next();
        text.append(c);
    }

    private void appendUnicode(StringBuilder text) {
        char first = codeUnit();
        text.append(first);
        if (Character.isHighSurrogate(first)) {
            boolean another = input.next() == '\\' && input.peek() == 'u';
            char second = another ? codeUnit() : first;
            if (!Character.isLowSurrogate(second)) {
                throw loneSurrogate(first);
            }
            text.append(second);
        } else if (Character.isLowSurrogate(first)) {
            throw loneSurrogate(first);
        }
    }

    private char codeUnit() {
        input.next();
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = hexDigit(input.peek());
            if (digit < 0) {
                throw input.unexpected("four hexadecimal digits");
            }
            input.next();
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    /** Only ASCII counts: {@link Character#digit} would take the digits of other scripts too. */
    private static int hexDigit(int c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private RuntimeException loneSurrogate(char unit) {
        return input.corrupt(String.format("the string holds the lone surrogate \\u%04x", (int) unit));
    }
}
