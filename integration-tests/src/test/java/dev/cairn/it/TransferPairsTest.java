package dev.cairn.it;

import static dev.cairn.it.Pair.Kind.FILES;
import static dev.cairn.it.Pair.Kind.H2;
import static dev.cairn.it.Pair.Kind.MEMORY;
import static dev.cairn.it.Pair.Kind.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Existing;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole experiments go from any kind of store to any other. Few pairs, or with {@code -Dcairn.pairs=all} every one. */
class TransferPairsTest {
    private static final DocumentKey RUN = new DocumentKey("Truss 1", "run", "r/1");
    private static final JournalKey LOG = new JournalKey(RUN, "log");

    @TempDir(factory = FastFolder.class)
    Path folder;

    static Stream<Pair> pairs() {
        return Pair.chosen(
                new Pair(MEMORY, FILES),
                new Pair(FILES, H2),
                new Pair(H2, POSTGRESQL),
                new Pair(POSTGRESQL, FILES),
                new Pair(FILES, MEMORY));
    }

    private static void fill(StorageBackend source) {
        Documents.put(source, RUN, "a run");
        Documents.putBelow(source, new DocumentKey("Truss 1", "prediction", "p"), "below it", RUN);
        source.journals().append(LOG, Journals.numbered(0, 2500));
        for (int i = 0; i < 20; i++) {
            Documents.put(source, new DocumentKey("bridge", "result", "k" + i), "text " + i);
        }
        source.journals().append(new JournalKey(new DocumentKey("bridge", "result", "k3"), "Log/1"), List.of("{}"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void copiesOverwritesAndMovesExperimentsWithTheirJournals(Pair pair) {
        try (StorageBackend source = pair.first().openNew("from", folder);
                StorageBackend target = pair.second().openNew("to", folder)) {
            fill(source);

            TransferReport first = Transfer.copy(source, target).run();
            assertThat(first.isComplete()).as(first.toString()).isTrue();
            assertThat(first.entries()).isEqualTo(2501);
            assertEqual(source, target);

            source.journals().append(LOG, Journals.numbered(2500, 10));
            assertThat(Transfer.copy(source, target).run().entries()).isEqualTo(10);
            TransferReport again = Transfer.copy(source, target).run();
            assertThat(again.counts()).isEqualTo(new TransferReport.Counts(0, 22, 0, 0, 0, 0));
            assertThat(again.entries() + again.bytes()).isZero();

            Documents.put(target, RUN, "newer");
            target.journals().append(LOG, List.of("{}"));
            TransferReport overwritten =
                    Transfer.copy(source, target).existing(Existing.OVERWRITE).run();
            assertThat(overwritten.counts()).isEqualTo(new TransferReport.Counts(1, 21, 0, 0, 0, 0));
            assertEqual(source, target);

            TransferReport moved = Transfer.move(source, target)
                    .existing(Existing.OVERWRITE)
                    .allowLessDurable()
                    .run();
            assertThat(moved.counts()).isEqualTo(new TransferReport.Counts(0, 22, 0, 0, 0, 22));
            assertThat(Documents.in(source)).isEmpty();
            assertThat(Journals.in(source)).isEmpty();
            assertThat(Journals.in(target)).hasSize(2);
        }
    }

    private static void assertEqual(StorageBackend source, StorageBackend target) {
        assertThat(Documents.textsIn(target))
                .isEqualTo(Documents.textsIn(source))
                .hasSize(22);
        assertThat(Journals.in(target)).isEqualTo(Journals.in(source)).hasSize(2);
    }
}
