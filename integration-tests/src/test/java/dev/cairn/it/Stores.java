package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.UnavailableException;
import dev.cairn.backend.database.DatabaseBackendFactory;
import dev.cairn.backend.filesystem.FileBackendFactory;
import dev.cairn.backend.memory.MemoryBackendFactory;
import dev.cairn.config.StorageConfig;
import dev.cairn.spi.BackendFactory;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Opens stores for the tests of this module. */
final class Stores {
    private Stores() {}

    static StorageBackend files(Path folder, Clock clock) {
        return open(new FileBackendFactory(), Map.of("base_path", folder), clock);
    }

    static StorageBackend files(Path folder) {
        return files(folder, Clock.systemUTC());
    }

    /** Files that nothing forces to the disk: for what is not about a loss of power. */
    static StorageBackend unforced(Path folder) {
        return unforced(folder, Clock.systemUTC());
    }

    static StorageBackend unforced(Path folder, Clock clock) {
        return open(new FileBackendFactory(), Map.of("base_path", folder, "durability", "none"), clock);
    }

    static StorageBackend h2(String name, Clock clock) {
        return open(new DatabaseBackendFactory(), Map.of("connection_string", "h2:" + name), clock);
    }

    static StorageBackend memory(Clock clock) {
        return open(new MemoryBackendFactory(), Map.of(), clock);
    }

    static StorageBackend memoryOf(int megabytes) {
        return open(new MemoryBackendFactory(), Map.of("max_memory_mb", megabytes), Clock.systemUTC());
    }

    static StorageManager manager(StorageBackend primary, StorageBackend secondary) {
        return StorageManagers.builder().primary(primary).secondary(secondary).build();
    }

    /** Waits until {@code condition} holds, for what other threads do; fails after a minute. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("in vain awaited: " + what).isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** A real store that does not answer while {@code down} is set, as if its server or disk were away. */
    static StorageBackend unreliable(StorageBackend store, AtomicBoolean down) {
        DocumentStore documents = guarded(DocumentStore.class, store.documents(), store, down);
        BlobStore blobs = guarded(BlobStore.class, store.blobs(), store, down);
        return (StorageBackend) Proxy.newProxyInstance(
                Stores.class.getClassLoader(), new Class<?>[] {StorageBackend.class}, (proxy, method, args) -> {
                    return switch (method.getName()) {
                        case "documents" -> documents;
                        case "blobs" -> blobs;
                        default -> method.invoke(store, args);
                    };
                });
    }

    /** A real store in which {@code first} happens once, just before a document is put for the first time. */
    static StorageBackend beforePut(StorageBackend store, Runnable first) {
        AtomicBoolean happened = new AtomicBoolean();
        DocumentStore documents = (DocumentStore) Proxy.newProxyInstance(
                Stores.class.getClassLoader(), new Class<?>[] {DocumentStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("put") && !happened.getAndSet(true)) {
                        first.run();
                    }
                    return invoke(method, store.documents(), args);
                });
        return (StorageBackend) Proxy.newProxyInstance(
                Stores.class.getClassLoader(),
                new Class<?>[] {StorageBackend.class},
                (proxy, method, args) ->
                        method.getName().equals("documents") ? documents : invoke(method, store, args));
    }

    /** A real store in which {@code seen} is told of each call of its documents, blobs and journals, before it happens. */
    static StorageBackend watched(StorageBackend store, Consumer<String> seen) {
        DocumentStore documents = watched(DocumentStore.class, store.documents(), seen);
        BlobStore blobs = watched(BlobStore.class, store.blobs(), seen);
        JournalStore journals = watched(JournalStore.class, store.journals(), call -> seen.accept("journal " + call));
        return (StorageBackend) Proxy.newProxyInstance(
                Stores.class.getClassLoader(), new Class<?>[] {StorageBackend.class}, (proxy, method, args) -> {
                    return switch (method.getName()) {
                        case "documents" -> documents;
                        case "blobs" -> blobs;
                        case "journals" -> journals;
                        default -> invoke(method, store, args);
                    };
                });
    }

    /** A store that stays open when this is closed, so that what a process that ends there held is still there. */
    static StorageBackend surviving(StorageBackend store) {
        return (StorageBackend) Proxy.newProxyInstance(
                Stores.class.getClassLoader(),
                new Class<?>[] {StorageBackend.class},
                (proxy, method, args) -> method.getName().equals("close") ? null : invoke(method, store, args));
    }

    private static <T> T watched(Class<T> type, T target, Consumer<String> seen) {
        return type.cast(
                Proxy.newProxyInstance(Stores.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    seen.accept(method.getName());
                    return invoke(method, target, args);
                }));
    }

    private static Object invoke(Method method, Object target, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T guarded(Class<T> type, T target, StorageBackend store, AtomicBoolean down) {
        return type.cast(Proxy.newProxyInstance(
                Stores.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    if (down.get()) {
                        throw new UnavailableException("The store " + store.location() + " does not answer.");
                    }
                    return invoke(method, target, args);
                }));
    }

    private static StorageBackend open(BackendFactory factory, Map<String, ?> values, Clock clock) {
        return factory.open(StorageConfig.of(factory.type(), values).checked(factory.keys()), clock);
    }

    static void copyFolder(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    static void deleteFolder(Path top) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(path);
            }
        }
    }
}
