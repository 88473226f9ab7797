package dev.cairn.template;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.ExchangedJson;
import dev.cairn.spi.FileReplacement;
import dev.cairn.spi.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Templates as files of their own. */
final class TemplateFiles {
    private static final long LARGEST = 64L << 20;

    private TemplateFiles() {}

    static Path write(Template template, Path file) {
        return FileReplacement.export(file, ".json", Json.indented(Json.write(TemplateBody.of(template))));
    }

    static Template read(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new CorruptException("The file '" + file + "' has " + size
                        + " bytes; that of a template has at most " + LARGEST + ".");
            }
            String what = "template '" + file + "'";
            return ExchangedJson.read(Files.readAllBytes(file), what, TemplateBody.class, TemplateBody.FORMAT)
                    .template();
        } catch (NoSuchFileException e) {
            throw new NotFoundException("There is no file '" + file + "'.", e);
        } catch (IOException e) {
            throw new UnavailableException("Cannot read '" + file + "': " + e, e);
        }
    }
}
