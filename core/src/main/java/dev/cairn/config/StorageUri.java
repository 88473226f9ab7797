package dev.cairn.config;

import dev.cairn.ConfigurationException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The place of a store as one text: {@code file:///data/results?durability=none}, {@code memory:}, or a bare path.
 *
 * @param scheme in lower case; {@code file} for a bare path
 * @param path what stands between the scheme and the question mark, percent-decoded; all of a bare path. Where it begins with
 *     a host, as in {@code //user:p%40ss@host/db}, it is as it was given, for it is taken apart before its parts are decoded
 * @param parameters what stands behind the question mark, percent-decoded
 * @param text the whole, as it was given
 */
public record StorageUri(String scheme, String path, Map<String, String> parameters, String text) {
    public StorageUri {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Takes a URI apart. What begins with a scheme of two or more letters and a colon is a URI; all else is a bare path, as it
     * is, question marks included.
     *
     * @throws ConfigurationException if it is blank, has a fragment, or its parameters cannot be read; shows none of their values
     */
    public static StorageUri parse(String text) {
        if (text == null || text.isBlank()) {
            throw new ConfigurationException(
                    "The place of a store is a path or a URI such as 'file:///data/results', not blank.");
        }
        if (!text.matches("(?s)[A-Za-z][A-Za-z0-9+.-]+:.*")) {
            return new StorageUri("file", text, Map.of(), text);
        }
        int colon = text.indexOf(':');
        if (text.indexOf('#') >= 0 && !text.regionMatches(true, 0, "jdbc:", 0, 5)) {
            throw new ConfigurationException(
                    "The URI has a fragment, which means nothing in the place of a store; write "
                            + "a # that belongs to a name or a password as %23.");
        }
        int question = text.indexOf('?');
        String rest = question < 0 ? text.substring(colon + 1) : text.substring(colon + 1, question);
        String query = question < 0 ? "" : text.substring(question + 1);
        return new StorageUri(
                text.substring(0, colon).toLowerCase(Locale.ROOT), path(text, rest), parameters(query), text);
    }

    private static String path(String text, String rest) {
        if (!rest.startsWith("//")) {
            return decode("path", rest);
        }
        int slash = rest.indexOf('/', 2);
        String host = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
        boolean here = host.isEmpty() || host.equals("localhost") || host.equals(".") || host.equals("..");
        if (!here && text.toLowerCase(Locale.ROOT).startsWith("file:")) {
            String shown = host.substring(host.lastIndexOf('@') + 1);
            throw new ConfigurationException("The URI names the host '" + shown + "', and files of other hosts are not "
                    + "reached. For an absolute path write three slashes: file:///" + shown + "/...");
        }
        String local = slash < 0 ? "" : rest.substring(slash);
        String decoded = decode("path", here ? (host.startsWith(".") ? host : "") + local : rest);
        return here ? decoded : rest;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode("name of a parameter", equals < 0 ? pair : pair.substring(0, equals));
            if (equals <= 0) {
                throw refusal(query, name, "has no value; parameters look like ?durability=none&read_only=true.");
            }
            String value = decode("parameter '" + name + "'", pair.substring(equals + 1));
            if (value.isBlank()) {
                throw refusal(query, name, "is blank; give it a value, or leave it out.");
            }
            if (parameters.put(name, value) != null) {
                throw refusal(query, name, "is given twice; give it once.");
            }
        }
        return parameters;
    }

    /** Where there is a login behind the question mark, what looks like a name may be the end of a password. */
    private static ConfigurationException refusal(String query, String name, String problem) {
        return new ConfigurationException(
                query.contains("@")
                        ? "A parameter " + problem + " In a password write ? as %3F, & as %26 and @ as %40."
                        : "The parameter '" + name + "' " + problem);
    }

    private static String decode(String what, String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "The " + what + " of the URI is not percent-encoded as it should be; write a percent sign as %25.");
        }
    }

    /** The path for people: without a user and a password, also where a question mark in that cut it in two. */
    public String shownPath() {
        boolean cut = path.startsWith("//") && path.indexOf('@') < 0 && text.indexOf('@') >= 0;
        return cut ? "//***" : path.replaceFirst("(?s)^//.*@", "//***@");
    }

    /** The scheme and which parameters there are; the rest may hold a secret. */
    @Override
    public String toString() {
        return scheme + ": with " + new TreeSet<>(parameters.keySet());
    }
}
