package dev.cairn.formats;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that real programs wrote, where they lie beside the project. */
public final class SharedData {
    private SharedData() {}

    /** A file or folder of them; skips the test where there is none. */
    public static Path find(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path data = at.resolve("shared/data").resolve(name);
            if (Files.exists(data)) {
                return data;
            }
        }
        return abort("no shared/data/" + name + " beside the project");
    }
}
