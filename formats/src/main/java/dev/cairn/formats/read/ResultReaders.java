package dev.cairn.formats.read;

import dev.cairn.spi.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

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
    private ResultReaders() {}

    /** The result in a file, by the one reader that recognizes it; see {@link #read(Path, ReadOptions)}. */
    public static ReadResult read(Path file) {
        return read(file, ReadOptions.none());
    }

    /**
     * The result in a file, by the one reader that recognizes it, with the files that belong to it. Of a folder, its one file of
     * objectives that jMetal printed is read.
     *
     * @throws IllegalArgumentException if no reader recognizes the file, or more than one does; name one with {@link #named}
     * @throws dev.cairn.CorruptException if it is empty, or damaged; see {@link ResultReader#read}
     */
    public static ReadResult read(Path file, ReadOptions options) {
        Path chosen = Files.isDirectory(file) ? frontIn(file) : file;
        return recognizing(chosen).read(chosen, options);
    }

    /** The one reader that recognizes this file. */
    public static ResultReader recognizing(Path file) {
        FileHead head = FileHead.of(file);
        if (head.text().startsWith("\u00ff\u00fe") || head.text().startsWith("\u00fe\u00ff")) {
            throw BadFile.at(file, 1, "byte 0 of the file is no UTF-8 but the mark of UTF-16; save the file as UTF-8");
        }
        if (head.text().isBlank()) {
            throw BadFile.whole(file, "it is empty; it was probably cut off, or nothing was found");
        }
        boolean binary = head.text().indexOf('\0') >= 0;
        List<ResultReader> all = all();
        List<String> fitting = new ArrayList<>();
        ResultReader one = null;
        for (ResultReader reader : all) {
            if (!binary && reader.recognizes(head)) {
                fitting.add(reader.name());
                one = reader;
            }
        }
        if (one == null) {
            throw new IllegalArgumentException("No reader recognizes '" + file + "'; there are "
                    + String.join(", ", names()) + ". If one of them should, name it: ResultReaders.named(\""
                    + all.get(0).name() + "\"), and it says what is wrong.");
        }
        if (fitting.size() > 1) {
            throw new IllegalArgumentException("The file '" + file + "' could be of " + String.join(" or ", fitting)
                    + "; name one: ResultReaders.named(\"" + fitting.get(0) + "\").");
        }
        return one;
    }

    /** The reader of this name; an unknown name is refused with the known ones. */
    public static ResultReader named(String name) {
        return all().stream()
                .filter(reader -> reader.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no reader " + Names.quote(name) + "; there are " + String.join(", ", names()) + "."));
    }

    /** The names of all readers, sorted. */
    public static List<String> names() {
        return all().stream().map(ResultReader::name).toList();
    }

    private static List<ResultReader> all() {
        return ServiceLoader.load(ResultReader.class, ResultReader.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(ResultReader::name))
                .toList();
    }

    private static Path frontIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> fronts = files.filter(
                            file -> JMetalReader.isFront(file.getFileName().toString()))
                    .sorted()
                    .toList();
            if (fronts.size() == 1) {
                return fronts.get(0);
            }
            List<String> some = fronts.stream()
                    .limit(10)
                    .map(file -> file.getFileName().toString())
                    .toList();
            throw new IllegalArgumentException("Cannot read the folder '" + folder + "': "
                    + (fronts.isEmpty()
                            ? "it holds no file FUN, so name the file to read."
                            : "it holds " + fronts.size() + " fronts, " + String.join(", ", some) + "; name one."));
        } catch (IOException e) {
            throw BadFile.unreadable(folder, e);
        }
    }
}
