package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.KEY;
import static dev.cairn.testkit.Samples.content;
import static dev.cairn.testkit.Samples.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ConflictException;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.Put;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What many threads see of each other: whole documents and entries, in one order, and nothing lost. */
abstract class ConcurrencyContract extends ContractTest {
    private static final int THREADS = 8;

    @Nested
    @DisplayName("Documents")
    class Documents {
        @Test
        void arePutAsNewByExactlyOneOfManyWriters() {
            for (int round = 0; round < 50; round++) {
                DocumentKey key = key("round " + round);
                List<Document> winners = new CopyOnWriteArrayList<>();
                List<ConflictException> losers = new CopyOnWriteArrayList<>();
                Together.run(THREADS, thread -> {
                    try {
                        winners.add(documents().put(Put.live(key, content("thread " + thread), Expectation.absent())));
                    } catch (ConflictException e) {
                        losers.add(e);
                    }
                });
                assertThat(winners).hasSize(1);
                assertThat(losers)
                        .hasSize(THREADS - 1)
                        .extracting(ConflictException::currentRevision)
                        .containsOnly(winners.get(0).revision());
                assertThat(documents().get(key).find()).contains(winners.get(0));
            }
        }

        @Test
        void loseNoIncrementThatIsMadeAtARevision() {
            put(KEY, counter(0));
            Together.run(THREADS, thread -> {
                for (int i = 0; i < 25; i++) {
                    increment();
                }
            });
            assertThat(countOf(documents().get(KEY).find().orElseThrow())).isEqualTo(THREADS * 25);
        }

        @Test
        void areSeenWholeAndNeverOlderThanBefore() {
            Map<Long, Content> written = new ConcurrentHashMap<>();
            List<Document> seen = Collections.synchronizedList(new ArrayList<>());
            AtomicInteger writing = new AtomicInteger(2);
            Document first = put(KEY, longContent(0));
            written.put(first.revision(), first.content());
            Together.NumberedTask writer = thread -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        Document document = put(KEY, longContent(i * 10 + thread));
                        written.put(document.revision(), document.content());
                    }
                } finally {
                    writing.decrementAndGet();
                }
            };
            Together.Task reader = () -> {
                long last = 0;
                do {
                    Document document = documents().get(KEY).find().orElseThrow();
                    assertThat(document.revision()).isGreaterThanOrEqualTo(last);
                    assertThat(documents().head(KEY).orElseThrow().revision())
                            .isGreaterThanOrEqualTo(document.revision());
                    if (document.revision() > last) {
                        seen.add(document);
                    }
                    last = document.revision();
                } while (writing.get() > 0);
            };
            Together.run(() -> writer.run(1), () -> writer.run(2), reader, reader);
            assertThat(seen)
                    .isNotEmpty()
                    .allSatisfy(document -> assertThat(document.content()).isEqualTo(written.get(document.revision())));
        }

        @Test
        void showNoReaderAHeadOlderThanTheDocumentBefore() {
            put(KEY, content("first"));
            AtomicInteger writing = new AtomicInteger(2);
            Together.Task writer = () -> {
                try {
                    for (int i = 0; i < 200; i++) {
                        put(KEY, content("number " + i));
                    }
                } finally {
                    writing.decrementAndGet();
                }
            };
            Together.Task reader = () -> {
                while (writing.get() > 0) {
                    long before = documents().head(KEY).orElseThrow().revision();
                    long whole = documents().get(KEY).find().orElseThrow().revision();
                    long after = documents().head(KEY).orElseThrow().revision();
                    assertThat(whole).isBetween(before, after);
                }
            };
            Together.run(writer, writer, reader, reader);
        }

        @Test
        void endInTheStateOfTheHighestRevision() {
            List<Document> made = Collections.synchronizedList(new ArrayList<>());
            Together.run(4, thread -> {
                for (int i = 0; i < 50; i++) {
                    made.add((thread + i) % 3 == 0 ? delete(KEY) : put(KEY, content(thread + "-" + i)));
                }
            });
            Document last = Collections.max(made, Comparator.comparingLong(Document::revision));
            assertThat(documents().get(KEY).find()).contains(last);
        }

        @Test
        void doNotHinderEachOtherUnderDifferentKeys() {
            Together.run(THREADS, thread -> {
                for (int i = 0; i < 25; i++) {
                    put(key(thread + "-" + i), content(thread + "-" + i));
                }
            });
            assertThat(Listings.keys(documents())).hasSize(THREADS * 25);
        }

        private void increment() {
            while (true) {
                Document now = documents().get(KEY).find().orElseThrow();
                try {
                    Expectation same = Expectation.revision(now.revision());
                    documents().put(Put.live(KEY, counter(countOf(now) + 1), same));
                    return;
                } catch (ConflictException e) {
                    Thread.onSpinWait();
                }
            }
        }

        private Content counter(int count) {
            return Content.of(("{" + count + "}").getBytes(UTF_8));
        }

        private int countOf(Document document) {
            String body = new String(document.content().body(), UTF_8);
            return Integer.parseInt(body.substring(1, body.length() - 1));
        }

        private Content longContent(int number) {
            return content(("number " + number + " ").repeat(2000));
        }
    }

    @Nested
    @DisplayName("Journals")
    class Journals {
        private static final JournalKey LOG = new JournalKey(KEY, "log");
        private static final int BATCHES = 40;

        @Test
        void loseNothingMixNoBatchesAndKeepTheOrderOfEachWriter() {
            Together.run(THREADS, this::append);
            assertAllThere(read(0, new ArrayList<>()));
        }

        @Test
        void areFollowedByAReaderWhileTheyGrow() {
            List<String> seen = new ArrayList<>();
            AtomicInteger writing = new AtomicInteger(4);
            Together.Task reader = () -> {
                long position = 0;
                while (writing.get() > 0) {
                    JournalPage page = journals().read(LOG, position, 7);
                    page.entries().forEach(entry -> seen.add(entry.json()));
                    assertThat(page.damages()).isEmpty();
                    position = page.next();
                }
                read(position, seen);
            };
            Together.NumberedTask writer = thread -> {
                try {
                    append(thread);
                } finally {
                    writing.decrementAndGet();
                }
            };
            Together.run(() -> writer.run(0), () -> writer.run(1), () -> writer.run(2), () -> writer.run(3), reader);
            assertThat(seen).isEqualTo(read(0, new ArrayList<>()));
        }

        private void append(int thread) {
            for (int batch = 0; batch < BATCHES; batch++) {
                String entry = "{\"thread\":" + thread + ",\"batch\":" + batch + ",\"part\":";
                journals().append(LOG, List.of(entry + "0}", entry + "1}", entry + "2}"));
            }
        }

        private List<String> read(long position, List<String> target) {
            JournalPage page = journals().read(LOG, position, 100);
            while (!page.entries().isEmpty()) {
                page.entries().stream().map(JournalEntry::json).forEach(target::add);
                page = journals().read(LOG, page.next(), 100);
            }
            return target;
        }

        private void assertAllThere(List<String> entries) {
            assertThat(entries).hasSize(THREADS * BATCHES * 3);
            int[] next = new int[THREADS];
            for (int i = 0; i < entries.size(); i += 3) {
                int thread = entries.get(i).charAt("{\"thread\":".length()) - '0';
                String entry = "{\"thread\":" + thread + ",\"batch\":" + next[thread]++ + ",\"part\":";
                assertThat(entries.subList(i, i + 3)).containsExactly(entry + "0}", entry + "1}", entry + "2}");
            }
        }
    }
}
