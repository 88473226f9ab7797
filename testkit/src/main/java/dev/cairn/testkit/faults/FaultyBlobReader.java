package dev.cairn.testkit.faults;

import dev.cairn.spi.BlobReader;
import dev.cairn.spi.Digest;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads a blob of a faulty backend. */
record FaultyBlobReader(BlobReader reader, String scope, Digest digest, Steps steps) implements BlobReader {
    @Override
    public long size() {
        return reader.size();
    }

    @Override
    public int read(long position, ByteBuffer target) {
        Passage passage = steps.enter(Operation.BLOB_READ, scope, List.of(digest));
        int start = target.position();
        int count = passage.run(() -> reader.read(position, target));
        if (count > 0 && passage.damages()) {
            int middle = start + count / 2;
            target.put(middle, (byte) (target.get(middle) ^ 1));
        }
        return count;
    }

    @Override
    public void close() {
        reader.close();
    }
}
