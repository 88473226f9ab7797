package dev.cairn.template;

import dev.cairn.spi.Names;
import java.util.Locale;
import java.util.regex.Pattern;

/** What templates and categories are called: lower-case letters, digits, {@code _}, {@code -} and {@code .}. */
final class TemplateNames {
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9_.-]");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]{1,200}");
    private static final Pattern VISIBLE = Pattern.compile(".*[a-z0-9].*");

    private TemplateNames() {}

    /** The name under which a template is kept that a user calls {@code given}: {@code "My PLS: v1?"} is {@code my_pls_v1}. */
    static String name(String given) {
        String lower = Names.given("name of a template", given).toLowerCase(Locale.ROOT);
        String name = OTHERS.matcher(lower.replace(' ', '_')).replaceAll("");
        if (!isName(name)) {
            throw new IllegalArgumentException("The name of a template " + Names.quote(given)
                    + " must have a letter from a to z or a digit, and at most 200 characters.");
        }
        return name;
    }

    /** Returns {@code category} if it can be one. It is not made one: a path that is cleaned is still none that was meant. */
    static String category(String category) {
        if (!isName(Names.given("category of a template", category))) {
            throw new IllegalArgumentException(
                    "The category " + Names.quote(category)
                            + " must be 1 to 200 lower-case letters from a to z, digits, '_', '-' and '.', and not of the last three alone.");
        }
        return category;
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches() && VISIBLE.matcher(name).matches();
    }
}
