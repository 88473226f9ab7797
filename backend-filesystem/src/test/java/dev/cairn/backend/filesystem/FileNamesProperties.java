package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.DocumentKey;
import java.nio.file.Path;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FileNamesProperties {
    private static final FileLayout LAYOUT = new FileLayout(Path.of("/base/store"));

    @Property
    void distinctNamesNeverShareAFileWhateverTheirCase(@ForAll("names") String one, @ForAll("names") String other) {
        Assume.that(!one.equals(other));
        assertThat(FileNames.of(one).toLowerCase(Locale.ROOT))
                .isNotEqualTo(FileNames.of(other).toLowerCase(Locale.ROOT));
    }

    @Property
    void aFileNameIsSafeOnEverySystem(@ForAll("names") String name) {
        String file = FileNames.of(name);
        assertThat(file).matches("[a-z0-9][a-z0-9._-]*(~[a-z2-7]{26})?").hasSizeLessThanOrEqualTo(100);
        assertThat(file).doesNotEndWith(".").doesNotMatch("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
        assertThat(FileNames.isPlain(file) || FileNames.isHashed(file)).isTrue();
    }

    @Property
    void noKeyReachesOutsideOfItsFolder(@ForAll("names") String scope, @ForAll("names") String id) {
        Path file = LAYOUT.document(new DocumentKey(scope, "result", id));
        assertThat(file.normalize()).isEqualTo(file);
        assertThat(file.getNameCount()).isEqualTo(LAYOUT.root().getNameCount() + 3);
        assertThat(file.startsWith(LAYOUT.root())).isTrue();
    }

    @Property
    void aPlainNameStaysAsItIs(@ForAll("plain") String name) {
        assertThat(FileNames.of(name)).isEqualTo(name);
    }

    @Example
    void namesThatSystemsTakeForOthersAreHashed() {
        for (String name : new String[] {"con", "CON", "nul.txt", "lpt1", "a.", "A", "_meta", ".hidden", "..", "a/b"}) {
            assertThat(FileNames.of(name)).as(name).contains("~");
        }
        assertThat(FileNames.of("run_001")).isEqualTo("run_001");
    }

    @Example
    void theHashIsTheBeginningOfTheSha256InBase32() {
        // printf 'A' | sha256sum | cut -c1-64 | xxd -r -p | base32 | cut -c1-26 | tr A-Z a-z
        assertThat(FileNames.of("A")).isEqualTo("a~kwnovuecmtkxsxjzbfyyzxifvp");
    }

    @Example
    void aKindIsItsOwnFolderButForDevices() {
        assertThat(FileNames.ofKind("result")).isEqualTo("result");
        assertThat(FileNames.ofKind("con")).isEqualTo("con~");
        assertThat(FileNames.kindOf("con~")).isEqualTo("con");
        assertThat(FileNames.isKind("_blobs")).isFalse();
        assertThat(FileNames.isKind("result~")).isFalse();
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> any = Arbitraries.strings().ofMinLength(1).ofMaxLength(60);
        Arbitrary<String> close = Arbitraries.strings()
                .withChars("aAbB._~-/\\ con1")
                .ofMinLength(1)
                .ofMaxLength(5);
        return Arbitraries.oneOf(any, close, plain()).filter(FileNamesProperties::isName);
    }

    @Provide
    Arbitrary<String> plain() {
        return Arbitraries.strings()
                .withChars("abcxyz019._-")
                .ofMinLength(1)
                .ofMaxLength(100)
                .filter(name -> name.matches("[a-z0-9].*") && !name.endsWith("."));
    }

    private static boolean isName(String name) {
        try {
            new DocumentKey(name, "result", name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
