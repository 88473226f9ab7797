package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.Pipelines;
import dev.cairn.pipeline.PredictionArrays;
import dev.cairn.pipeline.PredictionRecord;
import dev.cairn.pipeline.PredictionResults;
import dev.cairn.spi.DocumentKey;
import dev.cairn.workspace.Workspace;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills a process that saves predictions, fails pipelines and deletes runs, each time at a random moment, and looks at what is left. Two
 * kills for each store, or {@code -Dcairn.pipelines.kills}.
 */
@Timeout(7200)
class PipelineKillTest {
    private static final int KILLS = Integer.getInteger("cairn.pipelines.kills", 2);
    private static final int LONGEST_LIFE = 1000;

    @TempDir
    Path folder;

    private final Random random = new Random();
    private final Set<String> told = new LinkedHashSet<>();

    @ParameterizedTest
    @ValueSource(strings = {"", "h2:"})
    void nothingThatWasAcknowledgedIsLostAndNothingThatIsGoneIsShown(String scheme) throws Exception {
        String uri = scheme + folder.resolve("store");
        for (int killed = 0; killed < KILLS; killed++) {
            String printed = ChildJvm.start(PipelineProgram.class, uri)
                    .killAfter(PipelineProgram.BEGINS, random.nextInt(LONGEST_LIFE));
            assertThat(printed).doesNotContain("Exception");
            printed.lines().forEach(told::add);
            try (Workspace workspace = Workspace.open(uri)) {
                check(workspace);
            }
        }
        System.out.println(KILLS + " processes killed that said " + told.size() + " things");
    }

    private void check(Workspace workspace) {
        Pipelines pipelines = workspace.experiment(PipelineProgram.NAME).pipelines();
        PredictionResults all = pipelines.predictions().results();
        for (String line : told) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("in") && words.length == 3) {
                checkPipeline(pipelines, words[1], words[2]);
            }
        }
        List<PredictionRecord> shown = all.list();
        assertThat(all.count()).isEqualTo(shown.size());
        pipelines.removeDeleted();
        assertThat(all.list()).hasSameSizeAs(shown);
        try (Stream<DocumentKey> keys =
                workspace.manager().tiers().documents().keys(PipelineProgram.NAME, "prediction")) {
            assertThat(keys.count()).isEqualTo(shown.size());
        }
    }

    private void checkPipeline(Pipelines pipelines, String run, String id) {
        List<PredictionRecord> shown =
                pipelines.predictions().results().pipeline(id).list();
        assertThat(pipelines.predictions().results().pipeline(id).count()).isEqualTo(shown.size());
        boolean toGo = told.contains("to fail " + id)
                || told.contains("to delete " + id)
                || told.contains("to delete-run " + run);
        boolean gone = told.contains("did fail " + id)
                || told.contains("did delete " + id)
                || told.contains("did delete-run " + run);
        if (gone) {
            assertThat(shown).isEmpty();
        } else if (told.contains("did save " + id)) {
            assertThat(shown.size()).isIn(toGo ? List.of(0, PipelineProgram.BATCH) : List.of(PipelineProgram.BATCH));
        }
        Map<String, PredictionArrays> arrays = pipelines
                .predictions()
                .arrays(shown.stream().map(PredictionRecord::id).toList());
        for (PredictionRecord record : shown) {
            int fold = Integer.parseInt(record.fold().substring("fold_".length()));
            assertThat(arrays.get(record.id())).isEqualTo(PipelineProgram.arrays(fold));
        }
    }
}
