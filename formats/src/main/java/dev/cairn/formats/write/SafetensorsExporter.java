package dev.cairn.formats.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.model.Column;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.Json;
import dev.cairn.tensor.SafetensorsHeader;
import dev.cairn.tensor.SafetensorsWriter;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Columns as the tensors of a safetensors file, which Python reads with {@code safetensors.numpy.load_file}: each column is the tensor of its
 * full name, {@code variables/x1}, {@code objectives/f1}, {@code history/best}, as in the files of a store ({@code docs/format.md}).
 *
 * <p>Real numbers are F64 {@code [rows]}, whole ones I64 {@code [rows]}, permutations I64 {@code [rows, width]}, bits U8
 * {@code [rows, ceil(width / 8)]}, texts the U8 of all their bytes with the I64 {@code offsets/name} of {@code rows + 1} places. Where cells
 * are missing, the U8 {@code valid/name} is 0 for these, and they hold zero. The metadata hold {@code cairn.problem}, {@code cairn.solver} and
 * {@code cairn.run} as the JSON of Cairn's own documents.
 */
public final class SafetensorsExporter implements ResultExporter {
    /** The format of the tensors, which stands in the metadata of the file under {@code cairn.format}. */
    public static final int FORMAT = 1;

    @Override
    public String name() {
        return "safetensors";
    }

    @Override
    public List<String> extensions() {
        return List.of(".safetensors");
    }

    @Override
    public ExportedResult write(OptimizationResult result, Path target, ExportOptions options) {
        boolean history = options.part() == ExportOptions.Part.HISTORY;
        Map<String, Column> columns = new LinkedHashMap<>();
        if (history) {
            result.history().columns().forEach((name, column) -> columns.put("history/" + name, column));
        } else {
            ChosenSolutions.solutions(result, options).forEach((name, column) -> columns.put(name.toString(), column));
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("The result has no columns of " + (history ? "a history" : "solutions")
                    + ", so there is nothing to write.");
        }
        Path file = Target.write(target, extensions().get(0), channel -> {
            SafetensorsHeader.Builder header = SafetensorsHeader.builder();
            metadata(result, history).forEach(header::metadata);
            ColumnTensors tensors = new ColumnTensors(header);
            columns.forEach(tensors::add);
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 64 << 10);
            SafetensorsWriter writer = SafetensorsWriter.begin(header.build(), block -> {
                byte[] bytes = new byte[block.remaining()];
                block.get(bytes);
                out.write(bytes);
            });
            tensors.writeTo(writer);
            writer.finish();
            out.flush();
        });
        int rows = columns.values().iterator().next().rows();
        return new ExportedResult(name(), List.of(file), rows, notCarried(result, history));
    }

    private static Map<String, String> metadata(OptimizationResult result, boolean history) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("cairn.content", history ? "history" : "solutions");
        metadata.put("cairn.format", Integer.toString(FORMAT));
        metadata.put("cairn.problem", new String(Json.write(result.problem()), UTF_8));
        metadata.put("cairn.solver", new String(Json.write(result.solver()), UTF_8));
        metadata.put("cairn.run", new String(Json.write(result.run()), UTF_8));
        return metadata;
    }

    private static List<String> notCarried(OptimizationResult result, boolean history) {
        List<String> lost = new ArrayList<>(List.of("the environment, metadata, tags and lineage"));
        if (history) {
            lost.add("the solutions");
        } else {
            lost.addAll(NotCarried.besidesSolutions(result));
        }
        return lost;
    }
}
