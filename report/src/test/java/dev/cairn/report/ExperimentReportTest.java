package dev.cairn.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.model.History;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Solver;
import dev.cairn.pipeline.PipelineSpec;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.ExperimentManifest;
import dev.cairn.workspace.Provenance;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ExperimentReportTest {
    private static final String EVIL = "<script>alert('\"1\"')</script> & more";
    private static final ReportOptions OPTIONS =
            ReportOptions.defaults().withWritten(Instant.parse("2026-01-02T03:04:05Z"));

    private Workspace workspace;
    private Experiment experiment;

    @BeforeEach
    void open() {
        workspace = Workspace.open("memory:");
        experiment = workspace.experiment("truss " + EVIL);
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    private String html() {
        return ExperimentReport.of(experiment, OPTIONS).html();
    }

    private void saveResults(int count) {
        for (int i = 0; i < count; i++) {
            OptimizationResult result = Sample.minimized("r", Sample.sphere(20, 3, 0.1 * (i % 2), i))
                    .result();
            experiment
                    .manager()
                    .saveResult(
                            "result " + i,
                            result.toBuilder()
                                    .solver(Solver.of(i % 2 == 0 ? "even" : "odd")
                                            .withSeed(i))
                                    .history(History.builder()
                                            .column("evaluations", 100, 200, 300)
                                            .column("best f1", 3, 2, 1)
                                            .build())
                                    .environment("cluster", "north")
                                    .tag("baseline")
                                    .build());
        }
    }

    private static List<String> found(String pattern, String html) {
        return Pattern.compile(pattern)
                .matcher(html)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void anEmptyExperimentHasAReport() {
        assertThat(html())
                .contains("There is no result", "There is no run", "There is no pipeline", "Nothing failed")
                .contains("as of 2026-01-02 03:04:05Z");
    }

    @Test
    void resultsAreListedDrawnAndCompared() {
        saveResults(6);
        String html = html();
        assertThat(html)
                .contains("result 5", "baseline", "Pareto fronts of 6 results", "best f1")
                .contains("Grouped by solver.name", "Mann-Whitney U", "hypervolume (larger is better)")
                .contains("even", "odd", "cluster", "north");
        assertThat(found("<svg ", html)).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void idsOfDrawingsDoNotMeet() {
        saveResults(4);
        Set<String> different = new HashSet<>();
        assertThat(found(" id=\"[^\"]*\"", html())).isNotEmpty().allMatch(different::add);
    }

    @Test
    void runsAreListedWithWhatTheyWereGivenAndWhyTheyFailed() {
        try (ActiveRun run = experiment.beginRun(RunSpec.of(Map.of("lr", 0.25))
                .name("good")
                .provenance(Provenance.ofThisProcess().withCodeHash("c0ffee")))) {
            run.metric("accuracy", 0.875);
            run.warn("little memory");
            run.complete();
        }
        try (ActiveRun run = experiment.beginRun(RunSpec.of(Map.of("lr", 4)).name("bad"))) {
            run.fail(new IllegalStateException("diverged at step 7"));
        }
        assertThat(html())
                .contains("param.lr", "0.25", "metric.accuracy", "0.875", "1 completed, 1 failed")
                .contains("java.lang.IllegalStateException: diverged at step 7", "runsAreListedWith")
                .contains("little memory", "c0ffee", "version of java");
    }

    @Test
    void pipelinesAreListed() {
        try (ActiveRun run = experiment.beginRun(RunSpec.of(Map.of()))) {
            String id = experiment.pipelines().begin(run.id(), PipelineSpec.of("plsr", Map.of("steps", 3), "wheat"));
            experiment.pipelines().fail(id, "the matrix is singular");
            run.complete();
        }
        assertThat(html()).contains("plsr", "wheat", "the matrix is singular", "1 failed");
    }

    @Test
    void whatTheStoreSaysIsNeverMarkup() {
        experiment.saveManifest(ExperimentManifest.named(EVIL).description(EVIL).tags(List.of(EVIL)));
        OptimizationResult result =
                Sample.minimized("r", Sample.sphere(5, 2, 0, 1)).result();
        for (String key : List.of("a " + EVIL, "b " + EVIL)) {
            experiment
                    .manager()
                    .saveResult(
                            key,
                            result.toBuilder()
                                    .solver(Solver.of(EVIL))
                                    .tag(EVIL)
                                    .metadata(
                                            EVIL.replace("<", "")
                                                    .replace("'", "")
                                                    .replace("\"", ""),
                                            EVIL)
                                    .environment("host", EVIL)
                                    .build());
        }
        try (ActiveRun run = experiment.beginRun(RunSpec.of(Map.of(EVIL, EVIL)).name(EVIL))) {
            run.metric(EVIL, EVIL);
            run.warn(EVIL);
            run.fail(new IllegalStateException(EVIL + "\u0000\ud800"));
        }
        String html = html();
        assertThat(found("<script", html)).as("the script of the page alone").hasSize(1);
        assertThat(html)
                .doesNotContain("<script>alert", "\u0000")
                .contains("&lt;script&gt;alert(&#39;&quot;1&quot;&#39;)&lt;/script&gt; &amp; more");
        assertThat(found("\\son[a-z]+\\s*=\\s*[\"']", html)).isEmpty();
    }

    @Test
    void thePageFetchesNothing() {
        saveResults(4);
        String html = html();
        assertThat(found("(?i)(src|srcset|action|poster|data|background)\\s*=\\s*[\"'][^\"']*[\"']", html))
                .isEmpty();
        assertThat(found("(?i)href\\s*=\\s*\"[^#][^\"]*\"", html)).isEmpty();
        assertThat(found(
                        "(?i)(@import|url\\((?!#)|<link|<iframe|<object|<embed|<img|<base|http-equiv=\"refresh)", html))
                .isEmpty();
        assertThat(found("https?://[^\"<\\s]*", html)).allMatch(uri -> uri.startsWith("http://www.w3.org/"));
    }

    @Test
    void thePolicyAllowsTheStyleAndTheScriptOfThePageAlone() throws Exception {
        saveResults(2);
        String html = html();
        assertThat(found("<style", html)).hasSize(1);
        assertThat(found("\\sstyle=", html)).isEmpty();
        assertThat(html)
                .contains("default-src &#39;none&#39;; style-src &#39;" + hash(html, "style")
                        + "&#39;; script-src &#39;" + hash(html, "script") + "&#39;; base-uri");
    }

    private static String hash(String html, String tag) throws Exception {
        String text = html.substring(html.indexOf("<" + tag + ">") + tag.length() + 2, html.indexOf("</" + tag + ">"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    @Test
    void tablesAreBoundedAndSaySo() {
        saveResults(12);
        for (int i = 0; i < 7; i++) {
            try (ActiveRun run = experiment.beginRun(RunSpec.of(Map.of("i", i)))) {
                run.complete();
            }
        }
        String html = ExperimentReport.of(experiment, OPTIONS.withRows(5).withCompared(3))
                .html();
        assertThat(html)
                .contains("The first 5 of 12 results, the newest.", "The first 5 of 7 runs, the newest.")
                .contains("The first 3 of 12 results, the newest, are compared.")
                .contains("result 11")
                .doesNotContain(">result 6<");
    }

    @Test
    void aResultThatIsTooLargeIsPassedOverAndTold() {
        saveResults(2);
        experiment
                .manager()
                .saveResult(
                        "huge",
                        Sample.minimized("r", Sample.sphere(20_001, 3, 0, 1)).result());
        assertThat(html())
                .contains("1 of the newest results have too many solutions to be compared here.")
                .contains("Pareto fronts of 2 results");
    }

    @Test
    void resultsOfDifferentProblemsAreComparedApart() {
        saveResults(2);
        experiment
                .manager()
                .saveResult(
                        "flat",
                        Sample.minimized("r", Sample.sphere(20, 2, 0, 1)).result());
        assertThat(html()).contains("Pareto fronts of 2 results", "Pareto front of flat");
    }

    @Test
    void resultsWithNothingToDrawAreSaid() {
        experiment
                .manager()
                .saveResult(
                        "nan",
                        Sample.minimized("r", new double[][] {{Double.NaN, 1}}).result());
        assertThat(html()).contains("Not drawn: There is nothing to draw", "Not compared: ");
    }

    @Test
    void theSameStoreGivesTheSamePage() {
        saveResults(4);
        assertThat(html()).isEqualTo(html());
    }

    @Test
    void isWrittenAsHtml(@TempDir Path folder) throws IOException {
        Path written = ExperimentReport.of(experiment, OPTIONS).writeTo(folder.resolve("new/page"));
        assertThat(written).hasFileName("page.html");
        assertThat(Files.readString(written)).startsWith("<!DOCTYPE html>").isEqualTo(html());
    }

    @Test
    void optionsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.withRows(0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withCompared(-1));
    }
}
