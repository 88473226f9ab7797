package dev.cairn.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Chains of traces with branches, merges, folds and sources. */
class ChainBuilderTest {
    private static final TraceStep SCALER = TraceStep.of(0, "lib.Scaler").fitted("scaler");
    private static final TraceStep SNV =
            TraceStep.of(1, "lib.Snv").in(List.of(0)).fitted("snv");
    private static final TraceStep SG = TraceStep.of(1, "lib.Sg").in(List.of(1)).fitted("sg");

    @Test
    void aModelInABranchKeepsWhatLeadsThere() {
        TraceStep model =
                TraceStep.of(2, "lib.Pls").in(List.of(1)).fold("0", "m0").fold("1", "m1");
        Chain chain = ChainBuilder.build(ExecutionTrace.of(SCALER, SNV, SG, model));
        assertThat(chain.sharedArtifacts()).isEqualTo(Map.of(0, List.of("scaler"), 1, List.of("sg")));
        assertThat(chain.foldArtifacts()).isEqualTo(Map.of("fold_0", "m0", "fold_1", "m1"));
        assertThat(chain.folds()).isEqualTo(FoldStrategy.PER_FOLD);
        assertThat(chain.branchPath()).containsExactly(1);
        assertThat(chain.steps().stream().map(ChainStep::operatorClass))
                .containsExactly("lib.Scaler", "lib.Sg", "lib.Pls");
        assertThat(chain.modelStep()).isEqualTo(2);
        assertThat(chain.modelClass()).isEqualTo("lib.Pls");
        assertThat(chain.preprocessings()).isEqualTo("Scaler>Sg");
        assertThat(chain.sourceIndex()).isNull();
    }

    @Test
    void anEmptyTraceIsAChainWithoutSteps() {
        Chain chain = ChainBuilder.build(ExecutionTrace.of());
        assertThat(chain.steps()).isEmpty();
        assertThat(chain.modelClass()).isEmpty();
        assertThat(chain.folds()).isEqualTo(FoldStrategy.SHARED);
        assertThat(ChainBuilder.buildAll(ExecutionTrace.of())).containsExactly(chain);
    }

    @Test
    void aModelAfterAMergeGetsAllBranchesAndUniqueNumbers() {
        Chain chain = ChainBuilder.build(
                ExecutionTrace.of(SCALER, SNV, SG, TraceStep.of(2, "lib.Pls").fold("final", "m")));
        assertThat(chain.sharedArtifacts())
                .isEqualTo(Map.of(0, List.of("scaler"), 1, List.of("snv"), 2, List.of("sg")));
        assertThat(chain.modelStep()).isEqualTo(3);
        assertThat(chain.foldArtifacts()).isEqualTo(Map.of(Folds.FINAL, "m"));
    }

    @Test
    void stepsPassedOverOtherModelsAndStepsAfterTheModelAreLeftOut() {
        ExecutionTrace trace = ExecutionTrace.of(
                SCALER,
                TraceStep.of(1, "lib.Skipped").fitted("skipped").passedOver(),
                TraceStep.of(2, "lib.Pls").fold("0", "pls"),
                TraceStep.of(3, "lib.Ridge").fold("0", "ridge"),
                TraceStep.of(4, "lib.Report"));
        assertThat(ChainBuilder.buildAll(trace))
                .extracting(chain ->
                        chain.steps().stream().map(ChainStep::operatorClass).toList())
                .containsExactly(List.of("lib.Scaler", "lib.Pls"), List.of("lib.Scaler", "lib.Ridge"));
        assertThat(ChainBuilder.build(trace).modelClass()).isEqualTo("lib.Ridge");
        assertThat(ChainBuilder.build(trace.model(2)).modelClass()).isEqualTo("lib.Pls");
    }

    @Test
    void aModelWithoutFoldsIsSharedIfTheTraceNamesIt() {
        ExecutionTrace trace =
                ExecutionTrace.of(SCALER, TraceStep.of(1, "lib.Pls").fitted("pls"), TraceStep.of(2, "lib.Report"));
        Chain chain = ChainBuilder.build(trace.model(1));
        assertThat(chain.modelStep()).isEqualTo(1);
        assertThat(chain.folds()).isEqualTo(FoldStrategy.SHARED);
        assertThat(chain.sharedArtifacts()).isEqualTo(Map.of(0, List.of("scaler"), 1, List.of("pls")));
        Chain all = ChainBuilder.build(trace);
        assertThat(all.modelStep()).isNull();
        assertThat(all.steps()).hasSize(3);
    }

    @Test
    void statelessStepsTargetScalersSourcesParametersAndWeightsAreKept() {
        Chain chain = ChainBuilder.build(ExecutionTrace.of(
                        TraceStep.of(0, "lib.Snv").parameters(Map.of("ddof", 1)),
                        TraceStep.of(1, "lib.Pca").source(0, "pca0").source(1, "pca1a", "pca1b"),
                        TraceStep.of(2, "lib.Scaler").scalingTargets().fitted("y"),
                        TraceStep.of(3, "lib.Pls").fold("fold_0", "m0", 0.25).fold("1", "m1", 0.75))
                .preprocessings("mine"));
        assertThat(chain.steps().get(0).stateless()).isTrue();
        assertThat(chain.steps().get(0).parameters().get("ddof")).isEqualTo(1L);
        assertThat(chain.sourceArtifacts())
                .isEqualTo(Map.of(1, Map.of(0, List.of("pca0"), 1, List.of("pca1a", "pca1b"))));
        assertThat(chain.steps().get(2).onTargets()).isTrue();
        assertThat(chain.foldWeights()).isEqualTo(Map.of("fold_0", 0.25, "fold_1", 0.75));
        assertThat(chain.preprocessings()).isEqualTo("mine");
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        assertThatThrownBy(() -> ExecutionTrace.of(SCALER).model(7))
                .hasMessageContaining("step 7")
                .hasMessageContaining("[0]");
        TraceStep twice = TraceStep.of(0, "lib.Pls").fold("0", "a").fold("fold_0", "b");
        assertThatThrownBy(() -> ChainBuilder.build(ExecutionTrace.of(twice)))
                .hasMessageContaining("'fold_0' is given twice");
    }
}
