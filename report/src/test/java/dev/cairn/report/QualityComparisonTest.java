package dev.cairn.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.Constraint;
import dev.cairn.model.Direction;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.RunInfo;
import dev.cairn.query.Query;
import dev.cairn.spi.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class QualityComparisonTest {
    private static final NamedResult FRONT = Sample.minimized("front", new double[][] {{0, 1}, {0.5, 0.5}, {1, 0}});
    private static final NamedResult FOUND = Sample.minimized("found", new double[][] {{0.2, 0.6}, {0.5, 0.3}});

    private static double value(QualityComparison comparison, Indicator indicator) {
        return Objects.requireNonNull(comparison.results().get(0).values().get(indicator));
    }

    private static QualityComparison against(NamedResult reference, NamedResult... results) {
        return QualityComparison.of(
                ResultGroup.each(List.of(results)), CompareOptions.defaults().withReference(reference));
    }

    @Nested
    class ByHand {
        @Test
        void theThreeIndicatorsOfTwoPoints() {
            QualityComparison comparison = QualityComparison.of(
                    ResultGroup.each(List.of(FOUND)),
                    CompareOptions.defaults().withReference(FRONT).withPoint(List.of(1.0, 1.0)));
            // 0.8 * 0.4 above the first point, and 0.5 * 0.3 more of the second.
            assertThat(value(comparison, Indicator.HYPERVOLUME)).isEqualTo(0.47, offset(1e-12));
            // 0.2 to (0, 1), nothing to (0.5, 0.5), 0.3 to (1, 0).
            assertThat(value(comparison, Indicator.IGD_PLUS)).isEqualTo(0.5 / 3, offset(1e-12));
            assertThat(value(comparison, Indicator.EPSILON)).isEqualTo(0.3, offset(1e-12));
        }

        @Test
        void theReferenceIsTold() {
            Reference reference = against(FRONT, FOUND).reference();
            assertThat(reference)
                    .isEqualTo(new Reference(
                            "front of 'front'", 3, List.of(0.0, 0.0), List.of(1.0, 1.0), true, List.of(1.1, 1.1)));
        }

        @Test
        void withoutAFrontTheUnionOfAllIsTheReference() {
            NamedResult other = Sample.minimized("other", new double[][] {{0.1, 0.9}, {0.6, 0.6}});
            QualityComparison comparison = QualityComparison.of(ResultGroup.each(List.of(FOUND, other)));
            Reference reference = comparison.reference();
            assertThat(reference).isNotNull();
            assertThat(reference.source()).isEqualTo("non-dominated union of 2 results");
            assertThat(reference.points()).isEqualTo(3);
            assertThat(reference.ideal()).containsExactly(0.1, 0.3);
            assertThat(reference.nadir()).containsExactly(0.5, 0.9);
        }

        @Test
        void maximizedObjectivesAreMeasuredAsTheirNegatives() {
            List<Objective> objectives = List.of(Objective.minimize("f1"), Objective.maximize("f2"));
            NamedResult front = Sample.of("front", objectives, new double[][] {{0, -1}, {0.5, -0.5}, {1, 0}});
            NamedResult found = Sample.of("found", objectives, new double[][] {{0.2, -0.6}, {0.5, -0.3}});
            QualityComparison turned = against(front, found);
            QualityComparison plain = against(FRONT, FOUND);
            assertThat(turned.results().get(0).values())
                    .isEqualTo(plain.results().get(0).values());
            assertThat(turned.reference()).isNotNull();
            assertThat(turned.reference().nadir()).containsExactly(1.0, -1.0);
            assertThat(turned.reference().point()).containsExactly(1.1, -1.1);
        }

        @Test
        void normalizationTakesUnitsAway() {
            NamedResult front = Sample.minimized("front", new double[][] {{0, 1000}, {50, 500}, {100, 0}});
            NamedResult found = Sample.minimized("found", new double[][] {{20, 600}, {50, 300}});
            against(front, found)
                    .results()
                    .get(0)
                    .values()
                    .forEach((indicator, value) ->
                            assertThat(value).isEqualTo(value(against(FRONT, FOUND), indicator), offset(1e-12)));
            QualityComparison raw = QualityComparison.of(
                    ResultGroup.each(List.of(found)),
                    CompareOptions.defaults().withReference(front).withoutNormalization());
            assertThat(value(raw, Indicator.HYPERVOLUME)).isEqualTo(90 * 500 + 60 * 300, offset(1e-6));
        }

        @Test
        void aResultWithoutASolutionThatCountsDominatesNothing() {
            NamedResult none = Sample.minimized("none", new double[][] {{Double.NaN, 1}});
            QualityComparison comparison = against(FRONT, none);
            assertThat(comparison.results().get(0).values()).isEqualTo(Map.of(Indicator.HYPERVOLUME, 0.0));
            assertThat(comparison.notes()).anyMatch(note -> note.contains("1 result has no solution that counts"));
        }

        @Test
        void aPointBeyondTheReferencePointAddsNothing() {
            NamedResult beyond = Sample.minimized("beyond", new double[][] {{0.2, 0.6}, {0.5, 0.3}, {1.2, -5}});
            assertThat(value(against(FRONT, beyond), Indicator.HYPERVOLUME))
                    .isEqualTo(value(against(FRONT, FOUND), Indicator.HYPERVOLUME), offset(1e-12));
        }
    }

    @Nested
    class WhatCounts {
        @Test
        void infeasibleAndNonFiniteSolutionsAreLeftOutAndCounted() {
            Problem problem = Problem.builder("p")
                    .objective(Objective.minimize("f1"))
                    .objective(Objective.minimize("f2"))
                    .constraint(Constraint.inequality("g"))
                    .build();
            OptimizationResult result = OptimizationResult.builder()
                    .problem(problem)
                    .objective("f1", RealColumn.of(0.2, 0.5, -9, 0.1, 0.1).withMissing(3))
                    .objective("f2", 0.6, 0.3, -9, 0.1, Double.NEGATIVE_INFINITY)
                    .constraint("g", 0, -1, 1, 0, 0)
                    .build();
            QualityComparison comparison = against(FRONT, new NamedResult("found", result));
            ResultQuality quality = comparison.results().get(0);
            assertThat(quality.infeasible()).isEqualTo(1);
            assertThat(quality.nonFinite()).isEqualTo(2);
            assertThat(quality.front()).isEqualTo(2);
            assertThat(quality.values())
                    .isEqualTo(against(FRONT, FOUND).results().get(0).values());
            assertThat(comparison.notes())
                    .contains(
                            "1 solution was left out: they violate a constraint.",
                            "2 solutions were left out: they have an objective that is no finite number.");
        }

        @Test
        void otherObjectivesAreRefused() {
            NamedResult other = Sample.of(
                    "other", List.of(Objective.minimize("f1"), Objective.maximize("f2")), new double[][] {{1, 2}});
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QualityComparison.of(ResultGroup.each(List.of(FOUND, other))))
                    .withMessageContaining("'found' has f1 (minimized), f2 (minimized)")
                    .withMessageContaining("'other' has f1 (minimized), f2 (maximized)");
        }

        @Test
        void otherUnitsAreRefused() {
            NamedResult kilograms =
                    Sample.of("a", List.of(Objective.minimize("m").withUnit("kg")), new double[][] {{1}});
            NamedResult grams = Sample.of("b", List.of(Objective.minimize("m").withUnit("g")), new double[][] {{1000}});
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QualityComparison.of(ResultGroup.each(List.of(kilograms, grams))))
                    .withMessageContaining("m [kg]")
                    .withMessageContaining("m [g]");
        }

        @Test
        void objectivesInAnotherOrderAreTheSame() {
            NamedResult turned =
                    Sample.of("turned", List.of(Objective.minimize("f2"), Objective.minimize("f1")), new double[][] {
                        {0.6, 0.2}, {0.3, 0.5}
                    });
            QualityComparison comparison = QualityComparison.of(ResultGroup.each(List.of(FOUND, turned)));
            assertThat(comparison.results().get(1).values())
                    .isEqualTo(comparison.results().get(0).values());
        }

        @Test
        void aReferenceFrontMayNameItsObjectivesOtherwise() {
            NamedResult file =
                    Sample.of("file", List.of(Objective.minimize("a"), Objective.minimize("b")), new double[][] {
                        {0, 1}, {0.5, 0.5}, {1, 0}
                    });
            QualityComparison comparison = against(file, FOUND);
            assertThat(comparison.results()).isEqualTo(against(FRONT, FOUND).results());
            assertThat(comparison.notes()).anyMatch(note -> note.contains("called [a, b]"));
        }

        @Test
        void nothingAtAllIsRefused() {
            NamedResult none = Sample.minimized("none", new double[][] {{Double.NaN, 1}});
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QualityComparison.of(ResultGroup.each(List.of(none))))
                    .withMessageContaining("nothing to compare against");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QualityComparison.of(List.of()))
                    .withMessageContaining("no result");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QualityComparison.of(ResultGroup.each(List.of(FOUND, FOUND))))
                    .withMessageContaining("two groups called 'found'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QualityComparison.of(
                            ResultGroup.each(List.of(FOUND)),
                            CompareOptions.defaults().withPoint(List.of(1.0))))
                    .withMessageContaining("has 1 values, but there are 2 objectives");
        }

        @Test
        void aConstantObjectiveIsShiftedAlone() {
            NamedResult flat = Sample.minimized("flat", new double[][] {{7, 1, 3}, {7, 2, 1}});
            assertThat(value(QualityComparison.of(ResultGroup.each(List.of(flat))), Indicator.HYPERVOLUME))
                    .isEqualTo(0.1 * (1.1 * 0.1 + 0.1 * 1), offset(1e-12));
        }
    }

    @Nested
    class Limits {
        @Test
        @Timeout(20)
        void theHypervolumeOfTooManyObjectivesIsNotComputedAndTold() {
            NamedResult many = Sample.minimized("many", Sample.sphere(600, 12, 0, 1));
            QualityComparison comparison = QualityComparison.of(ResultGroup.each(List.of(many)));
            assertThat(comparison.by(Indicator.HYPERVOLUME)).isEmpty();
            assertThat(comparison.by(Indicator.IGD_PLUS)).isPresent();
            assertThat(comparison.notes())
                    .containsExactly("The hypervolume of 'many' was not computed: with 12 objectives it would take too"
                            + " long for 600 points; the limit is 0.");
        }
    }

    @Nested
    class OneObjective {
        private NamedResult run(String name, double best, @Nullable Long evaluations) {
            NamedResult result =
                    Sample.of(name, List.of(Objective.maximize("profit")), new double[][] {{best - 1}, {best}});
            return new NamedResult(
                    name,
                    result.result().toBuilder()
                            .run(new RunInfo(null, null, evaluations, null))
                            .build());
        }

        @Test
        void isComparedByItsBestValueAndEvaluations() {
            List<NamedResult> runs =
                    List.of(run("a1", 3, 100L), run("a2", 4, 200L), run("b1", 9, 300L), run("b2", 8, null));
            QualityComparison comparison =
                    QualityComparison.of(ResultGroup.by(runs, one -> one.name().substring(0, 1)));
            assertThat(comparison.reference()).isNull();
            IndicatorComparison best = comparison.by(Indicator.BEST_VALUE).orElseThrow();
            assertThat(best.better()).isEqualTo(Direction.MAXIMIZE);
            assertThat(best.groups().get(1).values()).containsExactly(9.0, 8.0);
            assertThat(best.test()).isNotNull();
            assertThat(best.test().pairs().get(0).superiority()).isZero();
            assertThat(comparison.by(Indicator.EVALUATIONS).orElseThrow().groups())
                    .extracting(GroupQuality::n)
                    .containsExactly(2, 1);
        }
    }

    @Nested
    class Output {
        private final QualityComparison comparison = QualityComparison.of(ResultGroup.by(
                Sample.spheres(6, 30, 3), one -> one.name().compareTo("variant 3") < 0 ? "near" : "far"));

        @Test
        void textNamesEverything() {
            assertThat(comparison.text())
                    .contains("Objectives: f1 (minimized), f2 (minimized), f3 (minimized)")
                    .contains("Reference front: non-dominated union of 6 results")
                    .contains("Reference point of the hypervolume: (1.")
                    .contains("hypervolume (larger is better)")
                    .containsPattern("near +3 +0\\.")
                    .contains("Mann-Whitney U = 9, p = 0.1 (exact), near is better in 100.0 % of pairs");
        }

        @Test
        void jsonHoldsTheNumbers() throws IOException {
            Object json = Json.readValue(comparison.json());
            assertThat(json)
                    .isInstanceOfSatisfying(
                            Map.class,
                            map -> assertThat((List<?>) map.get("indicators")).hasSize(3));
            assertThat(new String(comparison.json(), UTF_8)).contains("\"hypervolume\"", "\"adjustedP\"");
        }
    }

    @Test
    void resultsOfAStoreAreGroupedByAField() {
        try (StorageManager manager = StorageManagers.open("memory:")) {
            for (NamedResult one : Sample.spheres(4, 10, 2)) {
                manager.saveResult(
                        one.name(),
                        one.result().toBuilder()
                                .metadata("variant", one.name().endsWith("0") ? "first" : "other")
                                .build());
            }
            List<ResultGroup> groups = ResultGroup.byField(manager, Query.all(), "metadata.variant");
            assertThat(groups).extracting(ResultGroup::name).containsExactly("first", "other");
            assertThat(groups.get(1).results()).hasSize(3);
        }
    }
}
