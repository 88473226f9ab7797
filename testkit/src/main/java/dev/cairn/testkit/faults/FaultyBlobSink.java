package dev.cairn.testkit.faults;

import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Digest;
import java.nio.ByteBuffer;

/** Writes a blob of a faulty backend. Where the process ended, what was written so far stays behind, as it would. */
final class FaultyBlobSink extends BlobSink {
    private final BlobSink sink;
    private final String scope;
    private final Steps steps;

    FaultyBlobSink(BlobSink sink, String scope, Steps steps) {
        this.sink = sink;
        this.scope = scope;
        this.steps = steps;
    }

    @Override
    protected void append(ByteBuffer bytes) {
        ByteBuffer half = bytes.slice(bytes.position(), bytes.remaining() / 2);
        steps.enter(Operation.BLOB_WRITE, bytes.remaining() + " bytes of a blob of scope '" + scope + "'")
                .run(
                        () -> {
                            sink.write(bytes);
                            return true;
                        },
                        () -> sink.write(half));
    }

    @Override
    protected void publish(Digest digest, long length) {
        steps.enter(Operation.BLOB_COMMIT, Steps.blob(digest) + " of scope '" + scope + "'")
                .run(sink::commit);
    }

    @Override
    public void close() {
        if (!steps.faults().crashed()) {
            sink.close();
        }
    }
}
