package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalKey;
import dev.cairn.transfer.Existing;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Experiments with runs, what was derived from them and logs are exported to other stores. */
class ExperimentTransferTest extends TwoBackends {
    private static DocumentKey key(String kind, int i) {
        return new DocumentKey("truss", kind, "r" + i);
    }

    private void fillWithRuns() {
        for (int i = 0; i < 10; i++) {
            Documents.put(source, key("run", i), "run " + i);
        }
        for (int i = 0; i < 3; i++) {
            Documents.put(source, key("derived", i), "derived " + i);
        }
        source.journals().append(new JournalKey(key("run", 0), "log"), Journals.numbered(0, 7));
    }

    @Test
    @DisplayName("26: an export copies once, keeps what was changed there, and overwrites where that is wanted")
    void exportsOnce() {
        fillWithRuns();

        TransferReport first = Transfer.copy(source, target).run();
        TransferReport again = Transfer.copy(source, target).run();
        assertThat(first.counts().copied()).isEqualTo(13);
        assertThat(first.entries()).isEqualTo(7);
        assertThat(again.counts()).isEqualTo(new TransferReport.Counts(0, 13, 0, 0, 0, 0));
        assertThat(again.bytes() + again.entries()).isZero();

        Documents.put(target, key("run", 1), "changed there");
        Documents.put(target, key("derived", 1), "changed there");
        Transfer.copy(source, target).run();
        assertThat(Documents.in(target).get(key("run", 1))).contains("changed there");

        Transfer.copy(source, target)
                .exceptKinds("derived")
                .existing(Existing.OVERWRITE)
                .run();
        Map<DocumentKey, String> there = Documents.in(target);
        assertThat(there.get(key("run", 1))).contains("run 1");
        assertThat(there.get(key("derived", 1))).contains("changed there");
    }

    @Test
    @DisplayName("28: the export of one of several experiments brings its logs and artifacts, and the target names it")
    void exportsOneExperiment() {
        fillWithRuns();
        Documents.put(source, new DocumentKey("bridge", "run", "r0"), "another experiment");
        source.journals().append(new JournalKey(new DocumentKey("bridge", "run", "r0"), "log"), List.of("{}"));

        Transfer.copy(source, target).scopes("truss").run();

        assertThat(target.documents().scopes()).containsExactly("truss");
        assertThat(Documents.in(target)).hasSize(13);
        assertThat(Journals.in(target)).containsOnlyKeys("journal 'log' of run 'r0' of experiment 'truss'");
    }
}
