package dev.cairn.testkit;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.Outcomes;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.model.OptimizationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a save that expects something does, and saves of many results, on any backend. */
abstract class ExpectationContract extends ManagerTest {
    @Test
    void onlyIfAbsentRefusesWhatIsThereAndNamesItsRevision() {
        SaveReceipt there = manager.saveResult("k", numbered(1, 10));

        assertThatThrownBy(() -> manager.saveResult("k", numbered(2, 10), SaveOptions.onlyIfAbsent()))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        e -> assertThat(e.currentRevision()).isEqualTo(there.revision()));
        assertThat(manager.loadResult("k")).isEqualTo(numbered(1, 10));
    }

    @Test
    @DisplayName("13: saving the same again only if absent changes nothing")
    void savingTheSameAgainOnlyIfAbsentChangesNothing() {
        SaveReceipt first = manager.saveResult("k", numbered(1, 10), SaveOptions.onlyIfAbsent());

        assertThat(manager.saveResult("k", numbered(1, 10), SaveOptions.onlyIfAbsent()))
                .isEqualTo(first);
    }

    @Test
    void onlyIfRevisionRefusesWhenSomebodyElseWroteFirst() {
        long revision = manager.saveResult("k", numbered(1, 10)).revision();
        manager.saveResult("k", numbered(2, 10), SaveOptions.onlyIfRevision(revision));

        assertThatThrownBy(() -> manager.saveResult("k", numbered(3, 10), SaveOptions.onlyIfRevision(revision)))
                .isInstanceOf(ConflictException.class);
        assertThat(manager.loadResult("k")).isEqualTo(numbered(2, 10));
    }

    @Test
    void allAreSavedAndAllAreLoaded() {
        Map<String, OptimizationResult> results = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            results.put("run_" + i, numbered(i, 5));
        }

        assertThat(manager.saveAll(results).orElseThrow()).hasSize(100);
        assertThat(manager.loadAll(results.keySet()).orElseThrow()).isEqualTo(results);
    }

    @Test
    void oneThatFailsDoesNotStopTheOthers() {
        manager.saveResult("b", numbered(1, 5));
        Map<String, OptimizationResult> results = new LinkedHashMap<>();
        results.put("a", numbered(2, 5));
        results.put("b", numbered(3, 5));
        results.put("c", numbered(4, 5));

        Outcomes<SaveReceipt> saved = manager.saveAll(results, SaveOptions.onlyIfAbsent());
        Outcomes<OptimizationResult> loaded = manager.loadAll(List.of("a", "x", "c"));

        assertThat(saved.succeeded()).containsOnlyKeys("a", "c");
        assertThat(saved.failed().get("b")).isInstanceOf(ConflictException.class);
        assertThat(loaded.succeeded()).containsOnlyKeys("a", "c");
        assertThat(loaded.failed().get("x")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(saved::orElseThrow).isInstanceOf(ConflictException.class);
    }

    @Test
    void savesOnOtherThreadsAreThereWhenTheirFuturesAre() {
        List<CompletableFuture<SaveReceipt>> saves = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            saves.add(manager.saveResultAsync("run_" + i, numbered(i, 5)));
        }

        saves.forEach(CompletableFuture::join);

        assertThat(manager.listResults()).hasSize(200);
    }
}
