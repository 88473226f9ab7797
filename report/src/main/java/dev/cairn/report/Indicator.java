package dev.cairn.report;

import dev.cairn.model.Direction;

/** What tells how good a result is, in one number. */
public enum Indicator {
    /** The part of the objective space that the front dominates, up to the reference point. */
    HYPERVOLUME("hypervolume", Direction.MAXIMIZE),
    /** The mean distance from the reference front to what dominates it least: IGD+ of Ishibuchi et al. 2015. */
    IGD_PLUS("IGD+", Direction.MINIMIZE),
    /** How far the front must be moved in every objective to dominate the reference front: additive epsilon of Zitzler et al. 2003. */
    EPSILON("additive epsilon", Direction.MINIMIZE),
    /** The best value of the only objective; its direction is that of the objective. */
    BEST_VALUE("best value", Direction.MINIMIZE),
    /** How many solutions were evaluated. */
    EVALUATIONS("evaluations", Direction.MINIMIZE);

    private final String label;
    private final Direction better;

    Indicator(String label, Direction better) {
        this.label = label;
        this.better = better;
    }

    /** Its name for people. */
    public String label() {
        return label;
    }

    /** Which values are better; of {@link #BEST_VALUE} the comparison knows. */
    Direction better() {
        return better;
    }
}
