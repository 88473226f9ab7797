package dev.cairn.benchmark;

import dev.cairn.ResultWriter;
import dev.cairn.SaveOptions;
import dev.cairn.benchmark.peer.CairnPeer;
import dev.cairn.benchmark.peer.Peer;
import dev.cairn.benchmark.peer.Sample;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Loads of results with many rows, past the cache, and of single columns of them. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class LargeLoads {
    private static final String KEY = "large";
    private static final int BLOCK = 100_000;

    /** Who loads. */
    @Param("")
    public String side;

    /** How many columns the result has. */
    @Param("16")
    public int width;

    /** How many rows it has. */
    @Param("131072")
    public int rows;

    private CairnPeer cairn;
    private Peer peer;
    private Path blob;
    private ByteBuffer buffer;
    private int turn;

    @Setup
    public void open() {
        Arena arena = Arena.current();
        cairn = (CairnPeer) arena.peer("Cairn, files");
        arena.get("large", AutoCloseable.class, () -> {
            save();
            return () -> {};
        });
        blob = blob(arena.folder().resolve("cairn"));
        buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        peer = side.isEmpty() ? cairn : other(arena);
    }

    private Peer other(Arena arena) {
        Peer there = arena.peer(side);
        if (there != cairn) {
            arena.get("large, " + side, AutoCloseable.class, () -> {
                there.save(KEY, Sample.of(width, rows, 1));
                return () -> {};
            });
        }
        return there;
    }

    private void save() {
        Sample description = Sample.of(width, 1, 1);
        OptimizationResult all = description.result();
        OptimizationResult none = OptimizationResult.builder()
                .problem(all.problem())
                .solver(all.solver())
                .build();
        try (ResultWriter writer = cairn.manager().writeResult(KEY, none, SaveOptions.defaults())) {
            for (int from = 0; from < rows; from += BLOCK) {
                Map<ColumnName, Column> block = new LinkedHashMap<>();
                Sample.of(width, Math.min(BLOCK, rows - from), from)
                        .columns()
                        .forEach((name, values) -> block.put(
                                name.startsWith("x") ? ColumnName.variable(name) : ColumnName.objective(name),
                                RealColumn.of(values)));
                writer.append(block);
            }
            writer.finish();
        }
    }

    /** The largest file below {@code folder}. */
    private static Path blob(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of it. */
    @Benchmark
    public Object whole() {
        return peer.load(KEY);
    }

    /** The bytes of all columns into arrays, by hand, no sum looked at. */
    @Benchmark
    public Object bytesIntoArrays() throws IOException {
        double[][] columns = new double[width][];
        try (FileChannel channel = FileChannel.open(blob)) {
            long position = channel.size() - (long) width * rows * Double.BYTES;
            for (int i = 0; i < width; i++) {
                double[] values = new double[rows];
                for (int done = 0; done < rows; ) {
                    buffer.clear().limit((int) Math.min(buffer.capacity(), (long) (rows - done) * Double.BYTES));
                    position += fill(channel, position);
                    int count = buffer.flip().remaining() / Double.BYTES;
                    buffer.asDoubleBuffer().get(values, done, count);
                    done += count;
                }
                columns[i] = values;
            }
        }
        return columns;
    }

    /** One of the columns, the next one each time. */
    @Benchmark
    public Object column() {
        turn = (turn + 7) % (width - 2);
        return cairn.manager().loadColumns(KEY, ColumnName.variable("x" + turn));
    }

    /** The bytes of a column, and nothing else. */
    @Benchmark
    public Object columnBytes() throws IOException {
        turn = (turn + 7) % (width - 2);
        long length = (long) rows * Double.BYTES;
        byte[] bytes = new byte[(int) length];
        try (FileChannel channel = FileChannel.open(blob)) {
            long start = channel.size() - (width - turn) * length;
            for (int done = 0; done < length; ) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
                int count = fill(channel, start + done);
                buffer.flip().get(bytes, done, count);
                done += count;
            }
        }
        return bytes;
    }

    private int fill(FileChannel channel, long position) throws IOException {
        int total = 0;
        while (buffer.hasRemaining()) {
            total += channel.read(buffer, position + total);
        }
        return total;
    }
}
