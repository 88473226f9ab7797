package dev.cairn.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.FileReplacement;
import dev.cairn.workspace.RunExport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Exported runs as YAML: the keys of their JSON in its order, lists as lists, every text in quotes, so that none is taken for a number or a
 * truth value. A double that is not finite is written as in JSON: {@code $f64} and its bits.
 *
 * <p>What is read may come from anybody: at most {@value #LARGEST} bytes and {@value #DEEPEST} levels, no aliases, which make a short file a
 * large one, and no tags that name a type.
 */
public final class RunYaml {
    /** The most bytes that a file may have. */
    public static final int LARGEST = 64 << 20;

    /** The most levels of lists and maps that a file may have. */
    public static final int DEEPEST = 200;

    private static final JsonFactory JSON = new JsonFactory();
    private static final YAMLFactory YAML = yaml();

    private RunYaml() {}

    private static YAMLFactory yaml() {
        LoaderOptions bounds = new LoaderOptions();
        bounds.setCodePointLimit(LARGEST);
        bounds.setNestingDepthLimit(DEEPEST);
        bounds.setMaxAliasesForCollections(0);
        return YAMLFactory.builder()
                .loaderOptions(bounds)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxDocumentLength(LARGEST)
                        .maxStringLength(LARGEST)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                .build();
    }

    /**
     * Writes a run into a file. Missing folders are made; a file that is there is replaced in one step.
     *
     * @param file gets the extension {@code .yaml} if its name has none
     * @return where it is
     * @throws IllegalArgumentException if it would have more than {@value #LARGEST} bytes; JSON has no such limit
     * @throws UnavailableException if the file cannot be written; what was there before still is
     */
    public static Path write(RunExport run, Path file) {
        String json = run.toJson();
        return FileReplacement.export(file, ".yaml", channel -> {
            Writer text = new BufferedWriter(Channels.newWriter(channel, UTF_8));
            toYaml(json, text);
            text.flush();
            if (channel.size() > LARGEST) {
                throw new IllegalArgumentException("The run '" + run.id() + "' is " + channel.size()
                        + " bytes of YAML, and at most " + LARGEST + " can be read: export it as JSON.");
            }
        });
    }

    private static void toYaml(String json, Writer text) throws IOException {
        try (JsonParser from = JSON.createParser(json);
                YAMLGenerator to = YAML.createGenerator(text)) {
            to.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            for (JsonToken token = from.nextToken(); token != null; token = from.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                    // As text it gets the sign of its exponent without which YAML 1.1 takes it for a text.
                    to.writeNumber(from.getText());
                } else {
                    to.copyCurrentEvent(from);
                }
            }
        }
    }

    /**
     * What {@link #write} wrote.
     *
     * @throws NotFoundException if there is no such file
     * @throws dev.cairn.UnsupportedException if a newer version of this software wrote it
     * @throws CorruptException if it holds no run; names the file and the line
     */
    public static RunExport read(Path file) {
        String what = "run '" + file + "'";
        return RunExport.ofJson(json(file, what), what);
    }

    private static String json(Path file, String what) {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new CorruptException(
                        "Cannot read the " + what + ": it has " + size + " bytes; at most " + LARGEST + " are read.");
            }
            return YamlLines.json(YAML.createParser(Files.newInputStream(file)));
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new CorruptException("Cannot read the " + what + ": " + line + e.getOriginalMessage(), e);
        } catch (YAMLException e) {
            throw new CorruptException("Cannot read the " + what + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new NotFoundException("There is no file '" + file + "'.", e);
        } catch (IOException e) {
            throw new UnavailableException("Cannot read '" + file + "': " + e, e);
        }
    }
}
