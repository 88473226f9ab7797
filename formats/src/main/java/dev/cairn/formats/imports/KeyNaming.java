package dev.cairn.formats.imports;

import java.nio.file.Path;

/**
 * How the key of a result follows from where it was found. What is no legal key is made one afterwards: control characters become
 * {@code %0A} and the like, and one that is too long ends in a digest.
 */
@FunctionalInterface
public interface KeyNaming {
    /**
     * The key of a result. Different for different files, and the same each time, or an import refuses what it cannot tell apart.
     *
     * @param file the file, relative to the folder that was given to the import; its name alone if it was given itself
     * @param name of the result among those of the file; empty where the file has one only
     */
    String key(Path file, String name);

    /** The path with {@code /} between its names, then the name of the result: {@code NSGAII/ZDT1/FUN0.tsv}, {@code study.log/first}. */
    static KeyNaming byPath() {
        return (file, name) -> {
            StringBuilder key = new StringBuilder();
            for (Path segment : file) {
                key.append(key.isEmpty() ? "" : "/").append(segment);
            }
            return name.isEmpty() ? key.toString() : key + "/" + name;
        };
    }

    /** The same with something in front of each key. */
    default KeyNaming withPrefix(String prefix) {
        return (file, name) -> prefix + key(file, name);
    }
}
