package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.ConflictException;
import dev.cairn.OutcomeUnknownException;
import dev.cairn.Outcomes;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.UnavailableException;
import dev.cairn.model.Attachment;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.Variable;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.Operation;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Many results that are saved at once go into a database in groups, and yet each has its own fate. */
class GroupSavesTest {
    private static final Problem PROBLEM =
            Problem.builder("line").variable(Variable.real("x")).build();

    private static OptimizationResult result(int number) {
        double[] x = new double[Math.floorMod(number, 7) + 1];
        x[0] = number;
        return OptimizationResult.builder()
                .problem(PROBLEM)
                .variable("x", x)
                .metadata("n", number)
                .build();
    }

    private static Map<String, OptimizationResult> results(int count) {
        Map<String, OptimizationResult> results = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            results.put("run_" + i, result(i));
        }
        return results;
    }

    abstract static class Saves {
        final Watched watched = watched();
        final Faults faults = new Faults();
        final StorageBackend backend = Fixtures.open(config(watched), Clock.systemUTC());
        final StorageManager manager = StorageManagers.builder()
                .primary(new FaultyBackend(backend, faults))
                .build();

        abstract Watched watched();

        Map<String, Object> config(Watched source) {
            return Map.of("data_source", source.source());
        }

        @AfterEach
        void close() {
            manager.close();
        }

        @Test
        void takeAFewTripsForEachFiveHundred() throws Exception {
            manager.saveAll(Map.of("before", result(-1), "and before", result(-2)));
            Map<String, OptimizationResult> results = results(1200);
            List<String> trips = watched.tripsOf(() -> manager.saveAll(results).orElseThrow());
            assertThat(trips).hasSizeLessThanOrEqualTo(3 * 12);
            assertThat(manager.loadAll(results.keySet()).orElseThrow()).isEqualTo(results);
            assertThat(manager.resultInfo("run_777").bytes())
                    .isEqualTo(manager.saveResult("again", result(777)).bytes());
        }

        @Test
        void replaceWhatIsThere() {
            manager.saveAll(results(30)).orElseThrow();
            Map<String, OptimizationResult> others = new LinkedHashMap<>();
            results(30)
                    .forEach((key, result) ->
                            others.put(key, result.toBuilder().tag("other").build()));
            Map<String, SaveReceipt> receipts = manager.saveAll(others).orElseThrow();
            assertThat(manager.loadAll(others.keySet()).orElseThrow()).isEqualTo(others);
            receipts.forEach((key, receipt) ->
                    assertThat(manager.resultInfo(key).revision()).isEqualTo(receipt.revision()));
        }

        @Test
        void failOneByOneWhereSomethingElseIsExpected() {
            manager.saveResult("run_7", result(700));
            manager.saveResult("run_20", result(20));
            Outcomes<SaveReceipt> saved = manager.saveAll(results(40), SaveOptions.onlyIfAbsent());
            assertThat(saved.failed()).containsOnlyKeys("run_7");
            assertThat(saved.failed().get("run_7")).isInstanceOf(ConflictException.class);
            assertThat(saved.succeeded()).hasSize(39).containsKey("run_20");
            assertThat(manager.loadResult("run_7")).isEqualTo(result(700));
            assertThat(manager.loadResult("run_39")).isEqualTo(result(39));
        }

        @Test
        void allFailWhereTheirBlobsCannotBeWritten() {
            faults.on(Operation.BLOB_PUT_ALL).first(1).failBefore();
            Outcomes<SaveReceipt> saved = manager.saveAll(results(10));
            assertThat(saved.failed()).hasSize(10);
            assertThat(saved.failed().values()).allMatch(UnavailableException.class::isInstance);
            assertThat(manager.listResults()).isEmpty();
            assertThat(manager.saveAll(results(10)).orElseThrow()).hasSize(10);
        }

        @Test
        void areThereThoughTheAnswerWasLost() {
            faults.on(Operation.DOCUMENT_PUT_ALL).first(1).failAfter();
            assertThat(manager.saveAll(results(10)).orElseThrow()).hasSize(10);
            assertThat(manager.loadAll(results(10).keySet()).orElseThrow()).isEqualTo(results(10));
        }

        @Test
        void areUnknownWhereNobodyCanTell() {
            faults.on(Operation.DOCUMENT_PUT_ALL).first(1).failAfter();
            faults.on(Operation.DOCUMENT_GET).failBefore();
            assertThat(manager.saveAll(results(3)).failed().values())
                    .hasSize(3)
                    .allMatch(OutcomeUnknownException.class::isInstance);
        }

        @Test
        void areSavedBesideOneWhoseAttachmentIsGoneAndALargeOne(@TempDir Path folder) throws Exception {
            Path file = Files.write(folder.resolve("notes.bin"), new byte[3 << 20]);
            Map<String, OptimizationResult> results = results(10);
            results.put(
                    "attached",
                    result(1).toBuilder()
                            .attachment(Attachment.ofFile("notes", file))
                            .build());
            results.put(
                    "large",
                    OptimizationResult.builder()
                            .problem(PROBLEM)
                            .variable("x", new double[300_000])
                            .build());
            assertThat(manager.saveAll(results).orElseThrow()).hasSize(12);
            assertThat(manager.loadResult("large")).isEqualTo(results.get("large"));
            Files.delete(file);
            Map<String, OptimizationResult> others = new LinkedHashMap<>();
            others.put("lost", results.get("attached"));
            others.put("kept", result(77));
            assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> manager.saveAll(others));
            assertThat(manager.loadResult("kept")).isEqualTo(result(77));
            assertThat(manager.contains("lost")).isFalse();
        }
    }

    @Nested
    class OnH2 extends Saves {
        @Override
        Watched watched() {
            JdbcDataSource source = new JdbcDataSource();
            source.setUrl("jdbc:h2:mem:groups" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
            return new Watched(source);
        }
    }

    @Nested
    class OnPostgresql extends Saves {
        private String schema = "";

        @Override
        Watched watched() {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(Postgres.jdbcUrl());
            return new Watched(source);
        }

        @Override
        Map<String, Object> config(Watched source) {
            schema = Postgres.newSchema();
            return Map.of("data_source", source.source(), "schema", schema);
        }

        @AfterEach
        void drop() {
            Postgres.dropSchema(schema);
        }
    }
}
