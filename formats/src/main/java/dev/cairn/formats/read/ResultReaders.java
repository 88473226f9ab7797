package dev.cairn.formats.read;

import dev.cairn.spi.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Reads results of other optimizers, in any format of which there is a reader.
 *
 * <pre>{@code
 * ReadResult read = ResultReaders.read(Path.of("NSGAII/ZDT1/FUN0.tsv"));
 * manager.saveResult("nsgaii_zdt1_0", read.result());
 * read.notCarried().forEach(System.out::println);
 * }</pre>
 */
public final class ResultReaders {
    private static final List<ResultReader> ALL = load();

    private ResultReaders() {}

    /** The one result in a file or folder, by the one reader that recognizes it; see {@link #read(Path, ReadOptions)}. */
    public static ReadResult read(Path source) {
        return read(source, ReadOptions.none());
    }

    /**
     * The one result in a file or folder, by the one reader that recognizes it, with the files that belong to it. Of a folder that none
     * recognizes, its one file of objectives that jMetal printed is read.
     *
     * @throws IllegalArgumentException if no reader recognizes it, or more than one does; name one with {@link #named}; or if it holds more
     *     than one result
     * @throws dev.cairn.CorruptException if it is empty, or damaged; see {@link ResultReader#read(Path, ReadOptions, ReadTarget)}
     */
    public static ReadResult read(Path source, ReadOptions options) {
        Path chosen =
                Files.isDirectory(source) && recognizingAll(source).isEmpty() ? JMetalReader.frontIn(source) : source;
        return recognizing(chosen).read(chosen, options);
    }

    /**
     * The one reader that recognizes this file or folder.
     *
     * @throws IllegalArgumentException if there is none, or more than one
     * @throws dev.cairn.CorruptException if it is empty, or of no encoding that is read
     */
    public static ResultReader recognizing(Path source) {
        List<ResultReader> fitting = recognizingAll(source);
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException("No reader recognizes '" + source + "'; there are "
                    + String.join(", ", names()) + "." + advice(source));
        }
        if (fitting.size() > 1) {
            List<String> names = fitting.stream().map(ResultReader::name).toList();
            throw new IllegalArgumentException("'" + source + "' could be of " + String.join(" or ", names)
                    + "; name one: ResultReaders.named(\"" + names.get(0) + "\").");
        }
        return fitting.get(0);
    }

    private static String advice(Path source) {
        if (Files.isDirectory(source)) {
            return " Name one of its files, or import all that is in it with ResultImport.";
        }
        if (FileHead.of(source).isZip()) {
            return " It is a zip archive, which is not unpacked here; unpack it first.";
        }
        return " If one of them should, name it: ResultReaders.named(\""
                + ALL.get(0).name() + "\"), and it says what is wrong.";
    }

    /**
     * All readers that recognize this file or folder, by their names; none for what is no result.
     *
     * @throws dev.cairn.CorruptException if it is an empty file, or of no encoding that is read
     */
    public static List<ResultReader> recognizingAll(Path source) {
        if (Files.isDirectory(source)) {
            return ALL.stream()
                    .filter(reader -> reader.recognizesFolder(source))
                    .toList();
        }
        FileHead head = FileHead.of(source);
        if (head.text().startsWith("\u00ff\u00fe") || head.text().startsWith("\u00fe\u00ff")) {
            throw BadFile.at(
                    source, 1, "byte 0 of the file is no UTF-8 but the mark of UTF-16; save the file as UTF-8");
        }
        if (head.text().isBlank()) {
            throw BadFile.whole(source, "it is empty; it was probably cut off, or nothing was found");
        }
        return ALL.stream().filter(reader -> reader.recognizes(head)).toList();
    }

    /** The reader of this name; an unknown name is refused with the known ones. */
    public static ResultReader named(String name) {
        return ALL.stream()
                .filter(reader -> reader.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no reader " + Names.quote(name) + "; there are " + String.join(", ", names()) + "."));
    }

    /** The names of all readers, sorted. */
    public static List<String> names() {
        return ALL.stream().map(ResultReader::name).toList();
    }

    private static List<ResultReader> load() {
        return ServiceLoader.load(ResultReader.class, ResultReader.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(ResultReader::name))
                .toList();
    }
}
