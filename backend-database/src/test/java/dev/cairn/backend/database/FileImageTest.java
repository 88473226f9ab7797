package dev.cairn.backend.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a process that is killed behind a save leaves to the next one: the file of H2 as it is then. The file is closed and
 * opened again in between, so that saves are written into its gaps, too.
 *
 * <p>For each of the seeds in the system property {@code cairn.test.image.seeds}, as in {@code 1,2,3}, by default one, as
 * many saves are made as {@code cairn.test.images} says.
 */
class FileImageTest {
    private static final int SAVES = Integer.getInteger("cairn.test.images", 48);
    private static final int SAVES_OF_AN_OPENING = 12;
    private static final int KEYS = 9;

    @TempDir
    Path folder;

    private final Map<DocumentKey, Document> saved = new HashMap<>();
    private final List<String> lost = new ArrayList<>();

    static Stream<Long> seeds() {
        return Stream.of(System.getProperty("cairn.test.image.seeds", "3").split(","))
                .map(Long::valueOf);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void holdsWhateverWasAcknowledged(long seed) throws IOException, SQLException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int save = 0; save < SAVES; ) {
            try (StorageBackend backend = open("store")) {
                for (int i = 0; i < SAVES_OF_AN_OPENING; i++) {
                    Document document = save(backend, random);
                    saved.put(document.key(), document);
                    inspectImage(++save);
                }
            }
        }
        assertThat(lost).isEmpty();
    }

    private StorageBackend open(String name) {
        return Fixtures.open(Map.of("connection_string", "h2:" + folder.resolve(name)), Clock.systemUTC());
    }

    private static Document save(StorageBackend backend, SplittableRandom random) {
        DocumentKey key = RoundTripsTest.key("document " + random.nextInt(KEYS));
        byte[] text = ("{\"text\":\"" + "x".repeat(size(random)) + "\"}").getBytes(UTF_8);
        Map<String, BlobRef> blobs = random.nextInt(20) == 0 ? Map.of("columns", blob(backend, random)) : Map.of();
        return backend.documents().put(Put.live(key, Content.of(text, blobs), Expectation.any()));
    }

    private static BlobRef blob(StorageBackend backend, SplittableRandom random) {
        byte[] bytes = new byte[size(random)];
        random.nextBytes(bytes);
        try (BlobSink sink = backend.blobs().create("default")) {
            sink.write(bytes);
            return sink.commit();
        }
    }

    /** From a few bytes to 512 KiB, as many small as large ones. */
    private static int size(SplittableRandom random) {
        return random.nextInt(1 << (8 + random.nextInt(12)));
    }

    /** Each image has a name of its own, for H2 keeps a file open by its name until the last connection of a pool is gone. */
    private void inspectImage(int save) throws IOException, SQLException {
        String name = "image" + save;
        Path file = folder.resolve(name + ".mv.db");
        Files.copy(folder.resolve("store.mv.db"), file);
        if (save % SAVES_OF_AN_OPENING == SAVES_OF_AN_OPENING / 2) {
            inspectByAStore(name, save);
        } else {
            inspectByAQuery(name, save);
        }
        Files.delete(file);
    }

    private void inspectByAStore(String name, int save) {
        try (StorageBackend image = open(name)) {
            for (Slot slot : image.documents().get(List.copyOf(saved.keySet()))) {
                Document expected = Objects.requireNonNull(saved.get(slot.key()));
                if (slot.find().filter(expected::equals).isEmpty()) {
                    lost.add("save " + save + ": " + slot.key() + " is not as it was saved");
                } else {
                    readBlobs(image, expected);
                }
            }
        }
    }

    /** To open a store takes ten times as long. */
    private void inspectByAQuery(String name, int save) throws SQLException {
        Map<String, Long> revisions = new HashMap<>();
        saved.forEach((key, document) -> revisions.put(key.id(), document.head().revision()));
        Map<String, Long> found = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:async:" + folder.resolve(name), "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, revision from document")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getLong(2));
            }
        }
        if (!found.equals(revisions)) {
            lost.add("save " + save + ": the revisions are " + found + " and not " + revisions);
        }
    }

    private static void readBlobs(StorageBackend image, Document document) {
        for (BlobRef ref : document.content().blobs().values()) {
            try (BlobReader reader = image.blobs().open("default", ref.digest())) {
                reader.read(0, ByteBuffer.allocate((int) ref.length()));
            }
        }
    }
}
