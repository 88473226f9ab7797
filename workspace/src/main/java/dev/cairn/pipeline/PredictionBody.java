package dev.cairn.pipeline;

import dev.cairn.model.Attributes;
import dev.cairn.query.BodyFields;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.Body;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of a prediction's document, whose blobs are its arrays. Its JSON is described in {@code docs/format.md}; a change here is a change
 * of the format.
 *
 * @param arrays of what type and shape each array is that the document names as a blob
 * @param bare true if there are no arrays, else null: so those with arrays, which are most, take no place in an index for it
 */
record PredictionBody(
        int format,
        String run,
        String pipeline,
        @Nullable String chain,
        String dataset,
        String model,
        String modelClass,
        String fold,
        String partition,
        @Nullable Double valScore,
        @Nullable Double testScore,
        @Nullable Double trainScore,
        String metric,
        String task,
        @Nullable Long samples,
        @Nullable Long features,
        Attributes scores,
        Attributes bestParameters,
        String preprocessings,
        @Nullable Integer branch,
        @Nullable String branchName,
        long exclusionCount,
        double exclusionRate,
        Map<String, ArrayType> arrays,
        @Nullable Boolean bare)
        implements Body {
    static final String KIND = "prediction";
    static final int FORMAT = 1;

    /** Which fields are indexed. */
    static final KindSpec SPEC = KindSpec.of(
            KIND,
            List.of(
                    "run",
                    "pipeline",
                    "chain",
                    "dataset",
                    "modelClass",
                    "fold",
                    "partition",
                    "metric",
                    "branch",
                    "bare",
                    "valScore",
                    "testScore",
                    "trainScore"));

    /** Which fields there are. */
    static final BodyFields FIELDS = new BodyFields(PredictionBody.class, KIND, "scores' and 'bestParameters");

    PredictionBody {
        arrays = Map.copyOf(arrays);
    }

    /**
     * What an array is.
     *
     * @param dtype as safetensors call it: {@code F64}, {@code I64}
     */
    record ArrayType(String dtype, List<Long> shape) {
        ArrayType {
            shape = List.copyOf(shape);
        }

        static Map<String, ArrayType> of(PredictionArrays arrays) {
            Map<String, ArrayType> types = new TreeMap<>();
            arrays.parts()
                    .forEach((part, tensor) ->
                            types.put(part.word(), new ArrayType(tensor.dtype().name(), tensor.shape())));
            return types;
        }
    }

    /** By what there is one prediction: the digest of the parts of its natural key, each of which is there or not. */
    static String id(Prediction prediction) {
        List<@Nullable Object> parts = new ArrayList<>(Arrays.asList(
                prediction.pipeline(),
                prediction.chain(),
                prediction.fold(),
                prediction.partition(),
                prediction.model(),
                prediction.branch()));
        return Digest.of(Json.writeValue(parts)).hex().substring(0, 40);
    }

    static PredictionBody of(Prediction given, String run, Map<String, ArrayType> types) {
        Prediction.Details details = given.details();
        return new PredictionBody(
                FORMAT,
                run,
                given.pipeline(),
                given.chain(),
                given.dataset(),
                given.model(),
                given.modelClass(),
                given.fold(),
                given.partition(),
                given.valScore(),
                given.testScore(),
                given.trainScore(),
                given.metric(),
                given.task(),
                details.samples(),
                details.features(),
                details.scores(),
                details.bestParameters(),
                details.preprocessings(),
                given.branch(),
                details.branchName(),
                details.excluded(),
                details.exclusionRate(),
                types,
                types.isEmpty() ? true : null);
    }

    /** The same with other arrays. */
    PredictionBody with(Map<String, ArrayType> types) {
        return new PredictionBody(
                format,
                run,
                pipeline,
                chain,
                dataset,
                model,
                modelClass,
                fold,
                partition,
                valScore,
                testScore,
                trainScore,
                metric,
                task,
                samples,
                features,
                scores,
                bestParameters,
                preprocessings,
                branch,
                branchName,
                exclusionCount,
                exclusionRate,
                types,
                types.isEmpty() ? true : null);
    }

    static PredictionBody of(Document document) {
        return Body.read(document, PredictionBody.class, FORMAT);
    }
}
