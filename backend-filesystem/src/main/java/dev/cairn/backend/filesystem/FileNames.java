package dev.cairn.backend.filesystem;

import dev.cairn.spi.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a scope, an id or the name of a journal is called as a file.
 *
 * <p>A plain name is its own file name. Any other becomes up to 40 safe characters of it, {@code ~} and 26 characters of its
 * SHA-256 in base32. So no two names share a file, on file systems that ignore case either, none leaves its folder, and
 * none begins with {@code _}, which is how the store's own entries begin. The true name stands inside the file.
 */
final class FileNames {
    private static final int LONGEST_PLAIN = 100;
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
    private static final String DEVICES = "cpanl";
    private static final Pattern HASHED = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}~[a-z2-7]{26}");
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int SAFE_CHARACTERS = 40;
    private static final int HASH_CHARACTERS = 26;

    private FileNames() {}

    /** The file name of {@code name}, without an extension. */
    static String of(String name) {
        return isPlain(name) ? name : safePart(name) + "~" + hash(name);
    }

    /** Whether {@code fileName} is the name that it stands for. */
    static boolean isPlain(String fileName) {
        int length = fileName.length();
        if (length == 0 || length > LONGEST_PLAIN || !isLetterOrDigit(fileName.charAt(0)) || fileName.endsWith(".")) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            if (!isSafe(fileName.charAt(i))) {
                return false;
            }
        }
        return !isDevice(fileName);
    }

    /** Whether {@code fileName} stands for a name that only the file itself tells. */
    static boolean isHashed(String fileName) {
        return HASHED.matcher(fileName).matches();
    }

    /** The folder of a kind: itself, or with {@code ~} behind it where Windows would take it for a device. */
    static String ofKind(String kind) {
        return isDevice(kind) ? kind + "~" : kind;
    }

    /** Whether a folder of this name is that of a kind. */
    static boolean isKind(String fileName) {
        String kind = kindOf(fileName);
        return KIND.matcher(kind).matches() && ofKind(kind).equals(fileName);
    }

    /** The kind whose folder is called {@code fileName}. */
    static String kindOf(String fileName) {
        return fileName.endsWith("~") ? fileName.substring(0, fileName.length() - 1) : fileName;
    }

    private static boolean isDevice(String name) {
        return DEVICES.indexOf(name.charAt(0)) >= 0 && DEVICE.matcher(name).matches();
    }

    private static String safePart(String name) {
        StringBuilder safe = new StringBuilder(SAFE_CHARACTERS);
        String lower =
                name.substring(0, Math.min(name.length(), SAFE_CHARACTERS)).toLowerCase(Locale.ROOT);
        lower.chars().map(c -> isSafe(c) ? c : '_').forEach(c -> safe.append((char) c));
        if (!isLetterOrDigit(safe.charAt(0)) || isDevice(safe.toString())) {
            safe.insert(0, 'x');
        }
        safe.setLength(Math.min(safe.length(), SAFE_CHARACTERS));
        return safe.toString();
    }

    private static boolean isSafe(int c) {
        return isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** The first 130 bits of the SHA-256 in base32, RFC 4648 section 6, in lower case. */
    private static String hash(String name) {
        MessageDigest sha = Digest.sha256();
        byte[] bits = sha.digest(name.getBytes(StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder(HASH_CHARACTERS);
        for (int bit = 0; bit < HASH_CHARACTERS * 5; bit += 5) {
            int two = (bits[bit / 8] & 0xff) << 8 | (bits[bit / 8 + 1] & 0xff);
            text.append(BASE32.charAt(two >>> (11 - bit % 8) & 31));
        }
        return text.toString();
    }
}
