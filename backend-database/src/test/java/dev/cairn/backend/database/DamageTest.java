package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.spi.BlobContent;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows that are not as they were written: each is noticed, named, and costs itself only. */
class DamageTest {
    private final String schema = Postgres.newSchema();
    private final StorageBackend backend = Fixtures.open(Fixtures.postgresConfig(schema), Clock.systemUTC());
    private final Document good = RoundTripsTest.save(backend, "good");
    private final Document bad = RoundTripsTest.save(backend, "bad");

    @AfterEach
    void close() {
        backend.close();
        Postgres.dropSchema(schema);
    }

    private void damage(String table, String change) {
        Postgres.run("update " + schema + "." + table + " set " + change);
    }

    private void assertDamaged() {
        Slot slot = backend.documents().get(bad.key());
        assertThat(slot.damage()).hasMessageContaining("result 'bad'");
        try (Stream<DocumentKey> keys = backend.documents().keys("default", "result")) {
            assertThat(keys).contains(good.key());
        }
        assertThat(backend.documents().get(good.key()).find()).contains(good);
        RoundTripsTest.save(backend, "bad");
        assertThat(backend.documents().get(bad.key()).find()).isPresent();
    }

    @Test
    @DisplayName("29: a flipped bit of a document is noticed and mended by another save")
    void aFlippedBitOfADocumentIsNoticedAndMendedByAnotherSave() {
        damage(
                "document",
                "frame = set_bit(frame, 8 * length(frame) - 300, 1 - get_bit(frame, 8 * length(frame) - 300)) "
                        + "where id = 'bad'");
        assertDamaged();
    }

    @Test
    void aHeadThatIsGoneIsNoticedAndMendedByAnotherSave() {
        damage("document", "frame = '\\x00' where id = 'bad'");
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> backend.documents().head(bad.key()));
        assertDamaged();
    }

    @Test
    void columnsThatSayAnotherRevisionAreNoticed() {
        damage("document", "revision = revision - 1 where id = 'bad'");
        assertDamaged();
    }

    @Test
    void aMissingPieceOfABlobIsNoticed() {
        Digest digest = bad.content().blobs().values().iterator().next().digest();
        Postgres.run("delete from " + schema + ".blob_chunk where blob = (select pk from " + schema
                + ".blob where digest = '" + digest + "')");
        try (BlobReader reader = backend.blobs().open("default", digest)) {
            assertThatExceptionOfType(CorruptException.class)
                    .isThrownBy(() -> reader.read(0, ByteBuffer.allocate(5)))
                    .withMessageContaining(digest.hex());
        }
    }

    @Test
    void aBlobThatIsWrittenAgainIsWholeAgain() {
        byte[] bytes = new byte[3 << 20];
        Digest digest = write(bytes);
        assertThat(write(bytes)).isEqualTo(digest);
        damage("blob_chunk", "data = set_byte(data, 7, 1) where n = 1");
        assertThat(write(bytes)).isEqualTo(digest);
        try (BlobReader reader = backend.blobs().open("default", digest)) {
            ByteBuffer all = ByteBuffer.allocate(bytes.length);
            reader.read(0, all);
            assertThat(all.array()).isEqualTo(bytes);
        }
        byte[] large = new byte[(20 << 20) + 1];
        Digest other = write(large);
        damage("blob_chunk", "data = set_byte(data, 7, 1) where n = 3");
        assertThat(write(large)).isEqualTo(other);
        try (BlobReader reader = backend.blobs().open("default", other)) {
            ByteBuffer all = ByteBuffer.allocate(large.length);
            reader.read(0, all);
            assertThat(all.array()).isEqualTo(large);
        }
    }

    @Test
    void aSmallBlobThatIsWrittenAgainIsWholeAgain() {
        byte[] bytes = {1, 2, 3, 4, 5};
        Digest digest = write(bytes);
        for (String damage : List.of("data = set_byte(data, 2, 7)", "data = ''", "n = 1")) {
            damage(
                    "blob_chunk",
                    damage + " where blob = (select pk from " + schema + ".blob where digest = '" + digest + "')");
            assertThat(write(bytes)).isEqualTo(digest);
            assertThat(read(digest)).isEqualTo(bytes);
        }
        damage("blob_chunk", "data = '\\x00'");
        backend.blobs().putAll("default", List.of(BlobContent.of(bytes), BlobContent.of(new byte[] {9})));
        assertThat(read(digest)).isEqualTo(bytes);
        assertThat(read(Digest.of(new byte[] {9}))).containsExactly(9);
    }

    private byte[] read(Digest digest) {
        try (BlobReader reader = backend.blobs().open("default", digest)) {
            ByteBuffer all = ByteBuffer.allocate((int) reader.size());
            reader.read(0, all);
            return all.array();
        }
    }

    private Digest write(byte[] bytes) {
        try (BlobSink sink = backend.blobs().create("default")) {
            sink.write(bytes);
            return sink.commit().digest();
        }
    }

    @Test
    void aBlobThatIsSweptWhileItIsReadIsGone() {
        Digest digest = write(new byte[2 << 20]); // One of a single piece is read when it is opened.
        try (BlobReader reader = backend.blobs().open("default", digest)) {
            backend.blobs()
                    .sweep("default", List.of(digest), backend.blobs().now().plusSeconds(60));
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> reader.read(0, ByteBuffer.allocate(5)));
        }
    }

    @Test
    void anEntryOfAJournalThatWasChangedCostsItself() {
        JournalKey log = new JournalKey(good.key(), "log");
        backend.journals().append(log, List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"));
        damage("journal_entry", "entry = '{\"n\":7}' where position = 1");
        JournalPage page = backend.journals().read(log, 0, 10);
        assertThat(page.entries()).hasSize(2);
        assertThat(page.damages()).singleElement().asString().contains("entry 1", "checksum");
        assertThat(page.next()).isEqualTo(3);
    }

    @Test
    @DisplayName("27: what a writer left behind is swept after a day and not before")
    void whatAWriterLeftBehindIsSweptAfterADayAndNotBefore() {
        for (int[] leftover : new int[][] {{-1, 25}, {-2, 23}}) {
            Postgres.run(
                    "insert into " + schema + ".blob values (" + leftover[0]
                            + ", 'default', null, 0, now() - interval '" + leftover[1] + " hours')",
                    "insert into " + schema + ".blob_chunk values (" + leftover[0] + ", 0, 'bytes'), (" + leftover[0]
                            + ", 40, 'bytes')");
        }
        backend.blobs().sweep("default", List.of(), Instant.EPOCH);
        Postgres.run(
                "do $$ begin assert (select array_agg(distinct blob) from " + schema
                        + ".blob_chunk where blob < 0) = '{-2}'; end $$",
                "do $$ begin assert (select array_agg(pk) from " + schema + ".blob where pk < 0) = '{-2}'; end $$");
    }
}
