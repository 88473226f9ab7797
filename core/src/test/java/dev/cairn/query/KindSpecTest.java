package dev.cairn.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fields a declaration covers: those that {@link FieldReader} reads by it. */
class KindSpecTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "created | a.b | false",
                "a.b | a.b | true",
                "a | a.b | false",
                "a.b | a | false",
                "a.* | a.b | true",
                "a.* | a.b.c | true",
                "a.* | a | false",
                "a.* | ab.c | false",
                "\"created\".* | \"created\".x | true",
                "\"created\" | \"id\" | false",
                "* | a.\"x.y\" | true",
                "* | \"created\" | true",
                "* | created | true",
                "* | id | false",
                "id | id | true"
            })
    void covers(String declared, String field, boolean expected) {
        KindSpec spec = KindSpec.of("thing", List.of(declared));
        assertThat(spec.covers(FieldPath.parse(field))).isEqualTo(expected);
    }
}
