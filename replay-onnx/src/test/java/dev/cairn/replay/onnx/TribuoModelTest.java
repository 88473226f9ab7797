package dev.cairn.replay.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainBundle;
import dev.cairn.chain.ChainStep;
import dev.cairn.chain.ReplayInput;
import dev.cairn.operator.Predictor;
import dev.cairn.operator.StandardScaling;
import dev.cairn.operator.Transformer;
import dev.cairn.pipeline.PipelineSpec;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.ONNXExportable;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** Models that another library trained and exported predict here what they predict there. */
class TribuoModelTest {
    /** Held, as loggers that nobody holds forget their level. */
    private static final Logger TRAINING = Logger.getLogger("org.tribuo");

    private static final String[] NAMES = names();
    private static final double[] CONTENT = Spectra.content(240, 1);
    private static final int[] CLASSES = Spectra.classes(240, 3);
    private static final double[][] SPECTRA = Spectra.of(CONTENT, CLASSES, 2);
    private static final double[][] UNSEEN = Spectra.of(Spectra.content(90, 3), Spectra.classes(90, 3), 4);

    @TempDir
    private static Path folder;

    private static Model<Regressor> content;
    private static Model<Regressor> contentAndSquare;
    private static Model<Label> kind;

    @BeforeAll
    static void train() {
        TRAINING.setLevel(Level.WARNING);
        content = trained(row -> new Regressor("content", CONTENT[row]));
        contentAndSquare = trained(row -> new Regressor(
                new String[] {"content", "square"}, new double[] {CONTENT[row], CONTENT[row] * CONTENT[row]}));
        MutableDataset<Label> labelled =
                data(new LabelFactory(), row -> new Label(Integer.toString(CLASSES[row])), SPECTRA);
        kind = new LogisticRegressionTrainer().train(labelled);
    }

    @Test
    void aRegressorPredictsWhatItPredictedWhereItWasTrained() throws IOException {
        double[] expected = Arrays.stream(UNSEEN)
                .mapToDouble(spectrum -> content.predict(example(new Regressor("content", 0), spectrum))
                        .getOutput()
                        .getValues()[0])
                .toArray();
        try (Predictor predictor = Reading.predictor(exported(content))) {
            assertThat(predictor.classifies()).isFalse();
            assertThat(predictor.predict(UNSEEN)).containsExactly(expected, within(1e-5));
        }
        assertThat(Arrays.stream(expected).distinct().count()).isGreaterThan(80);
    }

    @Test
    void aStoredChainOfModelsIsReplayedAndBundled() throws IOException {
        double[] said;
        Path bundle = folder.resolve("kinds.cairn");
        try (Workspace workspace = Workspace.open(folder.resolve("store"));
                ActiveRun run = workspace.experiment("onnx").beginRun("kinds", Map.of(), List.of())) {
            Pipelines pipelines = workspace.experiment("onnx").pipelines();
            String scaler = pipelines
                    .artifacts()
                    .save(StandardScaling.fit(SPECTRA), "scaler")
                    .id();
            String model = pipelines
                    .artifacts()
                    .save(exported(content), "tribuo.LinearSGDModel", "model", "onnx")
                    .id();
            String pipeline = pipelines.begin(run.id(), PipelineSpec.of("linear", Map.of(), "peaks"));
            Chain chain = Chain.of(
                            ChainStep.fitted(0, "cairn.StandardScaling", Map.of()),
                            ChainStep.fitted(1, "tribuo.LinearSGDModel", Map.of("task", "regression")))
                    .model(1)
                    .shared(0, scaler)
                    .fold("0", model)
                    .fold("1", model)
                    .build();
            String id = pipelines.chains().save(pipeline, chain);
            said = pipelines.chains().replay(id, UNSEEN);
            pipelines.chains().exportBundle(id, bundle);
            run.complete();
        }
        double[][] scaled = StandardScaling.fit(SPECTRA).transform(UNSEEN);
        try (Predictor predictor = Reading.predictor(exported(content))) {
            assertThat(said).containsExactly(predictor.predict(scaled), within(1e-12));
        }
        try (ChainBundle open = ChainBundle.open(bundle)) {
            assertThat(open.replay(ReplayInput.of(UNSEEN))).containsExactly(said);
        }
    }

    @Test
    void aRegressorOfTwoTargetsIsATransformer() throws IOException {
        try (Transformer transformer = Reading.transformer(exported(contentAndSquare))) {
            double[][] transformed = transformer.transform(UNSEEN);
            assertThat(transformed).hasDimensions(90, 2);
            for (int row = 0; row < UNSEEN.length; row++) {
                double[] expected = contentAndSquare
                        .predict(example(new Regressor("content", 0), UNSEEN[row]))
                        .getOutput()
                        .getValues();
                assertThat(transformed[row]).containsExactly(expected, within(1e-5));
            }
        }
    }

    @Test
    void aClassifierThatGivesScoresSaysTheNumberOfTheBest() throws IOException {
        double[] expected = Arrays.stream(UNSEEN)
                .mapToDouble(spectrum -> kind.getOutputIDInfo()
                        .getID(kind.predict(example(new Label("0"), spectrum)).getOutput()))
                .toArray();
        try (Predictor predictor = (Predictor) Reading.read(exported(kind), Map.of("task", "classification"))) {
            assertThat(predictor.classifies()).isTrue();
            assertThat(predictor.predict(UNSEEN)).containsExactly(expected);
        }
        assertThat(expected).contains(0, 1, 2);
    }

    @Test
    void theSameModelPredictsTheSameBitsEachTimeThatItIsRead() throws IOException {
        byte[] model = exported(content);
        try (Predictor once = Reading.predictor(model);
                Predictor again = Reading.predictor(model)) {
            double[] first = once.predict(UNSEEN);
            assertThat(once.predict(UNSEEN)).containsExactly(first);
            assertThat(again.predict(UNSEEN)).containsExactly(first);
        }
    }

    private interface Target<T> {
        T of(int row);
    }

    private static Model<Regressor> trained(Target<Regressor> target) {
        return new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 20, 5)
                .train(data(new RegressionFactory(), target, SPECTRA));
    }

    private static <T extends Output<T>> MutableDataset<T> data(
            OutputFactory<T> factory, Target<T> target, double[][] spectra) {
        MutableDataset<T> data = new MutableDataset<>(new SimpleDataSourceProvenance("spectra", factory), factory);
        for (int row = 0; row < spectra.length; row++) {
            data.add(example(target.of(row), spectra[row]));
        }
        return data;
    }

    private static <T extends Output<T>> Example<T> example(T target, double[] spectrum) {
        return new ArrayExample<>(target, NAMES, spectrum);
    }

    /** In the order of the alphabet, as Tribuo sorts features by their names. */
    private static String[] names() {
        String[] names = new String[Spectra.WAVELENGTHS];
        Arrays.setAll(names, at -> String.format("w%03d", at));
        return names;
    }

    private static byte[] exported(Model<?> model) throws IOException {
        Path file = Files.createTempFile(folder, "model", ".onnx");
        ((ONNXExportable) model).saveONNXModel("dev.cairn.test", 1, file);
        return Files.readAllBytes(file);
    }
}
