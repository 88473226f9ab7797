package dev.cairn.formats.read;

import dev.cairn.spi.Names;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes the one result of a file, and refuses whatever comes besides. */
final class OneResult implements ReadTarget {
    private final Path source;
    private String name = "";
    private @Nullable ReadResult result;

    OneResult(Path source) {
        this.source = source;
    }

    @Override
    public void result(String newName, ReadResult newResult) {
        if (result != null) {
            throw new IllegalArgumentException("'" + source + "' holds more than one result, " + Names.quote(name)
                    + " and " + Names.quote(newName) + " among them; import all of them with ResultImport.");
        }
        name = newName;
        result = newResult;
    }

    @Override
    public void part(ExperimentPart part) {
        throw new IllegalArgumentException("'" + source + "' holds parts of an experiment, " + part.name()
                + " among them, and no result; import them into a workspace with ResultImport.");
    }

    @Override
    public void failed(Path file, RuntimeException why) {
        throw why;
    }

    ReadResult get() {
        if (result == null) {
            throw new IllegalArgumentException("'" + source + "' holds no result; nothing was found, or all of it was"
                    + " deleted by the program that wrote it.");
        }
        return result;
    }
}
