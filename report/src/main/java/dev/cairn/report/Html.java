package dev.cairn.report;

/**
 * Writes HTML. All text and all values of attributes are escaped here, and nowhere else; what the names of tags and attributes are, the code
 * decides and never the store.
 */
final class Html {
    private final StringBuilder out = new StringBuilder();

    /** Begins an element, with names and values of attributes in turn. */
    Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    /** Ends an element. */
    Html close(String tag) {
        out.append("</").append(tag).append(">\n");
        return this;
    }

    /** Text, whatever it holds. */
    Html text(String text) {
        escape(text);
        return this;
    }

    /** An element with nothing but text. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** A part that is HTML already, made by this program alone: a drawing, the style, the script. */
    Html raw(String html) {
        out.append(html).append('\n');
        return this;
    }

    private void escape(String text) {
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isAllowed(letter) ? letter : 0xFFFD);
            }
        });
    }

    /** HTML allows no other control characters, and no halves of surrogate pairs. */
    private static boolean isAllowed(int letter) {
        boolean control = Character.isISOControl(letter) && letter != '\n' && letter != '\t';
        return !control && (letter < 0xD800 || letter > 0xDFFF);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
