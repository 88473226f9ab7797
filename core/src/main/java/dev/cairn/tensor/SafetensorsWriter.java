package dev.cairn.tensor;

import dev.cairn.TooLargeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a safetensors file to a sink, block by block: its header, then the data of each tensor in data order.
 *
 * <p>A tensor may come in several calls. Its name is given with each, and a call for the wrong tensor, or with more bytes
 * than are left of it, is refused before anything of it is written. The file is complete when {@link #finish()} has
 * returned, and not before; after an {@link IOException} it never will be. Nothing is forced to disk and the sink is not
 * closed. For use by one thread at a time.
 */
public final class SafetensorsWriter {
    private final List<TensorInfo> tensors;
    private final ByteSink sink;
    private final ByteBuffer block;
    private int index;
    private long written;
    private boolean usable = true;

    private SafetensorsWriter(SafetensorsHeader header, ByteSink sink) {
        this.tensors = header.tensors();
        this.sink = sink;
        this.block = Blocks.allocate(header.fileSize());
    }

    /** Writes the header. */
    public static SafetensorsWriter begin(SafetensorsHeader header, ByteSink sink) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(header, sink);
        writer.send(ByteBuffer.wrap(header.encode()));
        return writer;
    }

    /**
     * Writes a complete file of these tensors, each by its name, in the order of the reference.
     *
     * @param metadata free text by free names; may be empty
     * @throws IllegalArgumentException if a name is {@code __metadata__}, or a name or the metadata are not valid text
     * @throws TooLargeException if the header takes more than the format allows
     */
    public static void writeAll(Map<String, Tensor> tensors, Map<String, String> metadata, ByteSink sink)
            throws IOException {
        SafetensorsHeader.Builder builder = SafetensorsHeader.builder();
        metadata.forEach(builder::metadata);
        tensors.forEach((name, tensor) -> builder.tensor(
                name,
                tensor.dtype(),
                tensor.shape().stream().mapToLong(Long::longValue).toArray()));
        SafetensorsHeader header = builder.build();
        SafetensorsWriter writer = begin(header, sink);
        for (String name : header.names()) {
            writer.write(name, Objects.requireNonNull(tensors.get(name)));
        }
        writer.finish();
    }

    /**
     * Writes a whole tensor.
     *
     * @throws IllegalArgumentException also if the header gives another type or shape; see {@link #write(String,
     *     ByteBuffer...)}
     */
    public void write(String name, Tensor tensor) throws IOException {
        requireUsable();
        TensorInfo declared = tensors.get(indexFrom(name));
        if (declared.dtype() != tensor.dtype() || !declared.shape().equals(tensor.shape())) {
            throw new IllegalArgumentException("Tensor " + JsonText.shown(name) + " is declared as " + declared.dtype()
                    + " " + JsonText.shown(declared.shape()) + ", but " + tensor + " was given");
        }
        write(name, tensor.buffer());
    }

    /**
     * Writes the next bytes of a tensor of any type, little-endian as they are, and moves the buffers to their limits.
     *
     * @throws IllegalArgumentException if another tensor is due, or if these are more bytes than are left of this one
     * @throws IllegalStateException if the writer has failed or is finished
     */
    public void write(String name, ByteBuffer... data) throws IOException {
        long bytes = 0;
        for (ByteBuffer buffer : data) {
            bytes += buffer.remaining();
        }
        select(name, bytes);
        for (ByteBuffer buffer : data) {
            written += send(buffer);
        }
    }

    /** Writes the next bytes of a tensor of any type; see {@link #write(String, ByteBuffer...)}. */
    public void writeBytes(String name, byte[] values) throws IOException {
        write(name, ByteBuffer.wrap(values));
    }

    /** Writes the next values of an F64 tensor, bit for bit; see {@link #write(String, ByteBuffer...)}. */
    public void writeDoubles(String name, double[] values) throws IOException {
        requireType(name, DType.F64);
        select(name, (long) values.length * Double.BYTES);
        for (int done = 0; done < values.length; ) {
            int count = nextBlock(values.length - done);
            block.asDoubleBuffer().put(values, done, count);
            written += send(block);
            done += count;
        }
    }

    /** Writes the next values of an I64 tensor; see {@link #write(String, ByteBuffer...)}. */
    public void writeLongs(String name, long[] values) throws IOException {
        requireType(name, DType.I64);
        select(name, (long) values.length * Long.BYTES);
        for (int done = 0; done < values.length; ) {
            int count = nextBlock(values.length - done);
            block.asLongBuffer().put(values, done, count);
            written += send(block);
            done += count;
        }
    }

    /**
     * Checks that everything was written.
     *
     * @throws IllegalStateException if bytes are missing, naming the first tensor that lacks some, or if the writer has
     *     failed or is finished already
     */
    public void finish() {
        requireUsable();
        int due = firstIncomplete();
        if (due < tensors.size()) {
            TensorInfo tensor = tensors.get(due);
            throw new IllegalStateException("The file is not complete: tensor " + JsonText.shown(tensor.name())
                    + " has " + (due == index ? written : 0) + " of its " + tensor.byteSize() + " bytes");
        }
        usable = false;
    }

    /** Makes this tensor the current one if it has room for the bytes; changes nothing if it refuses. */
    private void select(String name, long bytes) {
        requireUsable();
        int target = indexFrom(name);
        TensorInfo tensor = tensors.get(target);
        long before = target == index ? written : 0;
        if (bytes > tensor.byteSize() - before) {
            throw new IllegalArgumentException("Tensor " + JsonText.shown(name) + " has " + tensor.byteSize()
                    + " bytes: " + before + " are written, so " + bytes + " more are too many");
        }
        index = target;
        written = before;
    }

    /** The place of the tensor, which must be the current one or, if that is complete, one that only empty ones precede. */
    private int indexFrom(String name) {
        int due = firstIncomplete();
        for (int i = index; i <= due && i < tensors.size(); i++) {
            if (tensors.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("Tensor " + JsonText.shown(name) + " is not due: "
                + (due < tensors.size()
                        ? "the data of " + JsonText.shown(tensors.get(due).name()) + " comes next"
                        : "all data is written"));
    }

    private int firstIncomplete() {
        int due = index;
        long have = written;
        while (due < tensors.size() && tensors.get(due).byteSize() == have) {
            due++;
            have = 0;
        }
        return due;
    }

    private void requireType(String name, DType given) {
        requireUsable();
        TensorInfo tensor = tensors.get(indexFrom(name));
        if (tensor.dtype() != given) {
            throw new IllegalArgumentException("Tensor " + JsonText.shown(name) + " is " + tensor.dtype() + ", but "
                    + given + " values were given");
        }
    }

    private void requireUsable() {
        if (!usable) {
            throw new IllegalStateException("The writer is finished, or its sink has failed");
        }
    }

    private int nextBlock(int valuesLeft) {
        int count = Math.min(valuesLeft, block.capacity() / Long.BYTES);
        block.clear().limit(count * Long.BYTES);
        return count;
    }

    /**
     * Sends a block at a time, because the JDK copies a heap buffer into a direct one as large as the request. Returns how
     * many bytes went.
     */
    private int send(ByteBuffer data) throws IOException {
        usable = false;
        int start = data.position();
        while (data.hasRemaining()) {
            ByteBuffer part = data.slice(data.position(), Math.min(data.remaining(), Blocks.SIZE));
            sink.write(part);
            if (part.position() == 0) {
                throw new IOException("The sink took none of " + part.remaining() + " bytes");
            }
            data.position(data.position() + part.position());
        }
        usable = true;
        return data.position() - start;
    }
}
