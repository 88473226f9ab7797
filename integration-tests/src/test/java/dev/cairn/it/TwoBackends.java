package dev.cairn.it;

import dev.cairn.MigrateOptions;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two stores in files, between which documents are to go. */
@SuppressWarnings("NullAway.Init")
abstract class TwoBackends {
    static final MigrateOptions ONE_AT_A_TIME = MigrateOptions.defaults().withParallelism(1);

    @TempDir
    Path folder;

    StorageBackend source;
    StorageBackend target;

    @BeforeEach
    final void open() {
        source = Stores.files(folder.resolve("source"));
        target = Stores.files(folder.resolve("target"));
    }

    @AfterEach
    final void close() {
        source.close();
        target.close();
    }

    /** Puts as many documents into the source. */
    final void fill(int count) {
        for (int i = 0; i < count; i++) {
            Documents.put(source, "k" + i, "text " + i);
        }
    }

    /** The file of a document of the source. */
    final Path document(String id) {
        return folder.resolve("source/default/result/" + id + ".json");
    }

    /** Flips a bit of the blob of a document. */
    final void damageBlob(StorageBackend store, String id) throws IOException {
        String digest = store.documents()
                .get(Documents.key(id))
                .find()
                .orElseThrow()
                .content()
                .blobs()
                .values()
                .iterator()
                .next()
                .digest()
                .hex();
        Path file = folder.resolve(store.equals(source) ? "source" : "target")
                .resolve("default/_blobs/" + digest.substring(0, 2) + "/" + digest.substring(2));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
