package dev.cairn.formats.imports;

import dev.cairn.spi.Digest;
import dev.cairn.spi.Names;
import java.nio.charset.StandardCharsets;

/** Makes a legal key of any text: what is legal stays as it is. */
final class LegalKey {
    private LegalKey() {}

    /** {@code key} as a store takes it. */
    static String of(String key) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean half = Character.isSurrogate(c) && !paired(key, i);
            if (Character.isISOControl(c) || half) {
                text.append(String.format("%%%02X", (int) c));
            } else {
                text.append(c);
            }
        }
        String legal = text.toString();
        byte[] bytes = legal.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Names.MAX_BYTES) {
            String digest = Digest.of(bytes).hex();
            return cut(legal, Names.MAX_BYTES - digest.length() - 1) + "~" + digest;
        }
        return legal;
    }

    private static boolean paired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    /** As many letters of the beginning as fit into so many bytes. */
    private static String cut(String text, int bytes) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int letter = text.codePointAt(end);
            int size = Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
            if (used + size > bytes) {
                break;
            }
            used += size;
            end += Character.charCount(letter);
        }
        return text.substring(0, end);
    }
}
