package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CollectOptions;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.TransferReport;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes that move documents, each at a random moment, and checks after each kill that nothing is in neither place, and at
 * the end of a round that a rerun completes it. Four kills of each sort, or {@code -Dcairn.transfer.kills}.
 */
@Timeout(7200)
class TransferKillTest {
    private static final int KILLS = Integer.getInteger("cairn.transfer.kills", 4);
    private static final int DOCUMENTS = 400;
    private static final int ENTRIES = 200;
    private static final int LONG_JOURNALS = 20;
    private static final int LONGEST_LIFE = 1_500;

    @TempDir
    Path folder;

    private final Random random = new Random();

    private void kill(Object... arguments) throws Exception {
        String printed =
                ChildJvm.start(Carrier.class, arguments).killAfter(Carrier.BEGINS, random.nextInt(LONGEST_LIFE));
        assertThat(printed).doesNotContain("Exception");
    }

    @Test
    void aTransferThatIsKilledLosesNothingAndARerunCompletesIt() throws Exception {
        Path here = folder.resolve("here");
        Path there = folder.resolve("there");
        try (StorageBackend source = Stores.files(here)) {
            for (int i = 0; i < DOCUMENTS; i++) {
                DocumentKey key = new DocumentKey("s" + i % 3, "result", "k/" + i);
                Documents.put(source, key, "text " + i);
                if (i % 4 == 0) {
                    source.journals().append(new JournalKey(key, "log"), Journals.numbered(0, ENTRIES));
                }
            }
        }
        Map<DocumentKey, String> all = in(here);
        Map<String, List<String>> journals = journalsIn(here);
        int between = 0;
        for (int killed = 0; killed < KILLS; killed++) {
            kill("transfer", here, there);
            Map<DocumentKey, String> left = in(here);
            Map<DocumentKey, String> arrived = in(there);
            Set<DocumentKey> together = new HashSet<>(left.keySet());
            together.addAll(arrived.keySet());
            assertThat(together).as("after kill %d", killed).isEqualTo(all.keySet());
            assertThat(all).containsAllEntriesOf(left).containsAllEntriesOf(arrived);
            assertJournals(left.keySet(), here, journals);
            assertJournals(arrived.keySet(), there, journals);
            between += left.isEmpty() || arrived.isEmpty() ? 0 : 1;
            if (left.size() < DOCUMENTS / 4) {
                TransferReport report = Carrier.transfer(here, there);
                assertThat(report.isComplete()).as(report.toString()).isTrue();
                assertThat(report.counts().copied()).isLessThanOrEqualTo(left.size());
                assertThat(in(there)).isEqualTo(all);
                assertThat(journalsIn(there)).isEqualTo(journals);
                Path back = here;
                here = there;
                there = back;
            }
        }
        assertThat(Carrier.transfer(here, there).isComplete()).isTrue();
        assertThat(in(here)).isEmpty();
        assertThat(in(there)).isEqualTo(all);
        assertThat(journalsIn(here)).isEmpty();
        assertThat(journalsIn(there)).isEqualTo(journals);
        System.out.println(KILLS + " transfers killed, " + between + " of them in the middle");
    }

    /** Whoever is in {@code store} is there with a whole journal, if it had one. */
    private static void assertJournals(Set<DocumentKey> owners, Path store, Map<String, List<String>> whole) {
        Map<String, List<String>> there = journalsIn(store);
        for (DocumentKey owner : owners) {
            String log = new JournalKey(owner, "log").toString();
            assertThat(there.get(log)).as(log).isEqualTo(whole.get(log));
        }
    }

