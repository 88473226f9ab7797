package dev.cairn.formats.jmetal;

import org.jspecify.annotations.Nullable;
import org.uma.jmetal.algorithm.Algorithm;
import org.uma.jmetal.algorithm.impl.AbstractEvolutionaryAlgorithm;
import org.uma.jmetal.component.algorithm.EvolutionaryAlgorithm;
import org.uma.jmetal.component.algorithm.ParticleSwarmOptimizationAlgorithm;
import org.uma.jmetal.component.algorithm.RandomSearchAlgorithm;
import org.uma.jmetal.problem.Problem;

/**
 * What can be asked of an algorithm, each family of which has other methods for it.
 *
 * @param problem null if it does not tell
 * @param evaluations of solutions, null if it does not tell
 */
record AlgorithmFacts(
        @Nullable Problem<?> problem, @Nullable Long evaluations) {
    private static final String COMPONENTS = "org.uma.jmetal.component.algorithm.";

    static AlgorithmFacts of(Algorithm<?> algorithm) {
        if (ofComponents(algorithm)) {
            return Components.of(algorithm);
        }
        return new AlgorithmFacts(
                algorithm instanceof AbstractEvolutionaryAlgorithm<?, ?> evolutionary
                        ? evolutionary.getProblem()
                        : null,
                null);
    }

    /** Whether it is of {@code jmetal-component}, whose classes may be named only if it is there. */
    private static boolean ofComponents(Algorithm<?> algorithm) {
        for (Class<?> type = algorithm.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith(COMPONENTS)) {
                return true;
            }
        }
        return false;
    }

    private static final class Components {
        static AlgorithmFacts of(Algorithm<?> algorithm) {
            if (algorithm instanceof EvolutionaryAlgorithm<?> evolutionary) {
                return new AlgorithmFacts(
                        evolutionary.evaluation().problem(), (long) evolutionary.numberOfEvaluations());
            }
            if (algorithm instanceof ParticleSwarmOptimizationAlgorithm swarm) {
                return new AlgorithmFacts(swarm.evaluation().problem(), (long) swarm.numberOfEvaluations());
            }
            return new AlgorithmFacts(
                    null, algorithm instanceof RandomSearchAlgorithm<?> random ? (long) random.evaluations() : null);
        }
    }
}
