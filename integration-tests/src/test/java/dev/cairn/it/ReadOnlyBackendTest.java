package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.UnsupportedException;
import dev.cairn.compose.ReadOnlyBackend;
import dev.cairn.spi.BlobContent;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Capability;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.MutableClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every read of the SPI answers what the store below answers, and every other method is refused: one that the SPI gets one day
 * is a write until it is named here as a read.
 */
@SuppressWarnings("NullAway.Init")
class ReadOnlyBackendTest {
    private static final Set<String> READS = Set.of(
            "get",
            "head",
            "scopes",
            "kinds",
            "keys",
            "scan",
            "modifiedSince",
            "open",
            "list",
            "now",
            "read",
            "names",
            "owners");

    abstract static class OverAStore {
        private StorageBackend below;
        private StorageBackend readOnly;
        private Map<String, Object> samples;

        abstract StorageBackend open(Clock clock);

        private void prepare() {
            below = open(MutableClock.at(Instant.parse("2026-03-01T12:00:00Z")));
            StorageManager writer = StorageManagers.builder().primary(below).build();
            writer.saveResult("a", numbered(1, 10));
            writer.saveResult("b", numbered(2, 20));
            writer.deleteResult("b");
            DocumentKey key = new DocumentKey(DocumentKey.DEFAULT_SCOPE, "result", "a");
            Document document = below.documents().get(key).find().orElseThrow();
            Digest digest =
                    document.content().blobs().values().iterator().next().digest();
            JournalKey log = new JournalKey(key, "log");
            below.journals().append(log, List.of("{\"line\":1}"));
            Put put = Put.live(key, document.content(), Expectation.any());
            samples = Map.ofEntries(
                    Map.entry("dev.cairn.spi.DocumentKey", key),
                    Map.entry("java.util.List<dev.cairn.spi.DocumentKey>", List.of(key)),
                    Map.entry("dev.cairn.spi.Put", put),
                    Map.entry("java.util.List<dev.cairn.spi.Put>", List.of(put)),
                    Map.entry("dev.cairn.spi.Document", document),
                    Map.entry("java.util.List<dev.cairn.spi.Document>", List.of(document)),
                    Map.entry("java.util.Set<dev.cairn.spi.DocumentState>", Set.of(DocumentState.values())),
                    Map.entry("java.time.Instant", Instant.EPOCH),
                    Map.entry("dev.cairn.spi.Digest", digest),
                    Map.entry("java.util.Collection<dev.cairn.spi.Digest>", List.of(digest)),
                    Map.entry(
                            "java.util.Collection<dev.cairn.spi.BlobContent>", List.of(BlobContent.of(new byte[] {1}))),
                    Map.entry("dev.cairn.spi.JournalKey", log),
                    Map.entry("java.util.List<java.lang.String>", List.of("{}")),
                    Map.entry("long", 0L),
                    Map.entry("int", 10));
            readOnly = new ReadOnlyBackend(below);
        }

        @AfterEach
        void close() {
            readOnly.close();
        }

        @Test
        void answersEachReadLikeTheStoreBelow() throws ReflectiveOperationException {
            prepare();
            assertReads(DocumentStore.class, readOnly.documents(), below.documents());
            assertReads(BlobStore.class, readOnly.blobs(), below.blobs());
            assertReads(JournalStore.class, readOnly.journals(), below.journals());
        }

        @Test
        void refusesEverythingElseAndChangesNothing() throws ReflectiveOperationException {
            prepare();
            List<String> before = everything();
            assertRefusals(DocumentStore.class, readOnly.documents());
            assertRefusals(BlobStore.class, readOnly.blobs());
            assertThat(readOnly.blobs().forDocuments()).isEqualTo(readOnly.blobs());
            assertRefusals(JournalStore.class, readOnly.journals());
            assertThatThrownBy(readOnly::holdExclusively).isInstanceOf(UnsupportedException.class);
            assertThat(everything()).isEqualTo(before);
        }