    @Test
    void aCopyOfLongJournalsThatIsKilledIsCompletedByARerun() throws Exception {
        Path here = folder.resolve("here");
        Path there = folder.resolve("there");
        try (StorageBackend source = Stores.files(here)) {
            for (int i = 0; i < LONG_JOURNALS; i++) {
                Documents.put(source, "k" + i, "text " + i);
                Journals.append(source, "k" + i, 0, 100 * ENTRIES);
            }
        }
        Map<String, List<String>> journals = journalsIn(here);
        int partial = 0;
        for (int killed = 0; killed < KILLS; killed++) {
            kill("copy", here, there);
            Map<String, List<String>> arrived = journalsIn(there);
            arrived.forEach(
                    (key, entries) -> assertThat(journals.get(key)).as(key).startsWith(entries.toArray(String[]::new)));
            assertJournals(in(there).keySet(), there, journals);
            partial += arrived.equals(journals) ? 0 : 1;
            if (arrived.equals(journals)) {
                Stores.deleteFolder(there);
            }
        }
        assertThat(Carrier.copy(here, there).isComplete()).isTrue();
        assertThat(journalsIn(there)).isEqualTo(journals);
        assertThat(Carrier.copy(here, there).entries()).isZero();
        System.out.println(KILLS + " copies killed, " + partial + " of them before all was there");
    }

    private static Map<String, List<String>> journalsIn(Path store) {
        try (StorageBackend opened = Stores.files(store)) {
            return Journals.in(opened);
        }
    }

    private static Map<DocumentKey, String> in(Path store) {
        try (StorageBackend opened = Stores.files(store)) {
            return Documents.in(opened);
        }
    }

    @Test
    void aMigrationThatIsKilledLosesNothingAndARerunCompletesIt() throws Exception {
        Path primary = folder.resolve("primary");
        Path secondary = folder.resolve("secondary");
        try (StorageManager manager = Carrier.open(primary, secondary)) {
            for (int i = 0; i < DOCUMENTS; i++) {
                manager.saveResult("k" + i, numbered(i, 20), SaveOptions.replicate(false));
            }
        }
        Tier to = Tier.SECONDARY;
        int between = 0;
        for (int killed = 0; killed < KILLS; killed++) {
            kill("migrate", primary, secondary, to);
            int moved = check(primary, secondary, to);
            between += moved > 0 && moved < DOCUMENTS ? 1 : 0;
            if (moved > DOCUMENTS * 3 / 4) {
                complete(primary, secondary, to, moved);
                to = to == Tier.PRIMARY ? Tier.SECONDARY : Tier.PRIMARY;
            }
        }
        complete(primary, secondary, to, check(primary, secondary, to));
        System.out.println(KILLS + " migrations killed, " + between + " of them in the middle");
    }

    private static void complete(Path primary, Path secondary, Tier to, int moved) {
        TransferReport report = Carrier.migrate(primary, secondary, to);
        assertThat(report.isComplete()).as(report.toString()).isTrue();
        assertThat(report.counts().alreadyThere()).isEqualTo(moved);
        assertThat(check(primary, secondary, to)).isEqualTo(DOCUMENTS);
        if (to == Tier.PRIMARY) {
            try (StorageManager alone =
                    StorageManagers.builder().primary(Stores.files(primary)).build()) {
                assertAllAreIn(alone);
            }
        }
    }

    /** Collects all that is garbage, reads every result, and returns how many are where they are to be. */
    private static int check(Path primary, Path secondary, Tier to) {
        try (StorageManager manager = Carrier.open(primary, secondary)) {
            assertThat(manager.collectGarbage(CollectOptions.exclusively()).skipped())
                    .isEmpty();
            assertAllAreIn(manager);
            List<Tier> tiers = manager.queryResults("order by id").items().stream()
                    .map(info -> info.tier())
                    .toList();
            return (int) tiers.stream().filter(tier -> tier == to).count();
        }
    }

    private static void assertAllAreIn(StorageManager manager) {
        assertThat(manager.listResults()).hasSize(DOCUMENTS);
        for (int i = 0; i < DOCUMENTS; i++) {
            assertThat(manager.loadResult("k" + i, TwoStores.PAST_CACHE)).isEqualTo(numbered(i, 20));
        }
    }
}
