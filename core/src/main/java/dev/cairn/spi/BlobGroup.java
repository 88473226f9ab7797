package dev.cairn.spi;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Small blobs that are gathered in the memory and put into a store together; a blob that grows large goes there by itself. For one
 * thread at a time.
 */
public final class BlobGroup {
    /** The most bytes of a blob that waits in the memory. */
    public static final int MOST_BYTES = 1 << 20;

    private final BlobStore store;
    private final String scope;
    private final Map<Digest, BlobContent> gathered = new LinkedHashMap<>();

    /** A group for {@code scope} of {@code store}. */
    public BlobGroup(BlobStore store, String scope) {
        this.store = store;
        this.scope = scope;
    }

    /** Begins a blob that is there after its commit and {@link #put()}. */
    public BlobSink create() {
        return new Gathering();
    }

    /** Puts those that were committed since this was called before. If it throws, each of them may be there or not. */
    public void put() {
        if (!gathered.isEmpty()) {
            store.putAll(scope, gathered.values());
            gathered.clear();
        }
    }

    private final class Gathering extends BlobSink {
        private byte[] bytes = {};
        private int filled;

        /** Where a large blob goes; null while it is small. */
        private @Nullable BlobSink direct;

        @Override
        protected void append(ByteBuffer more) {
            if (direct == null && filled + (long) more.remaining() > MOST_BYTES) {
                direct = store.create(scope);
                direct.write(ByteBuffer.wrap(bytes, 0, filled));
                bytes = new byte[0];
            }
            if (direct != null) {
                direct.write(more);
                return;
            }
            int needed = filled + more.remaining();
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(MOST_BYTES, 2 * bytes.length)));
            }
            more.get(bytes, filled, more.remaining());
            filled = needed;
        }

        @Override
        protected void publish(Digest digest, long length) {
            if (direct != null) {
                direct.commit();
            } else {
                gathered.putIfAbsent(digest, new BlobContent(digest, Arrays.copyOf(bytes, filled)));
            }
        }

        @Override
        public void close() {
            if (direct != null) {
                direct.close();
            }
        }
    }
}