        @Test
        void isOtherwiseTheStoreBelow() throws NoSuchMethodException {
            prepare();
            for (Method method : methods(StorageBackend.class)) {
                assertThat(ReadOnlyBackend.class
                                .getMethod(method.getName(), method.getParameterTypes())
                                .getDeclaringClass())
                        .as(method.toString())
                        .isEqualTo(ReadOnlyBackend.class);
            }
            assertThat(readOnly.storeId()).isEqualTo(below.storeId());
            assertThat(readOnly.location()).isEqualTo(below.location());
            assertThat(readOnly.capabilities().durability())
                    .isEqualTo(below.capabilities().durability());
            assertThat(readOnly.capabilities().has(Capability.EXCLUSIVE_HOLD)).isFalse();
            assertThat(readOnly.isReadOnly()).isTrue();
        }

        @Test
        void keepsNobodyWaitingAndClosesTheStoreBelow() {
            prepare();
            try (Hold reading = readOnly.hold();
                    Hold alone =
                            below.capabilities().has(Capability.EXCLUSIVE_HOLD) ? below.holdExclusively() : () -> {}) {
                assertThat(reading).isNotSameAs(alone);
            }
            readOnly.close();
            assertThatThrownBy(() -> below.documents().scopes()).isInstanceOf(IllegalStateException.class);
        }

        private void assertReads(Class<?> spi, Object reading, Object other) throws ReflectiveOperationException {
            for (Method method : methods(spi)) {
                if (READS.contains(method.getName())) {
                    Object[] arguments = arguments(method);
                    assertThat(plain(method.invoke(reading, arguments)))
                            .as(method.toString())
                            .isEqualTo(plain(method.invoke(other, arguments)));
                }
            }
        }

        private void assertRefusals(Class<?> spi, Object reading) {
            for (Method method : methods(spi)) {
                if (!READS.contains(method.getName()) && !method.getName().equals("forDocuments")) {
                    assertThatThrownBy(() -> method.invoke(reading, arguments(method)))
                            .as(method.toString())
                            .isInstanceOf(InvocationTargetException.class)
                            .cause()
                            .isInstanceOf(UnsupportedException.class)
                            .hasMessageStartingWith("Cannot ")
                            .hasMessageContainingAll(below.location(), "for reading only", "'read_only'");
                }
            }
        }

        private Object[] arguments(Method method) {
            List<Object> arguments = new ArrayList<>();
            for (Type type : method.getGenericParameterTypes()) {
                boolean first = arguments.isEmpty();
                Object text = first ? DocumentKey.DEFAULT_SCOPE : "result";
                Object sample = type == String.class ? text : samples.get(type.getTypeName());
                assertThat(sample).as("a sample of " + type).isNotNull();
                arguments.add(sample);
            }
            return arguments.toArray();
        }

        private List<String> everything() {
            List<String> all = new ArrayList<>();
            for (String scope : below.documents().scopes()) {
                try (Stream<?> slots = below.documents().modifiedSince(scope, Instant.EPOCH);
                        Stream<?> blobs = below.blobs().list(scope)) {
                    Stream.concat(slots, blobs).map(String::valueOf).forEach(all::add);
                }
            }
            JournalKey log = (JournalKey) samples.get("dev.cairn.spi.JournalKey");
            all.add(below.journals().read(log, 0, 10).toString());
            return all;
        }
    }

    private static List<Method> methods(Class<?> spi) {
        return Arrays.stream(spi.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .toList();
    }

    /** What an answer says, comparable. */
    private static Object plain(Object answer) {
        if (answer instanceof Stream<?> stream) {
            try (stream) {
                List<String> sorted = stream.map(String::valueOf).sorted().toList();
                assertThat(sorted).isNotEmpty();
                return sorted;
            }
        }
        if (answer instanceof BlobReader reader) {
            try (reader) {
                ByteBuffer bytes = ByteBuffer.allocate((int) reader.size());
                reader.read(0, bytes);
                return bytes.flip();
            }
        }
        return answer instanceof Instant ? "a time" : answer;
    }

    @Nested
    class OverMemory extends OverAStore {
        @Override
        StorageBackend open(Clock clock) {
            return Stores.memory(clock);
        }
    }

    @Nested
    class OverFiles extends OverAStore {
        @TempDir
        private Path folder;

        @Override
        StorageBackend open(Clock clock) {
            return Stores.files(folder.resolve("store"), clock);
        }
    }
}
