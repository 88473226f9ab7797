package dev.cairn.benchmark;

import dev.cairn.benchmark.Line.Aim;
import dev.cairn.benchmark.peer.CairnPeer;
import dev.cairn.benchmark.peer.PlainFiles;
import dev.cairn.tensor.DType;
import dev.cairn.tensor.Tensor;
import dev.cairn.workspace.TensorStore;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Row 10: tensors of 1 MiB, appended to a run in files. */
final class TensorRow implements Row {
    private static final Path IO = Path.of("/proc/self/io");
    private static final int TENSORS = 200;
    private static final int SIZE = 1 << 20;

    @Override
    public int number() {
        return 10;
    }

    @Override
    public List<Line> measure(Effort effort) {
        Arena arena = Arena.current();
        int count = effort.of(TENSORS);
        CairnPeer cairn = (CairnPeer) arena.peer("Cairn, files");
        Workspace workspace = arena.get("workspace", Workspace.class, () -> Workspace.open(cairn.manager()));
        TensorStore tensors = workspace.experiment("tensors").tensors();
        PlainFiles files = new PlainFiles(arena.folder().resolve("cairn"));
        Random random = new Random(1);
        byte[] bytes = new byte[SIZE];
        int[] runs = {0};
        List<Double> shares = new ArrayList<>();
        arena.call("Cairn, files", () -> {
            String run = "r" + runs[0]++;
            long before = written();
            for (int i = 0; i < count; i++) {
                random.nextBytes(bytes);
                Tensor tensor = Tensor.of(DType.U8, ByteBuffer.wrap(bytes), SIZE);
                tensors.append(run, Map.of("i", i), Map.of("layer", Map.of("activations", tensor)));
            }
            shares.add((written() - before) / ((double) count * SIZE));
            return run;
        });
        arena.call("the bytes, forced file by file", () -> {
            for (int i = 0; i < count; i++) {
                random.nextBytes(bytes);
                files.write("tensor" + i, bytes);
            }
            return count;
        });
        List<Scores> scores = new Contest(effort, Calls.class, "call")
                .once()
                .between(List.of("Cairn, files", "the bytes, forced file by file"));
        String work = "append " + count + " tensors of 1 MiB, files";
        return List.of(
                Line.of(10, work, scores.get(0).rate(count), scores.get(1).rate(count), Aim.AT_LEAST, 0.7),
                Line.bound(10, work + ", bytes written", new Scores("Cairn", "times the data", shares), 1.2));
    }

    /** The bytes that this process handed to the system so far. */
    private static long written() {
        try {
            return Files.readAllLines(IO).stream()
                    .filter(line -> line.startsWith("wchar:"))
                    .mapToLong(line -> Long.parseLong(line.substring(6).strip()))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
