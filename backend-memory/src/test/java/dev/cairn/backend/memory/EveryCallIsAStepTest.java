package dev.cairn.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.BlobStore;
import dev.cairn.spi.DocumentIndex;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Operation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A method that the SPI gets one day is passed on by the faulty backend, and counted. */
class EveryCallIsAStepTest extends FaultyStore {
    private static final Set<String> OF_A_BLOB = Set.of("BLOB_WRITE", "BLOB_COMMIT", "BLOB_READ");
    private static final Set<String> NO_STEPS = Set.of(
            "STORE_ID",
            "STORE_IDS",
            "LOCATION",
            "FOLDER",
            "CAPABILITIES",
            "IS_READ_ONLY",
            "DOCUMENTS",
            "BLOBS",
            "JOURNALS",
            "INDEX",
            "CLOSE");

    @Test
    void nothingIsLeftToADefaultMethod() throws NoSuchMethodException {
        assertPassedOn(StorageBackend.class, store);
        assertPassedOn(DocumentStore.class, store.documents());
        assertPassedOn(BlobStore.class, store.blobs());
        assertPassedOn(JournalStore.class, store.journals());
    }

    @Test
    void theOperationsAreTheMethodsOfTheSpi() {
        Set<String> methods = new TreeSet<>(OF_A_BLOB);
        methods.addAll(names("", StorageBackend.class));
        methods.removeAll(NO_STEPS);
        methods.addAll(names("DOCUMENT_", DocumentStore.class));
        methods.addAll(names("BLOB_", BlobStore.class));
        methods.addAll(names("JOURNAL_", JournalStore.class));
        methods.addAll(names("INDEX_", DocumentIndex.class));
        methods.remove("INDEX_DECLARED");
        methods.remove("BLOB_FOR_DOCUMENTS"); // It gives blobs, of which each call is a step.

        assertThat(Stream.of(Operation.values()).map(Operation::name)).containsExactlyInAnyOrderElementsOf(methods);
    }

    private static void assertPassedOn(Class<?> spi, Object faulty) throws NoSuchMethodException {
        for (Method method : spi.getDeclaredMethods()) {
            if (!method.isSynthetic()) {
                assertThat(faulty.getClass()
                                .getMethod(method.getName(), method.getParameterTypes())
                                .getDeclaringClass())
                        .as(method.toString())
                        .isEqualTo(faulty.getClass());
            }
        }
    }

    private static Set<String> names(String prefix, Class<?> spi) {
        return Arrays.stream(spi.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(method ->
                        prefix + method.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
