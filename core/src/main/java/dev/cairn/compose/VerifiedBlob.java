package dev.cairn.compose;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.StorageBackend;
import dev.cairn.tensor.PositionalBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes that a blob reference names, each chunk checked against its sum before any of it is handed out.
 *
 * <p>Given several stores it asks the first, and the next ones for each chunk that the first lacks or has damaged. The chunk
 * read last is kept, so that reading in order reads no chunk twice. For one thread at a time; others ask for one of their own.
 */
public final class VerifiedBlob implements PositionalBytes, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VerifiedBlob.class);

    private final List<StorageBackend> stores;
    private final String scope;
    private final List<Source> sources = new ArrayList<>();
    private final Queue<VerifiedBlob> others = new ConcurrentLinkedQueue<>();
    private final BiConsumer<StorageBackend, StorageBackend> onDamage;
    private final BlobRef ref;
    private final String what;
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private int chunkIndex = -1;

    /**
     * Opens nothing yet.
     *
     * @param stores where to look, in order
     * @param scope the scope of the blob
     * @param ref which bytes, and their sums
     * @param what what the bytes are, for messages: {@code the columns of result 'run_017'}
     * @param onDamage is told of a store that had the right bytes, and of one before it that lacked or damaged them
     */
    public VerifiedBlob(
            List<StorageBackend> stores,
            String scope,
            BlobRef ref,
            String what,
            BiConsumer<StorageBackend, StorageBackend> onDamage) {
        this.stores = List.copyOf(stores);
        this.scope = scope;
        this.onDamage = onDamage;
        stores.forEach(store -> sources.add(new Source(store)));
        this.ref = ref;
        this.what = what;
    }

    @Override
    public long size() {
        return ref.length();
    }

    @Override
    public int read(long position, ByteBuffer target) {
        int wanted = (int) Math.min(target.remaining(), Math.max(0, size() - position));
        for (int done = 0; done < wanted; ) {
            ByteBuffer from = chunkAt(position + done);
            int step = Math.min(wanted - done, from.remaining());
            target.put(from.limit(from.position() + step));
            done += step;
        }
        return wanted;
    }

    /** The rest of the chunk, in the memory that it was read into and checked in. */
    @Override
    public @Nullable ByteBuffer view(long position) {
        return position < size() ? chunkAt(position).asReadOnlyBuffer() : null;
    }

    /** The same bytes with a chunk of their own, closed with this. */
    @Override
    public PositionalBytes forAnotherThread() {
        VerifiedBlob other = new VerifiedBlob(stores, scope, ref, what, onDamage);
        others.add(other);
        return other;
    }

    @Override
    public long pieceSize() {
        return ref.sums().chunkSize();
    }

    private ByteBuffer chunkAt(long position) {
        long size = ref.sums().chunkSize();
        int index = (int) (position / size);
        if (index != chunkIndex) {
            chunkIndex = -1;
            chunk = fetch(index, (int) Math.min(size, ref.length() - index * size));
            chunkIndex = index;
        }
        return chunk.duplicate().position((int) (position - index * size));
    }

    private ByteBuffer fetch(int index, int length) {
        ByteBuffer target = chunk.capacity() >= length ? chunk.clear() : allocate(length);
        StorageException first = null;
        for (Source source : List.copyOf(sources)) {
            try {
                source.read(index, target.clear().limit(length));
                if (first != null) {
                    LOG.debug("Read {} from {} instead: {}", what, source.store.location(), first.getMessage());
                    tellDamage(source);
                }
                return target.flip();
            } catch (NotFoundException | CorruptException e) {
                source.damaged = true;
                first = worse(first, e);
            } catch (UnavailableException e) {
                // The next chunk asks the others first, for each question may cost a time-out.
                sources.remove(source);
                sources.add(source);
                first = worse(first, e);
            }
        }
        if (first == null) {
            throw new IllegalStateException("There is no store to read " + what + " from.");
        }
        throw first;
    }

    /** Outside the heap if there are several chunks, for what is read into the heap is copied there from outside it. */
    private ByteBuffer allocate(int length) {
        return ref.sums().count() > 1 ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
    }

    private void tellDamage(Source healthy) {
        for (Source source : sources) {
            if (source.damaged && !source.told) {
                source.told = true;
                onDamage.accept(healthy.store, source.store);
            }
        }
    }

    /** The failure to report: what the first store said, unless another one may still have the bytes later. */
    private static StorageException worse(@Nullable StorageException first, StorageException next) {
        if (first == null) {
            return next;
        }
        boolean mayPass = next instanceof UnavailableException && !(first instanceof UnavailableException);
        StorageException reported = mayPass ? next : first;
        reported.addSuppressed(mayPass ? first : next);
        return reported;
    }

    @Override
    public void close() {
        sources.forEach(Source::close);
        others.forEach(VerifiedBlob::close);
    }

    /** One store's copy, opened when it is first needed. */
    private final class Source {
        private final StorageBackend store;
        private @Nullable BlobReader reader;
        private boolean damaged;
        private boolean told;

        Source(StorageBackend store) {
            this.store = store;
        }

        void read(int index, ByteBuffer target) {
            if (reader == null) {
                reader = store.blobs().open(scope, ref.digest());
            }
            long start = ref.offset() + index * ref.sums().chunkSize();
            int length = target.remaining();
            int read = reader.read(start, target);
            if (read < length) {
                throw damaged("is " + reader.size() + " bytes long, and " + (start + length)
                        + " were written; it was probably cut off by a full disk");
            }
            CRC32C sum = new CRC32C();
            sum.update(target.duplicate().flip());
            if ((int) sum.getValue() != ref.sums().sum(index)) {
                throw damaged("does not match its checksum between bytes " + start + " and " + (start + length));
            }
        }

        private CorruptException damaged(String how) {
            return new CorruptException("Cannot read " + what + " from " + store.location() + ": the blob "
                    + ref.digest() + " " + how + ". Restore it from a replica or a backup, or save the result again.");
        }

        void close() {
            if (reader != null) {
                reader.close();
            }
        }
    }
}
