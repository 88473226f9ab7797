package dev.cairn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnNameProperties {
    @Property
    void isReadBackFromItsText(
            @ForAll Role role,
            @ForAll @AlphaChars @Chars({'/', '.', 'é', ' ', '~'}) @StringLength(min = 1, max = 20) String text) {
        String name = role == Role.STATUS ? "status" : "x" + text;
        ColumnName column = new ColumnName(role, name);
        assertThat(ColumnName.parse(column.toString())).isEqualTo(column);
    }

    @Example
    void isWrittenWithItsRole() {
        assertThat(ColumnName.variable("x1")).hasToString("variables/x1");
        assertThat(ColumnName.STATUS).hasToString("status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x1", "objective/f1", "status/status", "variables/"})
    void refusesATextThatNamesNoColumn(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ColumnName.parse(text));
    }

    @Example
    void refusesAStatusOfAnotherName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ColumnName(Role.STATUS, "state"))
                .withMessageContaining("named 'status', not 'state'");
    }
}
