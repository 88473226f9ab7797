package dev.cairn.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CorruptException;
import dev.cairn.UnsupportedException;
import dev.cairn.pipeline.PipelineStatus;
import org.junit.jupiter.api.Test;

class RunExportTest {
    private static final String SHA = "0".repeat(64);

    private static final String JSON = """
            {
              "format": 1,
              "id": "r1",
              "status": "completed",
              "attempt": 1,
              "started": "2026-03-01T12:00:00Z",
              "finished": "2026-03-01T12:00:01Z",
              "parameters": {"k": 5},
              "context": {},
              "datasets": [],
              "metrics": {},
              "summary": {},
              "tags": [],
              "notes": [],
              "warnings": [],
              "provenance": {"versions": {}, "extra": {}},
              "earlier": [],
              "pipelines": [
                {
                  "id": "p1",
                  "name": "pls",
                  "status": "completed",
                  "attempt": 1,
                  "dataset": "wheat",
                  "started": "2026-03-01T12:00:00Z",
                  "finished": "2026-03-01T12:00:01Z",
                  "given": {"config": [1, 2.0]},
                  "chains": [
                    {
                      "id": "c1",
                      "chain": {
                        "steps": [
                          {"index": 0, "operatorClass": "PLS", "parameters": {}, "stateless": false, "onTargets": false, "branch": []}
                        ],
                        "modelStep": 0,
                        "modelClass": "PLS",
                        "preprocessings": "",
                        "folds": "shared",
                        "foldArtifacts": {},
                        "foldWeights": {},
                        "sharedArtifacts": {"0": ["%s.onnx"]},
                        "sourceArtifacts": {},
                        "branchPath": []
                      },
                      "artifacts": [
                        {"id": "%s.onnx", "sha256": "%s", "size": 3, "format": "onnx", "operatorClass": "PLS", "type": "model"}
                      ]
                    }
                  ]
                }
              ]
            }
            """.formatted(SHA, SHA, SHA);

    private static String without(String line) {
        assertThat(JSON).contains(line);
        return JSON.replace(line, "");
    }

    private static String with(String before, String after) {
        assertThat(JSON).contains(before);
        return JSON.replace(before, after);
    }

    private static void refused(String json, String... saying) {
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> RunExport.ofJson(json))
                .withMessageContainingAll(saying);
    }

    @Test
    void whatIsWrittenByHandIsRead() {
        RunExport export = RunExport.ofJson(JSON);

        assertThat(export.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(export.pipelines().get(0).status()).isEqualTo(PipelineStatus.COMPLETED);
        assertThat(export.pipelines().get(0).choices()).isEmpty();
        assertThat(RunExport.ofJson(export.toJson())).isEqualTo(export);
    }

    @Test
    void fieldsThatAreNotKnownArePassedOver() {
        String json = with("\"attempt\": 1,", "\"attempt\": 1, \"later\": {\"a\": [1]},");

        assertThat(RunExport.ofJson(json)).isEqualTo(RunExport.ofJson(JSON));
    }

    @Test
    void fieldsThatAreMissingAreAllNamed() {
        String json = without("\"context\": {},\n")
                .replace("\"dataset\": \"wheat\",", "")
                .replace("\"size\": 3,", "");

        refused(json, "context", "pipelines[0].dataset", "pipelines[0].chains[0].artifacts[0].size");
    }

    @Test
    void aNewerFormatIsRefused() {
        String json = with("\"format\": 1", "\"format\": 2").replace("\"tags\": [],", "");

        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> RunExport.ofJson(json, "run export 'a.json'"))
                .withMessageContainingAll("a.json", "format 2", "up to 1");
    }

    @Test
    void whatIsNoExportIsRefusedAndSaysWhere() {
        refused(JSON.substring(0, 200), "line ");
        refused(JSON + "}", "line ");
        refused("[]", "format");
        refused(with("\"attempt\": 1,\n  \"started\"", "\"attempt\": \"x\",\n  \"started\""), "line 5", "attempt");
        refused(
                with("\"status\": \"completed\",\n  \"attempt\"", "\"status\": \"lost\",\n  \"attempt\""),
                "line 4",
                "lost");
        refused(with("\"id\": \"r1\",", "\"id\": \"r1\", \"id\": \"r2\","), "Duplicate");
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        refused(
                with("\"status\": \"completed\",\n  \"attempt\"", "\"status\": \"running\",\n  \"attempt\""),
                "running");
        refused(
                with("\"artifacts\": [\n            {\"id\": \"000", "\"artifacts\": [\n            {\"id\": \"100"),
                "100");
        refused(with("\"sha256\": \"00", "\"sha256\": \"10"), "SHA-256");
        refused(with("{\"index\": 0", "{\"index\": 7"), "pipelines[0].chains[0]", "step 0");
        refused(with("\"id\": \"r1\"", "\"id\": \" \""), "blank");
    }
}
