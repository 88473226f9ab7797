package dev.cairn.tensor;

import java.util.List;

/** Strings as the reference writes them in JSON, and shortened for messages. */
final class JsonText {
    private static final int SHOWN_CHARACTERS = 80;
    private static final int SHOWN_DIMENSIONS = 16;

    private JsonText() {}

    /** Appends the text in quotes; only the quote, the backslash and control characters are escaped. */
    static void appendQuoted(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            appendEscaped(json, text.charAt(i));
        }
        json.append('"');
    }

    private static void appendEscaped(StringBuilder json, char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\t' -> json.append("\\t");
            case '\n' -> json.append("\\n");
            case '\f' -> json.append("\\f");
            case '\r' -> json.append("\\r");
            default -> {
                if (c < ' ') {
                    json.append(String.format("\\u%04x", (int) c));
                } else {
                    json.append(c);
                }
            }
        }
    }

    /** For a message: in quotes, escaped, and cut where it is long. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        if (text.length() <= SHOWN_CHARACTERS) {
            appendQuoted(shown, text);
        } else {
            appendQuoted(shown, text.substring(0, SHOWN_CHARACTERS));
            shown.append("... (").append(text.length()).append(" characters)");
        }
        return shown.toString();
    }

    /** For a message: the dimensions in brackets, cut where they are many. */
    static String shown(List<Long> shape) {
        return shape.size() <= SHOWN_DIMENSIONS
                ? shape.toString()
                : shape.subList(0, SHOWN_DIMENSIONS) + "... (" + shape.size() + " dimensions)";
    }
}
