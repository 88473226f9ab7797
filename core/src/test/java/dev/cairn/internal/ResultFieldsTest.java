package dev.cairn.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.query.QueryText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFieldsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "problem.name = 'a' and problem.objectives.direction = 'minimize' and problem.variables.lower < 1",
                "problem.constraints.tolerance = NaN order by created desc, id",
                "solver.seed in (1, 2) and solver.parameters.rate.x > 'b' and rows >= 1.5",
                "run.started > @2026-01-01T00:00:00Z and exists run.finished",
                "metadata.\"my.key\" = true or environment.jvm.version = 17 or saved.x contains 'y'",
                "columns.missing = true and resultSets.madeBy = 'me' and history.columns.name = 'best'",
                "updated > @2026-01-01T00:00:00Z and revision > 1 and state = 'live' and lineage = 'x' and tags = 't'"
            })
    void whatResultsHaveIsAskedFor(String query) {
        assertThatCode(() -> Results.FIELDS.check(QueryText.query(query))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "problm.name = 'a' | Did you mean 'problem'?",
                "problem.nme = 'a' | Did you mean 'problem.name'?",
                "order by hv | below 'metadata'",
                "problem.name.x = 1 | nothing below 'problem.name'",
                "exists tags.x | nothing below 'tags'",
                "solver.seed = 'a' | is a number",
                "not (rows in (1, 'b')) | is a number",
                "problem.objectives.direction = 1 | is a text",
                "solver.seed contains '1' | is a number",
                "columns.missing = 'yes' | is a truth value",
                "run.started = 'yesterday' | is a time"
            })
    void whatNoResultHasIsRefused(String query, String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Results.FIELDS.check(QueryText.query(query)))
                .withMessageContaining(part);
    }
}
