package dev.cairn.report;

import dev.cairn.model.Generation;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import java.util.List;

/** Measures the populations of recorded generations by the reference of a comparison. */
final class GenerationQuality {
    private final QualityComparison comparison;
    private final NamedResult description;
    private final List<String> names;
    private final FrontQuality quality;
    private final ReferenceFrame frame;

    /** Measures populations of the problem of {@code description}. */
    GenerationQuality(QualityComparison comparison, NamedResult description) {
        this.comparison = comparison;
        this.description = description;
        this.names = CommonObjectives.names(comparison.objectives(), "the comparison", description, false);
        Reference reference = comparison.reference();
        if (reference == null) {
            throw new IllegalArgumentException(
                    "A comparison of one objective has no reference, and a hypervolume needs one.");
        }
        this.frame = ReferenceFrame.of(comparison.objectives(), reference);
        this.quality = new FrontQuality(frame);
    }

    boolean isNormalized() {
        Reference reference = comparison.reference();
        return reference != null && reference.normalized();
    }

    /** The hypervolume of a population; NaN where it has too many points. */
    double hypervolume(Generation generation) {
        OptimizationResultBuilder population =
                OptimizationResult.builder().problem(description.result().problem());
        generation.columns().forEach(population::column);
        ResultPoints points = ResultPoints.of(
                new NamedResult(description.name(), population.build()), comparison.objectives(), names);
        return quality.hypervolume(frame.scaled(points.front())).orElse(Double.NaN);
    }
}
