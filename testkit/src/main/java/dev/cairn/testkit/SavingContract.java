package dev.cairn.testkit;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.ReplicaState;
import dev.cairn.ResultInfo;
import dev.cairn.ResultWriter;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.TooLargeException;
import dev.cairn.model.Attachment;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Objective;
import dev.cairn.model.Observable;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.ResultSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What saving and loading a result does on any backend. */
abstract class SavingContract extends ManagerTest {
    @Test
    void whatIsLoadedEqualsWhatWasSavedBitForBit() throws IOException {
        OptimizationResult result = SampleResults.withEverything();

        manager.saveResult("all", result);

        OptimizationResult again = past(manager, "all");
        assertThat(again).isEqualTo(result);
        try (InputStream content = again.attachment("log.txt").open()) {
            assertThat(content.readAllBytes()).asString().isEqualTo("started");
        }
        assertThat(again.resultSet("chosen").parent()).isEqualTo("all");
    }

    @Test
    void aResultWithoutAnyColumnIsAResult() {
        OptimizationResult result = numbered(1, 0);

        manager.saveResult("empty", result);

        assertThat(past(manager, "empty")).isEqualTo(result);
    }

    @Test
    void aLargeResultComesBackWhole() {
        OptimizationResult result = numbered(2, 300_000);

        manager.saveResult("large", result);

        assertThat(past(manager, "large")).isEqualTo(result);
    }

    @Test
    void theReceiptTellsWhatWasSaved() {
        SaveReceipt receipt = manager.saveResult("k", numbered(1, 10));
        ResultInfo info = manager.resultInfo("k");

        assertThat(receipt.revision()).isPositive().isEqualTo(info.revision());
        assertThat(receipt.digest()).hasSize(64).isEqualTo(info.digest());
        assertThat(receipt.bytes()).isEqualTo(info.bytes()).isGreaterThan(4 * 10 * 8);
        assertThat(receipt.replica())
                .isEqualTo(manager.secondary().isPresent() ? ReplicaState.REPLICATED : ReplicaState.NOT_WANTED);
    }

    @Test
    void theSameResultHasTheSameDigestWhereverItIsSaved() {
        assertThat(manager.saveResult("a", numbered(1, 10)).digest())
                .isEqualTo(manager.saveResult("b", numbered(1, 10)).digest())
                .isNotEqualTo(manager.saveResult("c", numbered(2, 10)).digest());
    }

    @Test
    void equalResultsHaveTheSameDigestWhateverTheOrderOfTheirParts() {
        OptimizationResult some = numbered(1, 3);
        Attachment a = Attachment.ofBytes("a", new byte[1]);
        Attachment b = Attachment.ofBytes("b", new byte[2]);
        ResultSet first = ResultSet.of("first", 0);
        ResultSet second = ResultSet.of("second", 1);
        OptimizationResult one = some.toBuilder()
                .metadata("x", 1)
                .metadata("y", 2)
                .tag("s")
                .tag("t")
                .attachment(a)
                .attachment(b)
                .resultSet(first)
                .resultSet(second)
                .build();
        OptimizationResult other = some.toBuilder()
                .metadata("y", 2)
                .metadata("x", 1)
                .tag("t")
                .tag("s")
                .attachment(b)
                .attachment(a)
                .resultSet(second)
                .resultSet(first)
                .build();

        assertThat(one).isEqualTo(other);
        assertThat(manager.saveResult("one", one).digest())
                .isEqualTo(manager.saveResult("other", other).digest());
        assertThat(past(manager, "other")).isEqualTo(one);
    }

