package dev.cairn.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "solver.name|solver.name",
                "metadata.\"my.key\"|metadata.\"my.key\"",
                "\"metadata\".\"plain\"|metadata.plain",
                "metadata.\"a b\\\"c\\\\\"|metadata.\"a b\\\"c\\\\\"",
                "metadata.\"\\u0000\\u0041\"|metadata.\"\\u0000A\"",
                "metadata.\"\"|metadata.\"\"",
                "created|created",
                "\"created\"|\"created\"",
                "created.by|created.by",
                "\"created\".by|created.by"
            })
    void hasOneSpelling(String text, String spelled) {
        assertThat(FieldPath.parse(text)).hasToString(spelled);
    }

    @Test
    void ofWhatTheStoreKnowsHasNoQuotes() {
        assertThat(FieldPath.parse("created").ofEnvelope()).isTrue();
        assertThat(FieldPath.parse("\"created\"")).isEqualTo(FieldPath.ofBody(List.of("created")));
        assertThat(FieldPath.parse("created.by").ofEnvelope()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "a.", ".a", "a..b", "a b", "a.*", "*", "\"a", "\"a\"b", "\"\\x\"", "\"\\u12g4\"", "a[0]"
            })
    void thatIsNoneIsRefusedWithTheCharacter(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.parse(text))
                .withMessageContaining("is wrong at character");
    }

    @Property
    void ofAnyNamesIsReadAsItIsWritten(@ForAll("names") List<String> names) {
        FieldPath path = FieldPath.ofBody(names);
        assertThat(FieldPath.parse(path.toString())).isEqualTo(path);
    }

    @Provide
    Arbitrary<List<String>> names() {
        Arbitrary<String> odd = Arbitraries.strings()
                .withChars("a.\"\\*\u0000 \ud800\udc00\u00e4")
                .ofMaxLength(5);
        return Arbitraries.oneOf(odd, Arbitraries.strings().ofMaxLength(5), Arbitraries.of("created", "id"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
