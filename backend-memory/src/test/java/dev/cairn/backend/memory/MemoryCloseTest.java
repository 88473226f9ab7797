package dev.cairn.backend.memory;

import static dev.cairn.backend.memory.SmallStore.SCOPE;
import static dev.cairn.backend.memory.SmallStore.body;
import static dev.cairn.backend.memory.SmallStore.bytes;
import static dev.cairn.backend.memory.SmallStore.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MemoryCloseTest {
    private static final DocumentKey KEY = key("run_017");
    private static final JournalKey JOURNAL = new JournalKey(KEY, "iterations");
    private static final Content CONTENT = Content.of(body(20));

    private final SmallStore store = SmallStore.refusing(MemoryBudget.MEGABYTE);
    private final StorageBackend backend = store.backend;

    @TestFactory
    Stream<DynamicTest> refusesEveryCallOnceClosedAndNamesTheStore() {
        Document document = store.put("run_017", CONTENT);
        Digest digest = Digest.of(new byte[0]);
        backend.close();
        Map<String, ThrowingCallable> calls = Map.ofEntries(
                Map.entry("get", () -> backend.documents().get(KEY)),
                Map.entry("head", () -> backend.documents().head(KEY)),
                Map.entry("put", () -> backend.documents().put(Put.live(KEY, CONTENT, Expectation.any()))),
                Map.entry("putNewer", () -> backend.documents().putNewer(document)),
                Map.entry("remove", () -> backend.documents().remove(KEY, 1)),
                Map.entry("scopes", () -> backend.documents().scopes()),
                Map.entry("kinds", () -> backend.documents().kinds(SCOPE)),
                Map.entry(
                        "keys", () -> backend.documents().keys(SCOPE, "result").close()),
                Map.entry("create", () -> backend.blobs().create(SCOPE).close()),
                Map.entry("touch", () -> backend.blobs().touch(SCOPE, Set.of(digest))),
                Map.entry("open", () -> backend.blobs().open(SCOPE, digest).close()),
                Map.entry("list", () -> backend.blobs().list(SCOPE).close()),
                Map.entry("now", () -> backend.blobs().now()),
                Map.entry("sweep", () -> backend.blobs().sweep(SCOPE, List.of(), Instant.MAX)),
                Map.entry("append", () -> backend.journals().append(JOURNAL, List.of("{}"))),
                Map.entry("force", () -> backend.journals().force(JOURNAL)),
                Map.entry("read", () -> backend.journals().read(JOURNAL, 0, 1)),
                Map.entry("names", () -> backend.journals().names(KEY)),
                Map.entry("seal", () -> backend.journals().seal(JOURNAL)),
                Map.entry("delete", () -> backend.journals().delete(JOURNAL)),
                Map.entry("hold", () -> backend.hold().close()),
                Map.entry("holdExclusively", () -> backend.holdExclusively().close()));
        return calls.entrySet().stream()
                .map(call -> dynamicTest(
                        call.getKey(),
                        () -> assertThatThrownBy(call.getValue())
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessageContaining("memory store " + backend.storeId())));
    }

    @Test
    void refusesWhatWasOpenedBefore() {
        BlobRef ref = store.putBlob(bytes(100, 1));
        BlobReader reader = backend.blobs().open(SCOPE, ref.digest());
        BlobSink sink = backend.blobs().create(SCOPE);
        backend.close();

        assertThatThrownBy(() -> reader.read(0, ByteBuffer.allocate(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sink.write(new byte[1])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(sink::commit).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void letsWhatWasOpenedBeforeBeClosed() {
        BlobRef ref = store.putBlob(bytes(100, 1));
        BlobReader reader = backend.blobs().open(SCOPE, ref.digest());
        BlobSink sink = backend.blobs().create(SCOPE);
        Hold hold = backend.hold();
        backend.close();

        assertThatCode(() -> {
                    reader.close();
                    sink.close();
                    hold.close();
                    backend.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void holdsNothingAfterwards() {
        store.save("run_017", 1000, 1);
        backend.journals().append(JOURNAL, List.of("{}"));
        backend.close();

        assertThat(store.used()).isZero();
    }

    @Test
    void isAnotherStoreEachTimeItIsOpened() {
        try (SmallStore other = SmallStore.refusing(1000)) {
            assertThat(other.backend.storeId()).isNotEqualTo(backend.storeId());
        }
    }
}
