package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.KEY;
import static dev.cairn.testkit.Samples.KIND;
import static dev.cairn.testkit.Samples.SCOPE;
import static dev.cairn.testkit.Samples.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.spi.BlobRef;
import dev.cairn.spi.ChunkSums;
import dev.cairn.spi.Digest;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journals grow by whole entries, are read by pages, and are sealed into blobs. */
abstract class JournalContract extends ContractTest {
    private static final JournalKey LOG = new JournalKey(KEY, "log");

    private List<String> entries(JournalKey journal) {
        return journals().read(journal, 0, 10_000).entries().stream()
                .map(JournalEntry::json)
                .toList();
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{\"n\":" + i + "}").toList();
    }

    @Nested
    @DisplayName("An append")
    class Append {
        @Test
        void addsItsEntriesBehindThoseBefore() {
            journals().append(LOG, List.of("{\"n\":1}"));
            journals().append(LOG, List.of("{\"n\":2}", "{\"n\":3}"));
            assertThat(entries(LOG)).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
        }

        @Test
        void returnsThePositionBehindItsLastEntry() {
            long behindFirst = journals().append(LOG, List.of("{\"n\":1}"));
            long behindSecond = journals().append(LOG, List.of("{\"n\":2}"));
            assertThat(behindSecond).isGreaterThan(behindFirst);
            assertThat(journals().read(LOG, behindFirst, 10).entries())
                    .extracting(JournalEntry::json)
                    .containsExactly("{\"n\":2}");
            assertThat(journals().read(LOG, behindSecond, 10).entries()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{ \"a\" :\t1.50 }",
                    "{\"text\":\"\\n \u00e9 e\u0301 \u2028 \u0085 \uD83C\uDF32\"}",
                    "{\"crc32c\":\"00000000\",\"entry\":{}}"
                })
        void keepsAnEntryAsItIs(String entry) {
            journals().append(LOG, List.of("{\"n\":1}", entry, "{\"n\":2}"));
            assertThat(entries(LOG)).containsExactly("{\"n\":1}", entry, "{\"n\":2}");
        }

        @Test
        void keepsAnEntryOfAMegabyte() {
            String large = "{\"text\":\"" + "\u00e9x ".repeat(1 << 18) + "\"}";
            journals().append(LOG, List.of(large, "{}"));
            assertThat(entries(LOG)).containsExactly(large, "{}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "[1]", "null", "{\"a\":1", "\"a\":1}", "{\n}", "{\"a\":\r\"b\"}", "{\"a\":\"\ud800\"}"})
        void refusesWhatIsNoJsonObjectOnOneLineAndTheRestOfItsBatch(String entry) {
            journals().append(LOG, List.of("{\"n\":1}"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> journals().append(LOG, List.of("{\"n\":2}", entry, "{\"n\":3}")));
            assertThat(entries(LOG)).containsExactly("{\"n\":1}");
        }

        @Test
        void ofNothingTellsTheEndAndBeginsNoJournal() {
            assertThat(journals().append(LOG, List.of())).isZero();
            assertThat(journals().names(KEY)).isEmpty();
            long end = journals().append(LOG, numbered(3));
            assertThat(journals().append(LOG, List.of())).isEqualTo(end);
        }

        @Test
        void mayBeForced() {
            journals().append(LOG, numbered(3));
            journals().force(LOG);
            journals().append(LOG, List.of("{\"n\":3}"));
            journals().force(LOG);
            assertThat(entries(LOG)).isEqualTo(numbered(4));
        }
    }

    @Nested
    @DisplayName("Reading")
    class Read {
        @Test
        void refusesANegativePositionOrLimit() {
            assertThatThrownBy(() -> journals().read(LOG, -1, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> journals().read(LOG, 0, -1)).isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 3, 7, 10, 11})
        void goesOnByPagesToTheEnd(int limit) {
            journals().append(LOG, numbered(10));
            List<String> seen = new ArrayList<>();
            JournalPage page = journals().read(LOG, 0, limit);
            while (!page.entries().isEmpty()) {
                assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
                page.entries().forEach(entry -> seen.add(entry.json()));
                page = journals().read(LOG, page.next(), limit);
            }
            assertThat(seen).isEqualTo(numbered(10));
        }

        @Test
        void goesOnBehindTheEndWhenMoreWasAppended() {
            journals().append(LOG, List.of("{\"n\":1}"));
            long end = journals().read(LOG, 0, 10).next();
            assertThat(journals().read(LOG, end, 10).next()).isEqualTo(end);
            journals().append(LOG, List.of("{\"n\":2}"));
            assertThat(journals().read(LOG, end, 10).entries())
                    .extracting(JournalEntry::json)
                    .containsExactly("{\"n\":2}");
        }

        @Test
        void beginsAtThePositionOfAnEntryWithThatEntry() {
            journals().append(LOG, numbered(5));
            List<JournalEntry> all = journals().read(LOG, 0, 10).entries();
            assertThat(all).extracting(JournalEntry::position).isSorted().doesNotHaveDuplicates();
            assertThat(journals().read(LOG, all.get(3).position(), 1).entries()).containsExactly(all.get(3));
        }

        @Test
        void findsNoDamageInWhatWasAppended() {
            journals().append(LOG, numbered(5));
            assertThat(journals().read(LOG, 0, 10).damages()).isEmpty();
        }

        @Test
        void findsAnUnknownJournalEmpty() {
            assertThat(journals().read(LOG, 0, 10)).isEqualTo(new JournalPage(List.of(), 0, List.of()));
        }
    }

    @Nested
    @DisplayName("The journals of an owner")
    class Names {
        @Test
        void areNamedInOrder() {
            for (String name : List.of("metrics", "log", "events")) {
                journals().append(new JournalKey(KEY, name), List.of("{}"));
            }
            assertThat(journals().names(KEY)).containsExactly("events", "log", "metrics");
            assertThat(journals().names(key("without any"))).isEmpty();
        }

        @Test
        void doNotMixWithThoseOfSimilarNamesAndOwners() {
            List<JournalKey> similar = List.of(
                    LOG,
                    new JournalKey(KEY, "log2"),
                    new JournalKey(KEY, "log/2"),
                    new JournalKey(key(KEY.id() + "2"), "log"),
                    new JournalKey(key(KEY.id() + "/log"), "2"),
                    new JournalKey(new DocumentKey(SCOPE, "run", KEY.id()), "log"),
                    new JournalKey(new DocumentKey("other", KIND, KEY.id()), "log"));
            for (int i = 0; i < similar.size(); i++) {
                journals().append(similar.get(i), List.of("{\"n\":" + i + "}"));
            }
            for (int i = 0; i < similar.size(); i++) {
                assertThat(entries(similar.get(i))).containsExactly("{\"n\":" + i + "}");
            }
            assertThat(journals().names(KEY)).containsExactly("log", "log/2", "log2");
        }
    }

    @Nested
    @DisplayName("A seal")
    class Seal {
        @Test
        void writesEachEntryOnALineWithTheSumOfItsBytes() {
            List<String> entries = List.of("{\"n\":1}", "{ \"text\": \"\u00e9 \u2028 \uD83C\uDF32\" }", "{}");
            journals().append(LOG, entries);
            assertThat(readBlob(journals().seal(LOG).digest())).isEqualTo(sealed(entries));
        }

        @Test
        void writesALongJournalInOrder() {
            List<String> entries = numbered(5000);
            journals().append(LOG, entries);
            BlobRef ref = journals().seal(LOG);
            byte[] expected = sealed(entries);
            assertThat(ref).isEqualTo(BlobRef.whole(Digest.of(expected), expected.length, ChunkSums.of(expected)));
            assertThat(readBlob(ref.digest())).isEqualTo(expected);
        }

        @Test
        void goesToTheScopeOfTheOwnerAndLeavesTheJournal() {
            JournalKey other = new JournalKey(new DocumentKey("other", KIND, "x"), "log");
            journals().append(other, numbered(2));
            BlobRef ref = journals().seal(other);
            assertThat(readBlob("other", ref.digest())).isEqualTo(sealed(numbered(2)));
            assertThat(entries(other)).isEqualTo(numbered(2));
        }

        /** As {@link dev.cairn.spi.JournalStore#seal} describes it. */
        private static byte[] sealed(List<String> entries) {
            StringBuilder lines = new StringBuilder();
            for (String entry : entries) {
                CRC32C sum = new CRC32C();
                sum.update(entry.getBytes(UTF_8));
                String hex = HexFormat.of().toHexDigits((int) sum.getValue());
                lines.append("{\"crc32c\":\"" + hex + "\",\"entry\":" + entry + "}\n");
            }
            return lines.toString().getBytes(UTF_8);
        }
    }

    @Nested
    @DisplayName("A deletion of a journal")
    class Delete {
        @Test
        void leavesNothingOfIt() {
            journals().append(LOG, numbered(3));
            journals().append(new JournalKey(KEY, "stays"), numbered(2));
            journals().delete(LOG);
            assertThat(entries(LOG)).isEmpty();
            assertThat(journals().names(KEY)).containsExactly("stays");
            assertThat(entries(new JournalKey(KEY, "stays"))).isEqualTo(numbered(2));
        }

        @Test
        void isNoErrorWhereThereIsNone() {
            journals().delete(LOG);
            journals().append(LOG, numbered(3));
            journals().delete(LOG);
            journals().delete(LOG);
            assertThat(journals().names(KEY)).isEmpty();
        }

        @Test
        void letsItBeginAnew() {
            journals().append(LOG, numbered(3));
            journals().delete(LOG);
            journals().append(LOG, List.of("{\"again\":true}"));
            assertThat(entries(LOG)).containsExactly("{\"again\":true}");
        }
    }
}
