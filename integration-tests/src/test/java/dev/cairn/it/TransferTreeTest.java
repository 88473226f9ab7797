package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.Ancestry;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents that live under others are seen in a store with all of their tree or not at all. */
class TransferTreeTest extends TwoBackends {
    private static final int LEAVES = 20;

    private static DocumentKey key(String kind, String id) {
        return new DocumentKey(DocumentKey.DEFAULT_SCOPE, kind, id);
    }

    @BeforeEach
    void growATreeBesideAResult() {
        DocumentKey root = key("a-root", "root");
        DocumentKey branch = key("chain", "branch");
        for (int i = 0; i < LEAVES; i++) {
            Documents.putBelow(source, key("prediction", "leaf" + i), "leaf " + i, branch);
        }
        Documents.putBelow(source, branch, "branch", root);
        Documents.put(source, root, "root");
        Documents.put(source, "alone", "alone");
    }

    /** How many documents of the tree a reader of {@code store} is shown. */
    private static int seen(StorageBackend store) {
        Ancestry ancestry = new Ancestry(store.documents());
        int count = 0;
        for (String kind : new String[] {"a-root", "chain", "prediction"}) {
            try (Stream<Slot> slots =
                    store.documents().scan(DocumentKey.DEFAULT_SCOPE, kind, EnumSet.of(DocumentState.LIVE))) {
                count += (int) slots.filter(
                                slot -> slot.find().map(ancestry::isVisible).orElse(false))
                        .count();
            }
        }
        return count;
    }

    @Test
    void isSeenWithItsRootAndGoesWithItsRoot() {
        Set<Integer> inTarget = new ConcurrentSkipListSet<>();
        Set<Integer> inSource = new ConcurrentSkipListSet<>();
        StorageBackend to = Stores.watched(target, call -> {
            if (call.equals("putNewer")) {
                inTarget.add(seen(target));
            }
        });
        StorageBackend from = Stores.watched(source, call -> {
            if (call.equals("remove")) {
                inSource.add(seen(source));
            }
        });

        TransferReport report = Transfer.move(from, to).options(ONE_AT_A_TIME).run();

        assertThat(report.counts()).isEqualTo(new TransferReport.Counts(LEAVES + 3, 0, 0, 0, 0, LEAVES + 3));
        assertThat(inTarget).isSubsetOf(0, LEAVES + 2);
        assertThat(inSource).isEqualTo(new TreeSet<>(Set.of(0, LEAVES + 2)));
        assertThat(seen(target)).isEqualTo(LEAVES + 2);
        assertThat(Documents.in(source)).isEmpty();
    }

    @Test
    void staysInTheSourceIfSomethingBelowItCannotBeMoved() throws IOException {
        Document leaf =
                source.documents().get(key("prediction", "leaf3")).find().orElseThrow();
        String digest =
                leaf.content().blobs().values().iterator().next().digest().hex();
        Files.delete(folder.resolve("source/default/_blobs/" + digest.substring(0, 2) + "/" + digest.substring(2)));

        TransferReport report = Transfer.move(source, target).run();

        assertThat(report.failures())
                .extracting(TransferReport.Failure::key)
                .containsExactlyInAnyOrder(leaf.key(), key("a-root", "root"));
        assertThat(source.documents().head(key("a-root", "root"))).isPresent();
        assertThat(source.documents().head(key("prediction", "leaf4"))).isPresent();
        assertThat(source.documents().head(Documents.key("alone"))).isEmpty();
        assertThat(seen(target)).isZero();
    }

    @Test
    void isGoneFromTheTargetWithItsRootWhereDeletionsAreCarriedOver() {
        Transfer.copy(source, target).run();
        for (DocumentKey key : Documents.in(source).keySet()) {
            source.documents().put(Put.deleted(key, Expectation.any()));
        }
        Set<Integer> inTarget = new ConcurrentSkipListSet<>();
        StorageBackend to = Stores.watched(target, call -> {
            if (call.equals("putNewer")) {
                inTarget.add(seen(target));
            }
        });

        TransferReport report =
                Transfer.copy(source, to).deletions(true).options(ONE_AT_A_TIME).run();

        assertThat(report.counts().copied()).isEqualTo(LEAVES + 3);
        assertThat(inTarget).isSubsetOf(0, LEAVES + 2);
        assertThat(Documents.in(target)).isEmpty();
    }
}
