package dev.cairn.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The algebra of result sets against that of sets of numbers. */
class ResultSetProperties {
    @Property
    void unionHoldsTheRowsOfEither(
            @ForAll Set<@IntRange(max = 20) Integer> a, @ForAll Set<@IntRange(max = 20) Integer> b) {
        Set<Integer> expected = new TreeSet<>(a);
        expected.addAll(b);
        assertThat(rows(set(a).union(set(b), "u"))).isEqualTo(expected);
    }

    @Property
    void intersectionHoldsTheRowsOfBoth(
            @ForAll Set<@IntRange(max = 20) Integer> a, @ForAll Set<@IntRange(max = 20) Integer> b) {
        Set<Integer> expected = new TreeSet<>(a);
        expected.retainAll(b);
        assertThat(rows(set(a).intersection(set(b), "i"))).isEqualTo(expected);
    }

    @Property
    void differenceHoldsTheRowsOfTheFirstOnly(
            @ForAll Set<@IntRange(max = 20) Integer> a, @ForAll Set<@IntRange(max = 20) Integer> b) {
        Set<Integer> expected = new TreeSet<>(a);
        expected.removeAll(b);
        assertThat(rows(set(a).difference(set(b), "d"))).isEqualTo(expected);
    }

    @Property
    void differenceAndIntersectionTogetherAreTheWhole(
            @ForAll Set<@IntRange(max = 20) Integer> a, @ForAll Set<@IntRange(max = 20) Integer> b) {
        ResultSet parts = set(a).difference(set(b), "d").union(set(a).intersection(set(b), "i"), "whole");
        assertThat(rows(parts)).isEqualTo(new TreeSet<>(a));
    }

    @Property
    void containsExactlyItsRows(@ForAll Set<@IntRange(max = 20) Integer> a, @ForAll @IntRange(max = 25) int row) {
        assertThat(set(a).contains(row)).isEqualTo(a.contains(row));
        assertThat(set(a).size()).isEqualTo(a.size());
    }

    private static ResultSet set(Set<Integer> rows) {
        return ResultSet.of("s", rows.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Set<Integer> rows(ResultSet set) {
        return set.rows().boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
