package dev.cairn.formats.write;

import dev.cairn.formats.json.ResultJson;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole result as one JSON document ({@link ResultJson}), of which the reader {@code cairn-json} makes an equal one. Of a set, the result
 * with its solutions alone; a history cannot be written without them.
 */
public final class JsonExporter implements ResultExporter {
    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<String> extensions() {
        return List.of(".json");
    }

    @Override
    public ExportedResult write(OptimizationResult result, Path target, ExportOptions options) {
        if (options.part() == ExportOptions.Part.HISTORY) {
            throw new IllegalArgumentException(
                    "A result is written as JSON with its history anyway; leave it out of the options.");
        }
        List<String> lost = new ArrayList<>();
        OptimizationResult written = result;
        if (options.set() != null) {
            written = part(result, options);
            lost.add("the solutions outside of the set");
            if (!result.resultSets().isEmpty()) {
                lost.add("the result sets, which name rows by number");
            }
        }
        OptimizationResult whole = written;
        Path file = Target.write(target, extensions().get(0), channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 64 << 10);
            ResultJson.write(whole, out);
            out.flush();
        });
        return new ExportedResult(name(), List.of(file), whole.rows(), lost);
    }

    private static OptimizationResult part(OptimizationResult result, ExportOptions options) {
        OptimizationResultBuilder part = OptimizationResult.builder()
                .problem(result.problem())
                .solver(result.solver())
                .run(result.run())
                .environment(result.environment())
                .metadata(result.metadata())
                .history(result.history());
        result.tags().forEach(part::tag);
        result.lineage().forEach(part::madeFrom);
        result.attachments().forEach(part::attachment);
        ChosenSolutions.solutions(result, options).forEach(part::column);
        return part.build();
    }
}
