package dev.cairn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"../../x", "a/b", "CON", "a:b:c", "\uD83D\uDE00", ".", " x "})
    void ordinaryTextIsAName(String name) {
        assertThat(Names.check("key", name)).isSameAs(name);
    }

    @Test
    void aNameHasUpTo512BytesOfUtf8() {
        assertThat(Names.check("key", "\u00e9".repeat(256))).hasSize(256);
        assertThatThrownBy(() -> Names.check("key", "\u00e9".repeat(256) + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("513 bytes")
                .hasMessageContaining("512");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void aBlankNameIsRefused(String name) {
        assertThatThrownBy(() -> Names.check("key", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key is blank");
    }

    @Test
    void noNameAtAllIsRefused() {
        assertThatThrownBy(() -> Names.check("scope", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scope is null");
    }

    @Test
    void controlCharactersAreNamedAndNotPrinted() {
        assertThatThrownBy(() -> Names.check("key", "a\u0000b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("U+0000")
                .hasMessageContaining("'a\\u0000b'");
    }

    @Test
    void halfOfASurrogatePairIsRefused() {
        assertThatThrownBy(() -> Names.check("key", "x\uD83D"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
    }
}
