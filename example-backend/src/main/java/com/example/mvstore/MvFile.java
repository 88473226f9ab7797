package com.example.mvstore;

import dev.cairn.ConfigurationException;
import dev.cairn.CorruptException;
import dev.cairn.OutcomeUnknownException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.keyvalue.KeyValueStore;
import dev.cairn.spi.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * One file of H2's MVStore, with one map in it. One process has it open at a time. It grows while it is written to; when it is
 * closed, what is free becomes free to be written again, or is given back where it is at the end of the file.
 */
final class MvFile implements KeyValueStore {
    private static final String MAP = "cairn";

    /** How long closing may take to gather what is still in use from chunks that are not full, by how many bytes at once. */
    private static final long GATHER_NANOS = 200_000_000;

    private static final int GATHERED_BYTES = 16 << 20;
    private static final int FULL_PERCENT = 90;

    /** The files open in this JVM: to open one again and close it would release the lock that keeps other processes out. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final MVStore store;
    private final MVMap<String, byte[]> map;

    private MvFile(Path path, MVStore store) {
        MVMap.Builder<String, byte[]> types = new MVMap.Builder<>();
        types.keyType(StringDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE);
        this.path = path;
        this.store = store;
        this.map = store.openMap(MAP, types);
    }

    /**
     * Opens a file, or makes it.
     *
     * @throws UnavailableException if somebody has it open
     * @throws ConfigurationException if it cannot be opened or holds something else
     */
    static MvFile open(Path given) {
        Path path = real(given);
        if (!OPEN.add(path)) {
            throw new UnavailableException("The store " + path + " is open in this program already; use that one.");
        }
        try {
            return new MvFile(path, openStore(path));
        } catch (StorageException e) {
            OPEN.remove(path);
            throw e;
        }
    }

    private static Path real(Path given) {
        Path path = given.toAbsolutePath().normalize();
        try {
            Path folder = Files.createDirectories(path.resolveSibling(""));
            return Files.exists(path) ? path.toRealPath() : folder.toRealPath().resolve(path.getFileName());
        } catch (IOException e) {
            throw new ConfigurationException("Cannot open the store " + path + ": its folder cannot be made.", e);
        }
    }

    private static MVStore openStore(Path path) {
        try {
            MVStore store = settings(path).open();
            if (!store.getStoreHeader().containsKey("clean")) {
                // Its process was killed. MVStore looks for the last commit where it should be, and misses it if that
                // filled a
                // gap in the file; to look everywhere takes longer.
                store.closeImmediately();
                store = settings(path).recoveryMode().open();
            }
            if (store.getMapNames().isEmpty() || store.hasMap(MAP)) {
                return store;
            }
            store.closeImmediately();
            throw new ConfigurationException(path + " holds something else; name a file that does not exist yet.");
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new UnavailableException("Another process has the store " + path + " open; end it first.", e);
            }
            throw new ConfigurationException("Cannot open the store " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * An interrupt closes every channel but one of "async:". Commits are for {@link #apply} to make. The cache takes 4 MB, for pieces
     * of 1 MiB pass through it.
     */
    private static MVStore.Builder settings(Path path) {
        return new MVStore.Builder()
                .fileName("async:" + path)
                .autoCommitDisabled()
                .cacheSize(4);
    }

    @Override
    public String location() {
        return "mvstore " + path;
    }

    /**
     * Not POWER: MVStore has no sum over all that one commit writes, so it could take one of which a loss of power kept both ends
     * and not the middle for whole.
     */
    @Override
    public Durability durability() {
        return Durability.PROCESS;
    }

    @Override
    public byte @Nullable [] get(String key) {
        return read(() -> map.get(key));
    }

    @Override
    public @Nullable String ceilingKey(String key) {
        return read(() -> map.ceilingKey(key));
    }

    /** One commit: whoever opens the file after a crash takes all of it or ignores it. */
    @Override
    public void apply(Map<String, byte @Nullable []> changes) {
        if (store.isClosed()) {
            throw new UnavailableException(closedItself(), store.getPanicException());
        }
        try {
            changes.forEach((key, value) -> change(key, value));
            store.commit();
        } catch (MVStoreException e) {
            throw new OutcomeUnknownException("Nobody knows whether the last change was kept. " + closedItself(), e);
        }
    }

    private void change(String key, byte @Nullable [] value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    @Override
    public void force() {
        try {
            store.sync();
        } catch (MVStoreException e) {
            throw new OutcomeUnknownException("The disk may not have taken the last change. " + closedItself(), e);
        }
    }

    @Override
    public void close() {
        try {
            gather();
            store.close();
        } catch (MVStoreException e) {
            throw new UnavailableException("All is kept, but the file could not be tidied up. " + closedItself(), e);
        } finally {
            OPEN.remove(path);
        }
    }

    /** Not by {@code close(millis)}: that moves whole chunks too, which fails an assertion of MVStore 2.4 in some files. */
    private void gather() {
        if (!store.isClosed()) {
            long begin = System.nanoTime();
            store.setRetentionTime(0);
            while (store.compact(FULL_PERCENT, GATHERED_BYTES) && System.nanoTime() - begin < GATHER_NANOS) {
                store.commit();
            }
        }
    }

    private <T> T read(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (store.isClosed()) {
                throw new UnavailableException(closedItself(), e);
            }
            throw new CorruptException("The file " + path + " is damaged. Restore it from a replica or a backup.", e);
        }
    }

    private String closedItself() {
        return "The store " + path
                + " closed itself after an error, perhaps of a full disk; close it and open it again.";
    }
}
