package dev.cairn.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Shows where the files of a result are, and how to read them without Cairn.
 *
 * <p>A result is a JSON document, which names the file of its columns by the SHA-256 of its content.
 *
 * @param results the folder of the main store
 * @param archive the folder of the second store
 */
record StoredFiles(Path results, Path archive) {
    /** The experiment of results that were given none. */
    private static final String EXPERIMENT = "default";

    /** Says where everything is, with commands that read {@code key}, which must be plain enough to be a file name. */
    void show(String key, Report report) {
        report.section("Look at the files: no Cairn needed");
        report.say("Main store:   " + Report.path(results));
        report.say("Second store: " + Report.path(archive));
        report.say("");
        report.say("What is known of " + key + ", with jq:");
        report.command("jq '.body | {problem: .problem.name, solver, run}' " + Report.path(document(key)));
        report.say("");
        report.say("Its columns, with Python (pip install numpy safetensors):");
        report.command("python3 -c 'import sys, safetensors.numpy as s; print(s.load_file(sys.argv[1]))' "
                + Report.path(columns(key)));
        report.say("");
        report.say("All of it, each sum checked, with Python alone:");
        report.command("python3 docs/read_result.py " + Report.path(results) + " " + key);
    }

    /** The JSON document of a result. */
    Path document(String key) {
        return results.resolve(EXPERIMENT).resolve("result").resolve(key + ".json");
    }

    /** The safetensors file with the columns of a result. */
    Path columns(String key) {
        try {
            JsonNode document = new ObjectMapper().readTree(document(key).toFile());
            String digest = document.at("/blobs/columns/sha256").asText();
            return results.resolve(EXPERIMENT)
                    .resolve("_blobs")
                    .resolve(digest.substring(0, 2))
                    .resolve(digest.substring(2));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + document(key) + ": " + e.getMessage(), e);
        }
    }
}
