package dev.cairn.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * Why a run failed.
 *
 * @param type the kind of error, such as the name of an exception's class
 * @param message what it said; null if it said nothing
 * @param stack where it happened, for people; null if that is not known
 */
public record RunError(
        String type, @Nullable String message, @Nullable String stack) {
    private static final int LONGEST_STACK = 64 * 1024;

    public RunError {
        if (type.isBlank()) {
            throw new IllegalArgumentException("An error has a type; give the name of the exception's class.");
        }
    }

    /** An error that no exception tells of. */
    public static RunError of(String type, String message) {
        return new RunError(type, message, null);
    }

    /** What {@code thrown} tells: its class, its message, and its stack trace with those of its causes, up to 65,536 characters. */
    public static RunError of(Throwable thrown) {
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack, true));
        String text = stack.toString();
        return new RunError(
                thrown.getClass().getName(),
                wellFormed(thrown.getMessage()),
                wellFormed(text.length() > LONGEST_STACK ? text.substring(0, LONGEST_STACK) + "..." : text));
    }

    /** Half of a surrogate pair cannot be stored; an error is not lost for it. */
    private static @Nullable String wellFormed(@Nullable String text) {
        return text == null ? null : new String(text.getBytes(UTF_8), UTF_8);
    }
}
