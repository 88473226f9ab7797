/**
 * Results of optimizers: immutable, column-wise, exact to the bit.
 *
 * <pre>{@code
 * Problem problem = Problem.builder("RE21")
 *         .variable(Variable.real("x1", 0, 100).withUnit("cm2"))
 *         .objective(Objective.minimize("volume"))
 *         .objective(Objective.minimize("displacement"))
 *         .build();
 * OptimizationResult result = OptimizationResult.builder()
 *         .problem(problem)
 *         .solver(Solver.of("NSGA-II").withSeed(42).withParameter("populationSize", 100))
 *         .variable("x1", 1.0, 2.0, 3.0)
 *         .objective("volume", 10, 20, 30)
 *         .objective("displacement", 0.3, 0.2, 0.25)
 *         .build();
 * result.paretoFront().rows().forEach(row -> System.out.println(result.solution(row)));
 * }</pre>
 *
 * <p>A bad argument is an {@link java.lang.IllegalArgumentException} that names what, where and what to do; null is one wherever
 * a parameter is not marked as nullable. A missing cell that is read as a value is a {@link java.util.NoSuchElementException}.
 */
@NullMarked
package dev.cairn.model;

import org.jspecify.annotations.NullMarked;
