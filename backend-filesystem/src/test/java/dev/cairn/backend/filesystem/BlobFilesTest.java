package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.NotFoundException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Digest;
import dev.cairn.spi.StorageBackend;
import dev.cairn.spi.Swept;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobFilesTest {
    private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private StorageBackend store;
    private BlobStore blobs;
    private FileLayout layout;

    @BeforeEach
    void open() {
        store = Stores.open(folder, java.util.Map.of());
        blobs = store.blobs();
        layout = new FileLayout(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void isAFileNamedByItsDigest() {
        BlobRef ref = Stores.blob(blobs, new byte[] {1, 2, 3});
        String hex = ref.digest().hex();
        assertThat(folder.resolve("default/_blobs/" + hex.substring(0, 2) + "/" + hex.substring(2)))
                .hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(folder.resolve("_tmp")).isEmptyDirectory();
    }

    @Test
    void takesDirectBuffersAndParts() {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        try (BlobSink sink = blobs.create(Stores.SCOPE)) {
            sink.write(ByteBuffer.wrap(bytes, 0, 7));
            sink.write(ByteBuffer.allocateDirect(200_000).put(bytes, 7, 200_000).flip());
            sink.write(ByteBuffer.wrap(bytes, 200_007, 99_993).asReadOnlyBuffer());
            assertThat(Stores.read(blobs, sink.commit())).isEqualTo(bytes);
        }
    }

    @Test
    void leavesNothingWhereItIsNotCommitted() {
        BlobSink sink = blobs.create(Stores.SCOPE);
        sink.write(new byte[200_000]);
        sink.close();
        sink.close();
        assertThatThrownBy(() -> sink.write(new byte[1])).isInstanceOf(IllegalStateException.class);
        assertThat(folder.resolve("_tmp")).isEmptyDirectory();
        assertThat(folder.resolve("default")).doesNotExist();
    }

    @Test
    void becomesYoungByATouchOrAnotherPut() throws IOException {
        byte[] bytes = {1};
        Digest digest = Stores.blob(blobs, bytes).digest();
        Path file = layout.blob(Stores.SCOPE, digest);
        Files.setLastModifiedTime(file, FileTime.from(OLD));
        Instant before = blobs.now();
        assertThat(blobs.touch(Stores.SCOPE, List.of(digest, Digest.of(new byte[9]))))
                .containsExactly(Digest.of(new byte[9]));
        assertThat(Files.getLastModifiedTime(file).toInstant()).isAfterOrEqualTo(before);
        Files.setLastModifiedTime(file, FileTime.from(OLD));
        Stores.blob(blobs, bytes);
        assertThat(Files.getLastModifiedTime(file).toInstant()).isAfterOrEqualTo(before);
        assertThat(folder.resolve("_tmp")).isEmptyDirectory();
    }

    @Test
    void isWrittenAnewWhereItWasCutOff() throws IOException {
        BlobRef ref = Stores.blob(blobs, new byte[1000]);
        Files.write(layout.blob(Stores.SCOPE, ref.digest()), new byte[400]);
        assertThat(Stores.blob(blobs, new byte[1000])).isEqualTo(ref);
        assertThat(Stores.read(blobs, ref)).isEqualTo(new byte[1000]);
    }

    @Test
    void isSweptOnlyOnceItIsOld() throws IOException {
        Digest young = Stores.blob(blobs, new byte[10]).digest();
        Digest old = Stores.blob(blobs, new byte[20]).digest();
        Files.setLastModifiedTime(layout.blob(Stores.SCOPE, old), FileTime.from(OLD));
        Swept swept = blobs.sweep(
                Stores.SCOPE,
                List.of(young, old, Digest.of(new byte[1])),
                blobs.now().minus(Duration.ofHours(1)));
        assertThat(swept).isEqualTo(new Swept(1, 20));
        try (Stream<?> left = blobs.list(Stores.SCOPE)) {
            assertThat(left).hasSize(1);
        }
        assertThatThrownBy(() -> blobs.open(Stores.SCOPE, old)).isInstanceOf(NotFoundException.class);
    }
}
