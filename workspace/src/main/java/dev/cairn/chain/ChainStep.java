package dev.cairn.chain;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Names;
import java.util.List;
import java.util.Map;

/**
 * One step of a chain.
 *
 * @param index its number, by which artifacts and the model are assigned; unique in its chain, zero or more, not necessarily its place
 * @param operatorClass what it does, in the words of who made it: {@code sklearn.preprocessing.StandardScaler}
 * @param parameters what it was given
 * @param stateless whether it is made anew from its class and parameters, and has no artifact
 * @param onTargets whether it scales what is predicted, not the samples: what the model says is brought back by its inverse
 * @param branch the branches, from the outermost on, in which it stands; empty outside of all
 */
public record ChainStep(
        int index,
        String operatorClass,
        Attributes parameters,
        boolean stateless,
        boolean onTargets,
        List<Integer> branch) {
    public ChainStep {
        if (index < 0) {
            throw new IllegalArgumentException("The index of a step cannot be negative: " + index + ".");
        }
        Names.check("operator class", operatorClass);
        Names.given("parameters of step " + index, parameters);
        branch = List.copyOf(branch);
    }

    /** A step that was fitted, and has artifacts. */
    public static ChainStep fitted(int index, String operatorClass, Map<String, ?> parameters) {
        return new ChainStep(index, operatorClass, Attributes.of(parameters), false, false, List.of());
    }

    /** A step that needs nothing but its parameters. */
    public static ChainStep stateless(int index, String operatorClass, Map<String, ?> parameters) {
        return new ChainStep(index, operatorClass, Attributes.of(parameters), true, false, List.of());
    }

    /** The same, scaling what is predicted. */
    public ChainStep scalingTargets() {
        return new ChainStep(index, operatorClass, parameters, stateless, true, branch);
    }

    /** The same in a branch. */
    public ChainStep in(List<Integer> newBranch) {
        return new ChainStep(index, operatorClass, parameters, stateless, onTargets, newBranch);
    }

    /** Whether it is passed on the way to a model in {@code branchOfModel}: outside of all branches, or in one of those. */
    public boolean leadsTo(List<Integer> branchOfModel) {
        return branch.size() <= branchOfModel.size()
                && branchOfModel.subList(0, branch.size()).equals(branch);
    }
}
