package dev.cairn.formats.jmetal;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.uma.jmetal.problem.doubleproblem.DoubleProblem;
import org.uma.jmetal.problem.multiobjective.Srinivas;
import org.uma.jmetal.solution.doublesolution.DoubleSolution;
import org.uma.jmetal.util.bounds.Bounds;

/** A problem with two variables, objectives and constraints that counts how often it is evaluated. */
final class CountingProblem implements DoubleProblem {
    private static final long serialVersionUID = 1L;

    final AtomicInteger evaluated = new AtomicInteger();
    private final DoubleProblem problem = new Srinivas();

    @Override
    public DoubleSolution evaluate(DoubleSolution solution) {
        evaluated.incrementAndGet();
        return problem.evaluate(solution);
    }

    @Override
    public DoubleSolution createSolution() {
        return problem.createSolution();
    }

    @Override
    public List<Bounds<Double>> variableBounds() {
        return problem.variableBounds();
    }

    @Override
    public int numberOfVariables() {
        return problem.numberOfVariables();
    }

    @Override
    public int numberOfObjectives() {
        return problem.numberOfObjectives();
    }

    @Override
    public int numberOfConstraints() {
        return problem.numberOfConstraints();
    }

    @Override
    public String name() {
        return problem.name();
    }
}
