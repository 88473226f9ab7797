package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.OutcomeUnknownException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.Document;
import dev.cairn.spi.StorageBackend;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL answers to a commit: a no, a no that another attempt may turn into a yes, or nothing. */
class CommitTest {
    private final String schema = Postgres.newSchema();
    private final StorageBackend backend = Fixtures.open(Fixtures.postgresConfig(schema), Clock.systemUTC());
    private Document before;

    @BeforeEach
    void save() {
        before = RoundTripsTest.put(backend, "x", "before");
    }

    @AfterEach
    void close() {
        backend.close();
        Postgres.dropSchema(schema);
    }

    /** From here on each commit of a document runs {@code plpgsql} first. */
    private void atCommit(String plpgsql) {
        Postgres.run(
                "create function " + schema + ".at_commit() returns trigger language plpgsql as $$ begin " + plpgsql
                        + "; return null; end $$",
                "create constraint trigger at_commit after update on " + schema + ".document deferrable initially "
                        + "deferred for each row execute function " + schema + ".at_commit()");
    }

    private <E extends StorageException> E failure(Class<E> type) {
        return assertThatExceptionOfType(type)
                .isThrownBy(() -> RoundTripsTest.put(backend, "x", "after"))
                .actual();
    }

    private void assertUnchangedAndWorkingAgain() {
        assertThat(backend.documents().get(before.key()).find()).contains(before);
        Postgres.run("drop trigger at_commit on " + schema + ".document");
        RoundTripsTest.put(backend, "x", "again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0001", "23514", "40002", "53100", "53200", "54000", "55000", "57014", "58030", "XX000"})
    void anErrorInASessionThatGoesOnIsANo(String state) {
        atCommit("raise exception 'no' using errcode = '" + state + "'");
        assertThat(failure(UnavailableException.class)).hasMessageContaining("Cannot put result 'x'");
        assertUnchangedAndWorkingAgain();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "23505"})
    void aRaceThatNeverEndsIsANoAfterTwelveAttempts(String state) {
        atCommit("raise exception 'no' using errcode = '" + state + "'");
        assertThat(failure(UnavailableException.class)).hasMessageContaining("12 attempts");
        assertUnchangedAndWorkingAgain();
    }

    @Test
    void anErrorThatEndsTheSessionIsNoAnswer() {
        atCommit("perform pg_terminate_backend(pg_backend_pid())");
        assertThat(failure(OutcomeUnknownException.class)).hasMessageContaining("It may be there or not");
        assertUnchangedAndWorkingAgain();
    }

    @Test
    void aFullQueueOfNotificationsIsANoThatSaysWhatToDo() throws Exception {
        try (Other listener = new Other(Postgres.jdbcUrl())) {
            listener.run("listen something");
            listener.commit();
            listener.number("select 1"); // In a transaction, so that it takes nothing out of the queue.
            fillTheQueue("x".repeat(7000));
            fillTheQueue("x");
            assertThat(failure(UnavailableException.class))
                    .hasMessageContaining("Nothing was changed")
                    .hasMessageContaining("'notify'");
            assertThat(backend.documents().get(before.key()).find()).contains(before);
        }
        // Nothing else shortens a queue that is full.
        Postgres.run("select pg_notification_queue_usage()");
        RoundTripsTest.put(backend, "x", "again");
    }

    private static void fillTheQueue(String notice) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> {
                    try (Other filler = new Other(Postgres.jdbcUrl())) {
                        for (int i = 0; i < 100_000; i++) {
                            filler.run("select pg_notify('something', '" + i + notice + "')");
                            filler.commit();
                        }
                    }
                })
                .returns("54000", SQLException::getSQLState);
    }
}
