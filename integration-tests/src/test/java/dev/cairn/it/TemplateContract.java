package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.UnsupportedException;
import dev.cairn.pipeline.PipelineScores;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.template.Template;
import dev.cairn.template.TemplateLibrary;
import dev.cairn.template.TemplateSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How templates of pipelines are kept in every store. */
@SuppressWarnings("NullAway.Init")
abstract class TemplateContract extends WorkspaceTest {
    private static final TemplateSpec PLS = TemplateSpec.of(
                    "My PLS: v1?", List.of(Map.of("step", "SNV"), Map.of("step", "PLS", "rate", 0.1)))
            .description("for wheat")
            .tags("nirs", "wheat")
            .metrics(Map.of("rmse", 0.25, "r2", Double.NaN))
            .notes("found by hand");

    private TemplateLibrary templates;

    @BeforeEach
    void library() {
        templates = workspace.templates();
    }

    private static List<String> names(List<Template> some) {
        return some.stream()
                .map(template -> template.category() + "/" + template.name())
                .toList();
    }

    @Test
    void aTemplateIsReadAsItWasSaved() {
        Template saved = templates.save(PLS);

        assertThat(saved.name()).isEqualTo("my_pls_v1");
        assertThat(saved.category()).isEqualTo("general");
        assertThat(saved.created()).isEqualTo(saved.modified());
        assertThat(templates.get("general", "my_pls_v1")).isEqualTo(saved);
        assertThat(templates.get("MY PLS: V1")).isEqualTo(saved);
        assertThat(templates.find("general", "other")).isEmpty();
        assertThat(saved.spec()).isEqualTo(PLS);
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        Template saved = templates.save(PLS);

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> templates.save(TemplateSpec.of("MY_PLS_V1", 1)))
                .withMessageContaining("my_pls_v1")
                .withMessageContaining("general");

        assertThat(templates.list()).containsExactly(saved);
    }

    @Test
    void whatIsOverwrittenWasCreatedWhenItWas() {
        Template first = templates.save(PLS);
        clock.advance(Duration.ofHours(1));

        Template second = templates.save(PLS.notes("better"), true);

        assertThat(second.created()).isEqualTo(first.created());
        assertThat(second.modified()).isAfter(first.modified());
        assertThat(templates.list()).containsExactly(second);
    }

    @Test
    void namesAndCategoriesThatSayNothingOrAPathAreRefused() {
        for (String name : List.of("???", "", "..", "\u00fc")) {
            assertThatIllegalArgumentException().isThrownBy(() -> TemplateSpec.of(name, 1));
        }
        for (String category : List.of("../evil", "a/b", "", "..", "A", "a b", "a\\b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> PLS.category(category));
            assertThatIllegalArgumentException().isThrownBy(() -> templates.get(category, "x"));
            assertThatIllegalArgumentException().isThrownBy(() -> templates.list(category));
        }
        assertThat(TemplateSpec.of("../../etc/passwd", 1).name()).isEqualTo("....etcpasswd");
    }

    @Test
    void theyAreListedByCategoryAndByAnyTag() {
        templates.save(PLS);
        templates.save(PLS.category("wheat").tags("zzz"));
        templates.save(TemplateSpec.of("a", 1));

        assertThat(names(templates.list())).containsExactly("general/a", "general/my_pls_v1", "wheat/my_pls_v1");
        assertThat(names(templates.list("wheat"))).containsExactly("wheat/my_pls_v1");
        assertThat(names(templates.list("none"))).isEmpty();
        assertThat(names(templates.tagged("nirs", "other"))).containsExactly("general/my_pls_v1");
        assertThat(names(templates.tagged("zzz", "nirs"))).containsExactly("general/my_pls_v1", "wheat/my_pls_v1");
        assertThat(templates.tagged()).isEmpty();
    }

    @Test
    void aNameInSeveralCategoriesIsNotGuessed() {
        templates.save(PLS);
        templates.save(PLS.category("wheat"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> templates.get("my_pls_v1"))
                .withMessageContaining("[general, wheat]");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> templates.get("none"));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> templates.get("none", "my_pls_v1"));
    }

    @Test
    void aTemplateIsDeletedOnce() {
        templates.save(PLS);

        assertThat(templates.delete("general", "My PLS v1")).isTrue();
        assertThat(templates.delete("general", "My PLS v1")).isFalse();
        assertThat(templates.list()).isEmpty();
        assertThat(templates.save(PLS).name()).isEqualTo("my_pls_v1");
    }

    @Test
    void theyAreNoExperiment() {
        experiment.beginRun("a", Map.of(), List.of()).complete();
        templates.save(PLS);

        assertThat(workspace.experiments()).containsExactly("truss:1.0");
        assertThat(manager.experiments()).containsExactly("truss:1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> workspace.experiment("_templates"));
    }

    @Test
    void aPipelineBecomesATemplateWithItsBestScores() {
        String run = experiment.beginRun("a", Map.of(), List.of()).id();
        Pipelines pipelines = experiment.pipelines();
        String id = pipelines.begin(run, ExportedRuns.PIPELINE);
        pipelines.complete(id, PipelineScores.of("rmse", 0.05, 0.08));

        Template saved = templates.saveFromPipeline(pipelines.get(id), "Best");

        assertThat(saved.config()).isEqualTo(ExportedRuns.PIPELINE.config());
        assertThat(saved.metrics()).isEqualTo(Map.of("val.rmse", 0.05, "test.rmse", 0.08));
        assertThat(templates.get("best")).isEqualTo(saved);
    }

    @Test
    void aTemplateGoesIntoAFileAndComesBack() {
        Template saved = templates.save(PLS);
        Path file = templates.exportTo(folder.resolve("a/b/pls"), "general", "my_pls_v1");
        clock.advance(Duration.ofHours(1));
        assertThat(file).hasFileName("pls.json");
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> templates.importFrom(file));
        templates.delete("general", "my_pls_v1");

        assertThat(templates.importFrom(file)).isEqualTo(saved);
        Template other = templates.importFrom(file, "other", false);
        assertThat(other.category()).isEqualTo("other");
        assertThat(templates.get("other", "my_pls_v1")).isEqualTo(other);
        assertThat(templates.importFrom(file, "other", true).created()).isEqualTo(saved.created());
        assertThat(templates.list()).hasSize(2);
    }

    @Test
    void filesThatAreNoTemplatesAreRefused() throws IOException {
        templates.save(PLS);
        Path file = templates.exportTo(folder.resolve("pls"), "general", "my_pls_v1");
        String json = Files.readString(file);
        templates.delete("general", "my_pls_v1");

        Files.writeString(file, json.replace("\"format\": 1", "\"format\": 2"));
        assertThatExceptionOfType(UnsupportedException.class).isThrownBy(() -> templates.importFrom(file));
        Files.writeString(file, "{\"format\": 1}");
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> templates.importFrom(file))
                .withMessageContainingAll("pls.json", "name", "given", "created");
        Files.writeString(file, json.substring(0, 60));
        assertThatExceptionOfType(CorruptException.class).isThrownBy(() -> templates.importFrom(file));
        Files.writeString(file, json.replace("\"category\": \"general\"", "\"category\": \"../evil\""));
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> templates.importFrom(file))
                .withMessageContaining("../evil");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> templates.importFrom(folder.resolve("none.json")));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> templates.exportTo(folder.resolve("none"), "general", "none"));
        assertThat(folder.resolve("none.json")).doesNotExist();
        assertThat(templates.list()).isEmpty();
    }
}
