package dev.cairn.chain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a pipeline did, step by step, of which {@link ChainBuilder} makes chains. Immutable.
 *
 * @param steps in the order in which they were done
 * @param modelStep the index of the step whose model counts; null if nobody chose one
 * @param preprocessings the steps before the model, for people; blank to have them listed
 */
public record ExecutionTrace(
        List<TraceStep> steps, @Nullable Integer modelStep, String preprocessings) {
    public ExecutionTrace {
        steps = List.copyOf(steps);
        if (modelStep != null && steps.stream().noneMatch(step -> step.index() == modelStep)) {
            throw new IllegalArgumentException("The model is said to be step " + modelStep
                    + ", and the trace has the steps "
                    + steps.stream().map(TraceStep::index).toList() + ".");
        }
    }

    /** Of these steps, where nobody chose a model. */
    public static ExecutionTrace of(TraceStep... steps) {
        return new ExecutionTrace(List.of(steps), null, "");
    }

    /** The same where this step's model counts. */
    public ExecutionTrace model(int step) {
        return new ExecutionTrace(steps, step, preprocessings);
    }

    /** The same with the steps before the model as people call them. */
    public ExecutionTrace preprocessings(String text) {
        return new ExecutionTrace(steps, modelStep, text);
    }
}
