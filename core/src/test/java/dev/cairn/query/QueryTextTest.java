package dev.cairn.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries as text. */
class QueryTextTest {
    @Test
    void comparisonsAreRead() {
        assertThat(QueryText.criterion("problem.name = 'RE31'")).isEqualTo(Criterion.eq("problem.name", "RE31"));
        assertThat(QueryText.criterion("a!=1")).isEqualTo(Criterion.ne("a", 1L));
        assertThat(QueryText.criterion("a <= -1.5e3")).isEqualTo(Criterion.le("a", -1500.0));
        assertThat(QueryText.criterion("a >= 1 AND b < 2"))
                .isEqualTo(Criterion.ge("a", 1L).and(Criterion.lt("b", 2L)));
        assertThat(QueryText.criterion("a > true")).isEqualTo(Criterion.gt("a", true));
        assertThat(QueryText.criterion("a in (1, 'x', NaN, -Infinity)"))
                .isEqualTo(Criterion.in("a", List.of(1L, "x", Double.NaN, Double.NEGATIVE_INFINITY)));
        assertThat(QueryText.criterion("a in ()")).isEqualTo(Criterion.in("a", List.of()));
        assertThat(QueryText.criterion("a contains '%_\\'\\\\'")).isEqualTo(Criterion.contains("a", "%_'\\"));
        assertThat(QueryText.criterion("exists metadata.\"my.key\""))
                .isEqualTo(Criterion.exists("metadata.\"my.key\""));
        assertThat(QueryText.criterion("created > @2026-01-31T12:00:00Z"))
                .isEqualTo(Criterion.gt("created", Instant.parse("2026-01-31T12:00:00Z")));
        assertThat(QueryText.criterion("a = 92233720368547758070"))
                .isEqualTo(Criterion.eq("a", new BigInteger("92233720368547758070")));
        assertThat(QueryText.criterion(" ")).isEqualTo(Criterion.all());
    }

    @Test
    void notBindsMostThenAndThenOr() {
        assertThat(QueryText.criterion("not a = 1 and b = 2 or c = 3"))
                .isEqualTo(Criterion.not(Criterion.eq("a", 1L))
                        .and(Criterion.eq("b", 2L))
                        .or(Criterion.eq("c", 3L)));
        assertThat(QueryText.criterion("not (a = 1 and (b = 2 or c = 3))"))
                .isEqualTo(Criterion.not(
                        Criterion.eq("a", 1L).and(Criterion.eq("b", 2L).or(Criterion.eq("c", 3L)))));
    }

    @Test
    void aFieldMayBeginLikeAWord() {
        assertThat(QueryText.criterion("order.limit = 1")).isEqualTo(Criterion.eq("order.limit", 1L));
        assertThat(QueryText.criterion("not_a = 1")).isEqualTo(Criterion.eq("not_a", 1L));
        assertThat(QueryText.criterion("\"not\" = 1")).isEqualTo(Criterion.eq("\"not\"", 1L));
        assertThat(QueryText.criterion("Größe = 1")).isEqualTo(Criterion.eq("Größe", 1L));
    }

    @Test
    void aQueryHasAnOrderAndAPart() {
        assertThat(QueryText.query("a = 1 order by b desc, c limit 10 offset 20"))
                .isEqualTo(Query.where(Criterion.eq("a", 1L))
                        .orderBy(Order.descending("b"))
                        .orderBy(Order.ascending("c"))
                        .limit(10)
                        .offset(20));
        assertThat(QueryText.query("")).isEqualTo(Query.all());
        assertThat(QueryText.query("limit 3")).isEqualTo(Query.all().limit(3));
        assertThat(QueryText.query("order by created")).isEqualTo(Query.all().orderBy(Order.ascending("created")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1 or b = 2 and not (c != 'x''\\u0000' or exists d)",
                "a in (1, 2.5, 'x', @2026-01-31T12:00:00Z, true) and b contains '%'",
                "all order by a desc, b asc limit 10 offset 3",
                "not (all)",
                "a = NaN or a < Infinity"
            })
    void theTextOfAQueryIsReadAsTheSame(String text) {
        String valid = text.replace("''", "\\'");
        Query query = QueryText.query(valid);
        assertThat(QueryText.query(query.toString())).isEqualTo(query);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "a | 2 | expected was '=', '!='",
                "a = | 4 | a value",
                "a = 1 b | 7 | 'and', 'or'",
                "(a = 1 | 7 | ')'",
                "a = 'x | 5 | single quote",
                "a in (1, | 9 | a value",
                "a in 1 | 6 | '('",
                "= 1 | 1 | a field",
                "a contains 1 | 12 | a text",
                "a = @yesterday | 5 | a value",
                "a = @2026-13-01T00:00:00Z | 5 | a time",
                "a = 1 limit -1 | 13 | a whole number",
                "a = 1 order a | 13 | 'by'",
                "a = '\\q' | 7 | behind the backslash"
            })
    void whatIsWrongIsNamedWithItsPlace(String text, int at, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryText.query(text))
                .withMessageContaining("at character " + at + ":")
                .withMessageContaining(expected);
    }

    @Test
    void aTypeThatAFieldOfTheStoreCannotHaveIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryText.criterion("created > 5"))
                .withMessageContaining("is a time")
                .withMessageContaining("@2026");
        assertThatIllegalArgumentException().isThrownBy(() -> Criterion.eq("id", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Criterion.lt("a", Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Criterion.eq("a", new Object()));
    }

    @Test
    void bracketsAreBounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryText.criterion("(".repeat(100_000) + "a = 1" + ")".repeat(100_000)))
                .withMessageContaining("brackets");
    }
}
