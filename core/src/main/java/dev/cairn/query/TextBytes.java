package dev.cairn.query;

import java.io.ByteArrayOutputStream;

/**
 * A text as bytes: as many of its code points as fit, in UTF-8, and 0xff if there are more. Half of a surrogate pair is written
 * by the same rule as any other code point, in three bytes.
 *
 * <p>A code point that did not fit is longer in UTF-8 than whatever did behind the same beginning, hence sorts behind it, and so
 * does 0xff.
 */
final class TextBytes {
    private static final int CUT = 0xff;

    private TextBytes() {}

    static byte[] encode(byte type, String text, int most) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.min(text.length(), most) + 2);
        bytes.write(type);
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (bytes.size() - 1 + length(point) > most) {
                bytes.write(CUT);
                break;
            }
            write(point, bytes);
            at += Character.charCount(point);
        }
        return bytes.toByteArray();
    }

    private static int length(int point) {
        return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }

    private static void write(int point, ByteArrayOutputStream bytes) {
        int more = length(point) - 1;
        int lead = more == 0 ? 0 : (0xff00 >> (more + 1)) & 0xff;
        bytes.write(lead | (point >> (6 * more)));
        for (int i = more - 1; i >= 0; i--) {
            bytes.write(0x80 | ((point >> (6 * i)) & 0x3f));
        }
    }

    static boolean isCut(byte[] bytes) {
        return (bytes[bytes.length - 1] & 0xff) == CUT;
    }

    static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int end = isCut(bytes) ? bytes.length - 1 : bytes.length;
        int at = 1;
        while (at < end) {
            int lead = bytes[at] & 0xff;
            int more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
            int point = more == 0 ? lead : lead & (0x3f >> more);
            for (int i = 1; i <= more; i++) {
                point = (point << 6) | (bytes[at + i] & 0x3f);
            }
            text.appendCodePoint(point);
            at += 1 + more;
        }
        return text.toString();
    }
}
