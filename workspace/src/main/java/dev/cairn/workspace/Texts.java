package dev.cairn.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.spi.Names;
import org.jspecify.annotations.Nullable;

/** What people may write of a run: any text that UTF-8 can say. */
final class Texts {
    private Texts() {}

    static String check(String what, @Nullable String text) {
        String given = Names.given(what, text);
        if (!UTF_8.newEncoder().canEncode(given)) {
            throw new IllegalArgumentException(
                    "The " + what + " " + Names.quote(given)
                            + " holds half of a surrogate pair; it is not valid Unicode, probably cut in the middle of a letter.");
        }
        return given;
    }
}
