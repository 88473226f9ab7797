package dev.cairn.formats.read;

import dev.cairn.formats.json.ResultJson;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Results that this software wrote as JSON; the result is equal to the one that was written. Options have nothing to add. */
public final class CairnJsonReader implements ResultReader {
    @Override
    public String name() {
        return "cairn-json";
    }

    @Override
    public boolean recognizes(FileHead head) {
        return ResultJson.begins(head.text());
    }

    @Override
    public void read(Path file, ReadOptions options, ReadTarget target) {
        if (options.problem() != null
                || !options.variables().isEmpty()
                || !options.minimized().isEmpty()
                || !options.maximized().isEmpty()) {
            throw new IllegalArgumentException(
                    "The file '" + file + "' says all of the result itself; leave the options out.");
        }
        try {
            OptimizationResult result =
                    ResultJson.read(() -> Files.newInputStream(file), "result " + Names.quote(file.toString()));
            target.result("", new ReadResult(name(), List.of(file), result, List.of()));
        } catch (IOException e) {
            throw BadFile.unreadable(file, e);
        }
    }
}
