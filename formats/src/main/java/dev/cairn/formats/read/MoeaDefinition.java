package dev.cairn.formats.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A definition such as {@code RealVariable("width",0.0,1.0)}.
 *
 * @param text as it is in the file
 * @param kind before the bracket
 * @param name the quoted one, or null where there is none
 * @param arguments all others, in their order
 */
record MoeaDefinition(String text, String kind, @Nullable String name, List<String> arguments) {
    MoeaDefinition {
        arguments = List.copyOf(arguments);
    }

    static MoeaDefinition parse(String text, Path file) {
        int open = text.indexOf('(');
        if (open < 0) {
            return new MoeaDefinition(text, text.strip(), null, List.of());
        }
        if (!text.endsWith(")")) {
            throw BadFile.whole(file, "its header has the definition " + BadFile.quote(text) + ", which has no end");
        }
        String name = null;
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        String inner = text.substring(open + 1, text.length() - 1);
        for (int i = 0; i <= inner.length(); i++) {
            char c = i == inner.length() ? ',' : inner.charAt(i);
            if (c == '\\' && i + 1 < inner.length()) {
                argument.append(inner.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
                wasQuoted = true;
            } else if (c == ',' && (!quoted || i == inner.length())) {
                if (wasQuoted && name == null && arguments.isEmpty()) {
                    name = argument.toString();
                } else {
                    arguments.add(argument.toString().strip());
                }
                argument.setLength(0);
                wasQuoted = false;
            } else {
                argument.append(c);
            }
        }
        return new MoeaDefinition(text, text.substring(0, open).strip(), name, arguments);
    }

    String nameOr(String other) {
        return name == null || name.isBlank() ? other : name;
    }

    boolean is(String wanted, int atLeast) {
        return kind.equals(wanted) && arguments.size() >= atLeast;
    }

    double real(int index) {
        return Numbers.real(arguments.get(index));
    }

    int whole(int index) {
        return Integer.parseInt(arguments.get(index));
    }
}
