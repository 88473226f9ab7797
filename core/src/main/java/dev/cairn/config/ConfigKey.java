package dev.cairn.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One key of a configuration: what it is called, which values it takes and what it means.
 *
 * @param name the key, in lower case with underscores
 * @param type which values it takes
 * @param choices for {@link Type#CHOICE} the values, else empty
 * @param objectType for {@link Type#OBJECT} what its value is an instance of, else {@link Object}
 * @param defaultValue what it is when it is not given; null if nothing
 * @param required whether it must be given
 * @param secret whether its value is never shown
 * @param meaning one sentence for people
 */
public record ConfigKey(
        String name,
        Type type,
        List<String> choices,
        Class<?> objectType,
        @Nullable Object defaultValue,
        boolean required,
        boolean secret,
        String meaning) {

    /** Which values a key takes. */
    public enum Type {
        /** Any text that is not blank; also a {@link Path} or a {@link URI}, by its text. */
        TEXT,
        /** A whole number above zero, or its decimal digits as text. */
        POSITIVE,
        /** {@code true} or {@code false}, also as text. */
        FLAG,
        /** One of a few words. */
        CHOICE,
        /** Keys and values of another configuration. */
        MAP,
        /** An object that the program made; no text stands for it. */
        OBJECT
    }

    /** A text. */
    public static ConfigKey text(String name, String meaning) {
        return new ConfigKey(name, Type.TEXT, List.of(), Object.class, null, false, false, meaning);
    }

    /** A whole number above zero. */
    public static ConfigKey positive(String name, @Nullable Long defaultValue, String meaning) {
        return new ConfigKey(name, Type.POSITIVE, List.of(), Object.class, defaultValue, false, false, meaning);
    }

    /** True or false. */
    public static ConfigKey flag(String name, boolean defaultValue, String meaning) {
        return new ConfigKey(name, Type.FLAG, List.of(), Object.class, defaultValue, false, false, meaning);
    }

    /** Keys and values of another configuration. */
    public static ConfigKey map(String name, String meaning) {
        return new ConfigKey(name, Type.MAP, List.of(), Object.class, null, false, false, meaning);
    }

    /** An object that the program made, such as a connection pool; its value is never shown. */
    public static ConfigKey object(String name, Class<?> objectType, String meaning) {
        return new ConfigKey(name, Type.OBJECT, List.of(), objectType, null, false, true, meaning);
    }

    /** One of a few words, the first of which is the default. */
    public static ConfigKey choice(String name, String meaning, String... choices) {
        return new ConfigKey(name, Type.CHOICE, List.of(choices), Object.class, choices[0], false, false, meaning);
    }

    /** The same, but it must be given. */
    public ConfigKey asRequired() {
        return new ConfigKey(name, type, choices, objectType, defaultValue, true, secret, meaning);
    }

    /** The same, but its value is never shown. */
    public ConfigKey asSecret() {
        return new ConfigKey(name, type, choices, objectType, defaultValue, required, true, meaning);
    }

    /** The value in its own type: String, Long, Boolean, Map or what {@link #objectType} says; empty if {@code given} is not one that this key takes. */
    Optional<Object> parse(Object given) {
        String text = String.valueOf(given).strip();
        return switch (type) {
            case TEXT -> isText(given) && !text.isEmpty() ? Optional.of(String.valueOf(given)) : Optional.empty();
            case POSITIVE ->
                isNumber(given) && text.matches("0*[1-9][0-9]{0,17}")
                        ? Optional.of(Long.parseLong(text))
                        : Optional.empty();
            case FLAG -> text.matches("(?i)true|false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
            case CHOICE ->
                choices.contains(text.toLowerCase(Locale.ROOT))
                        ? Optional.of(text.toLowerCase(Locale.ROOT))
                        : Optional.empty();
            case MAP -> given instanceof Map ? Optional.of(given) : Optional.empty();
            case OBJECT -> objectType.isInstance(given) ? Optional.of(given) : Optional.empty();
        };
    }

    /** Whether {@code given} is a value that this key takes; null is none. */
    public boolean accepts(@Nullable Object given) {
        return given != null && parse(given).isPresent();
    }

    /** What may be given, for messages. */
    String takes() {
        return switch (type) {
            case TEXT -> "a text that is not blank";
            case POSITIVE -> "a whole number above zero";
            case FLAG -> "true or false";
            case CHOICE -> "one of " + String.join(", ", choices);
            case MAP -> "a map of keys and values";
            case OBJECT -> "an instance of " + objectType.getName();
        };
    }

    private static boolean isText(Object given) {
        return given instanceof CharSequence || given instanceof Path || given instanceof URI;
    }

    private static boolean isNumber(Object given) {
        return given instanceof CharSequence || given instanceof Integer || given instanceof Long;
    }
}