    @Test
    void aSaveReplacesWhatWasThere() {
        SaveReceipt first = manager.saveResult("k", numbered(1, 10));
        SaveReceipt second = manager.saveResult("k", numbered(2, 20));

        assertThat(second.revision()).isGreaterThan(first.revision());
        assertThat(past(manager, "k")).isEqualTo(numbered(2, 20));
        assertThat(manager.loadResult("k")).isEqualTo(numbered(2, 20));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> manager.loadResult("nothing"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'nothing'");
        assertThat(manager.findResult("nothing")).isEmpty();
        assertThat(manager.contains("nothing")).isFalse();
    }

    @Test
    void onlyTheColumnsAskedForAreLoaded() {
        OptimizationResult result = numbered(1, 100);
        manager.saveResult("k", result);

        assertThat(manager.loadColumns("k", ColumnName.objective("f2"), ColumnName.variable("x1")))
                .containsOnlyKeys(ColumnName.objective("f2"), ColumnName.variable("x1"))
                .containsEntry(ColumnName.objective("f2"), result.objective("f2"));
    }

    @Test
    void anUnknownColumnIsRefusedAndTheKnownOnesNamed() {
        manager.saveResult("k", numbered(1, 10));

        assertThatThrownBy(() -> manager.loadColumns("k", ColumnName.objective("f3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("objectives/f3")
                .hasMessageContaining("objectives/f1");
    }

    @Test
    void aResultTooLargeToLoadWholeIsRefusedAndItsColumnsAreNot() {
        OptimizationResult result = numbered(1, 1000);
        manager.saveResult("k", result);
        StorageManager small =
                StorageManagers.builder().primary(backend).largestResult(1000).build();

        assertThatThrownBy(() -> small.loadResult("k"))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("loadColumns");
        assertThat(small.loadColumns("k", ColumnName.objective("f1")))
                .containsEntry(ColumnName.objective("f1"), result.objective("f1"));
    }

    @Test
    void aResultThatComesInBlocksIsTheSameAsOneSavedWhole() {
        OptimizationResult whole = SampleResults.withEverything();
        OptimizationResult description = OptimizationResult.builder()
                .problem(whole.problem())
                .solver(whole.solver())
                .run(whole.run())
                .build();

        try (ResultWriter writer = manager.writeResult("blocks", description, SaveOptions.defaults())) {
            writer.append(whole.columns()).append(whole.columns());
            assertThat(writer.rows()).isEqualTo(14);
            assertThat(manager.contains("blocks")).isFalse();
            writer.finish();
        }

        OptimizationResult again = past(manager, "blocks");
        assertThat(again.rows()).isEqualTo(14);
        assertThat(again.solver()).isEqualTo(whole.solver());
        whole.columns().forEach((name, column) -> {
            Column twice = again.column(name);
            for (int row = 0; row < 14; row++) {
                assertThat(twice.value(row)).as("%s, row %d", name, row).isEqualTo(column.value(row % 7));
            }
        });
    }

    @Test
    void closingWaitsForSavesUnderWay() {
        List<CompletableFuture<SaveReceipt>> saves = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            saves.add(manager.saveResultAsync("k" + i, numbered(i, 1000)));
        }

        manager.close();

        assertThat(saves).allSatisfy(save -> assertThat(save).isCompleted());
    }

    @Test
    void aFailureThatIsNotOfTheStoreStopsNoOtherSave() {
        Map<String, OptimizationResult> results = new LinkedHashMap<>();
        results.put(
                "gone",
                OptimizationResult.builder()
                        .problem(numbered(1, 1).problem())
                        .attachment(Attachment.stored("file", "text/plain", 1, "0".repeat(64), () -> {
                            throw new IOException("no such file");
                        }))
                        .build());
        for (int i = 0; i < 50; i++) {
            results.put("k" + i, numbered(i, 10_000));
        }

        assertThatThrownBy(() -> manager.saveAll(results)).isInstanceOf(UncheckedIOException.class);

        assertThat(manager.listResults()).hasSize(50);
    }

    @Test
    void aBlockOfAnotherTypeIsRefusedWholeAndTheOthersStay() {
        OptimizationResult description = OptimizationResult.builder()
                .problem(Problem.builder("p")
                        .objective(Objective.minimize("f"))
                        .observable(Observable.of("o"))
                        .build())
                .build();
        ColumnName f = ColumnName.objective("f");
        ColumnName o = ColumnName.observable("o");

        try (ResultWriter writer = manager.writeResult("k", description, SaveOptions.defaults())) {
            writer.append(Map.of(f, RealColumn.of(1), o, RealColumn.of(2)));
            assertThatThrownBy(() -> writer.append(Map.of(f, RealColumn.of(3), o, LongColumn.of(4))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("observables/o");
            writer.append(Map.of(f, RealColumn.of(5), o, RealColumn.of(6)));
            writer.finish();
        }

        assertThat(past(manager, "k").objective("f")).isEqualTo(RealColumn.of(1, 5));
    }

    @Test
    void aBlockWithOtherColumnsThanAnEmptyOneIsRefused() {
        OptimizationResult whole = numbered(1, 10);
        OptimizationResult description =
                OptimizationResult.builder().problem(whole.problem()).build();

        try (ResultWriter writer = manager.writeResult("k", description, SaveOptions.defaults())) {
            writer.append(numbered(1, 0).columns());
            assertThatThrownBy(() -> writer.append(Map.of(ColumnName.objective("f1"), whole.objective("f1"))))
                    .isInstanceOf(IllegalArgumentException.class);
            writer.finish();
        }

        assertThat(past(manager, "k").rows()).isZero();
    }

    @Test
    void aFinishThatFailedCanBeTriedAgain() {
        OptimizationResult whole = numbered(1, 10);
        OptimizationResult description =
                OptimizationResult.builder().problem(whole.problem()).build();
        manager.saveResult("k", numbered(2, 1));

        try (ResultWriter writer = manager.writeResult("k", description, SaveOptions.onlyIfAbsent())) {
            writer.append(whole.columns());
            assertThatThrownBy(writer::finish).isInstanceOf(ConflictException.class);
            assertThatThrownBy(() -> writer.append(whole.columns())).isInstanceOf(IllegalStateException.class);
            manager.deleteResult("k");

            writer.finish();
            assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
        }

        assertThat(past(manager, "k").columns()).isEqualTo(whole.columns());
    }

    @Test
    void aResultThatIsNotFinishedLeavesNothing() {
        OptimizationResult whole = numbered(1, 10);
        OptimizationResult description =
                OptimizationResult.builder().problem(whole.problem()).build();

        try (ResultWriter writer = manager.writeResult("k", description, SaveOptions.defaults())) {
            writer.append(whole.columns());
        }

        assertThat(manager.contains("k")).isFalse();
    }

    @Test
    void aBlockThatDoesNotFitIsRefusedAndTheOthersStay() {
        OptimizationResult whole = numbered(1, 10);
        OptimizationResult description =
                OptimizationResult.builder().problem(whole.problem()).build();

        try (ResultWriter writer = manager.writeResult("k", description, SaveOptions.defaults())) {
            writer.append(whole.columns());
            assertThatThrownBy(() -> writer.append(Map.of(
                            ColumnName.objective("f1"), RealColumn.of(1), ColumnName.objective("f2"), RealColumn.of())))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.append(Map.of(ColumnName.objective("f1"), RealColumn.of(1))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("objectives/f2");
            writer.finish();
        }
        assertThat(past(manager, "k").columns()).isEqualTo(whole.columns());
    }
}
