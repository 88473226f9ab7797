package dev.cairn.pipeline;

import dev.cairn.chain.Folds;
import dev.cairn.model.Attributes;
import dev.cairn.spi.Names;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model predicted of one partition of one fold, to be saved. Immutable.
 *
 * <p>There is one for each pipeline, chain, fold, partition, model and branch: to save another one of these is to replace it.
 *
 * @param pipeline the id of the pipeline
 * @param chain the id of the chain that predicted; null if it is not kept
 * @param model the name of the model
 * @param modelClass what the model is
 * @param fold by its {@linkplain Folds#canonical canonical} name
 * @param partition which part of the samples: {@code train}, {@code val}, {@code test}
 * @param branch in which branch of the pipeline; null outside of all
 * @param dataset the name of the dataset
 * @param metric in which the scores are: {@code rmse}
 * @param task what is predicted: {@code regression}, {@code classification}
 * @param valScore the score on what was held back for validation; null if there is none
 * @param testScore the score on what was held back for the end; null if there is none
 * @param trainScore the score on what was learned from; null if there is none
 * @param details the rest
 * @param arrays the values themselves; null to leave those that are stored as they are
 */
public record Prediction(
        String pipeline,
        @Nullable String chain,
        String model,
        String modelClass,
        String fold,
        String partition,
        @Nullable Integer branch,
        String dataset,
        String metric,
        String task,
        @Nullable Double valScore,
        @Nullable Double testScore,
        @Nullable Double trainScore,
        Details details,
        @Nullable PredictionArrays arrays) {
    public Prediction {
        Names.check("pipeline id", pipeline);
        if (chain != null) {
            Names.check("chain id", chain);
        }
        Names.check("name of a model", model);
        Names.check("class of a model", modelClass);
        fold = Folds.canonical(fold);
        Names.check("partition", partition);
        Names.check("name of a dataset", dataset);
        Names.check("metric", metric);
        Names.check("task", task);
        Names.given("details of a prediction", details);
    }

    /**
     * What need not be said of a prediction.
     *
     * @param samples how many samples there were; null if that is not said
     * @param features how many features each had; null if that is not said
     * @param scores scores in other metrics, by partition and metric
     * @param bestParameters what a search for parameters found
     * @param preprocessings the steps before the model, for people
     * @param branchName what the branch is called; null if it has no name
     * @param excluded how many samples were left out
     * @param exclusionRate which part of all that was, from 0 to 1
     */
    public record Details(
            @Nullable Long samples,
            @Nullable Long features,
            Attributes scores,
            Attributes bestParameters,
            String preprocessings,
            @Nullable String branchName,
            long excluded,
            double exclusionRate) {
        public Details {
            Names.given("scores of a prediction", scores);
            Names.given("best parameters of a prediction", bestParameters);
            Names.given("preprocessings of a prediction", preprocessings);
            notNegative("number of samples", samples);
            notNegative("number of features", features);
            notNegative("number of excluded samples", excluded);
            if (!(exclusionRate >= 0 && exclusionRate <= 1)) {
                throw new IllegalArgumentException(
                        "The rate of excluded samples is from 0 to 1, not " + exclusionRate + ".");
            }
        }

        private static void notNegative(String what, @Nullable Long number) {
            if (number != null && number < 0) {
                throw new IllegalArgumentException("The " + what + " cannot be negative: " + number + ".");
            }
        }

        /** Nothing is said. */
        public static final Details NONE =
                new Details(null, null, Attributes.empty(), Attributes.empty(), "", null, 0, 0.0);

        /** The same with the sizes. */
        public Details samples(long number, long ofFeatures) {
            return new Details(
                    number, ofFeatures, scores, bestParameters, preprocessings, branchName, excluded, exclusionRate);
        }

        /** The same with scores in other metrics, by partition and metric. */
        public Details scores(Attributes all) {
            return new Details(
                    samples, features, all, bestParameters, preprocessings, branchName, excluded, exclusionRate);
        }

        /** The same with what a search for parameters found. */
        public Details bestParameters(Attributes found) {
            return new Details(samples, features, scores, found, preprocessings, branchName, excluded, exclusionRate);
        }

        /** The same with the steps before the model. */
        public Details preprocessings(String text) {
            return new Details(samples, features, scores, bestParameters, text, branchName, excluded, exclusionRate);
        }

        /** The same with the name of the branch. */
        public Details branchName(@Nullable String name) {
            return new Details(
                    samples, features, scores, bestParameters, preprocessings, name, excluded, exclusionRate);
        }

        /** The same with how many samples were left out, and which part of all that was. */
        public Details excluded(long number, double rate) {
            return new Details(samples, features, scores, bestParameters, preprocessings, branchName, number, rate);
        }
    }

    /**
     * A prediction of regression on the dataset {@code dataset} with the metric {@code metric}, to which the rest is added.
     *
     * @param partition {@code train}, {@code val}, {@code test}
     */
    public static Prediction of(
            String pipeline,
            @Nullable String chain,
            String model,
            String fold,
            String partition,
            String dataset,
            String metric) {
        return new Prediction(
                pipeline,
                chain,
                model,
                model,
                fold,
                partition,
                null,
                dataset,
                metric,
                "regression",
                null,
                null,
                null,
                Details.NONE,
                null);
    }

    /** The same of a model of this class. */
    public Prediction modelClass(String newClass) {
        return copy(newClass, branch, task, valScore, testScore, trainScore, details, arrays);
    }

    /** The same of another task. */
    public Prediction task(String newTask) {
        return copy(modelClass, branch, newTask, valScore, testScore, trainScore, details, arrays);
    }

    /** The same in a branch. */
    public Prediction branch(int number, @Nullable String name) {
        return copy(modelClass, number, task, valScore, testScore, trainScore, details.branchName(name), arrays);
    }

    /** The same of so many samples with so many features. */
    public Prediction samples(long number, long features) {
        return details(details.samples(number, features));
    }

    /** The same with the parameters that a search found. */
    public Prediction bestParameters(Map<String, ?> values) {
        return details(details.bestParameters(Attributes.of(values)));
    }

    /** The same with the steps before the model, for people. */
    public Prediction preprocessings(String text) {
        return details(details.preprocessings(text));
    }

    /** The same with these scores, any of which may be null. */
    public Prediction scores(@Nullable Double validation, @Nullable Double test, @Nullable Double train) {
        return copy(modelClass, branch, task, validation, test, train, details, arrays);
    }

    /** The same with scores in other metrics, by partition and metric: {@code {val: {rmse: 0.1, r2: 0.98}}}. */
    public Prediction allScores(Map<String, ? extends Map<String, ?>> scores) {
        return details(details.scores(Attributes.of(scores)));
    }

    /** The same with all that need not be said. */
    public Prediction details(Details newDetails) {
        return copy(modelClass, branch, task, valScore, testScore, trainScore, newDetails, arrays);
    }

    /** The same with the values themselves. */
    public Prediction arrays(PredictionArrays newArrays) {
        return copy(modelClass, branch, task, valScore, testScore, trainScore, details, newArrays);
    }

    private Prediction copy(
            String newClass,
            @Nullable Integer newBranch,
            String newTask,
            @Nullable Double validation,
            @Nullable Double test,
            @Nullable Double train,
            Details newDetails,
            @Nullable PredictionArrays newArrays) {
        return new Prediction(
                pipeline,
                chain,
                model,
                newClass,
                fold,
                partition,
                newBranch,
                dataset,
                metric,
                newTask,
                validation,
                test,
                train,
                newDetails,
                newArrays);
    }
}
