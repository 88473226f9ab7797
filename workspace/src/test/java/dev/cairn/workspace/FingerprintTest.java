package dev.cairn.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Fingerprints as a program in another language computes them from the description of the format. */
class FingerprintTest {
    @Test
    void areThoseOfTheDescribedEncoding() {
        assertThat(RunSpec.of(Map.of()).fingerprint()).isEqualTo("c730c74025188f17a0c8465b689473ee");
        assertThat(RunSpec.of(Map.of("x", 1)).fingerprint()).isEqualTo("92ce89174cf0aaf59d25d6f4fbec2dea");
        assertThat(RunSpec.of(Map.of("x", 1.0)).fingerprint()).isEqualTo("435ebd64d8ce5ed69972894673781672");
        assertThat(RunSpec.of(Map.of("x", "1")).fingerprint()).isEqualTo("e9006ef52281b24ffb163677389cc221");
        assertThat(RunSpec.of(Map.of("lr", 0.1, "opt", "adam")).seed(7).fingerprint())
                .isEqualTo("e16c7ce0f234e9ab0f82d7cf442ff7ff");
        assertThat(RunSpec.of(Map.of("a", Arrays.asList(1, null, true, Map.of("b", -0.0))))
                        .context(Map.of("é", "ü"))
                        .fingerprint())
                .isEqualTo("340a56013eb85c385700e8311455e814");
        assertThat(RunSpec.of(Map.of("nan", Double.longBitsToDouble(0x7ff8000000000abcL)))
                        .fingerprint())
                .isEqualTo("105fbc9edf896d36f7e22d2b2a4ba61f");
    }

    @Test
    void doNotDependOnTheOrderOfNamesOrOnWhatIsForPeople() {
        Map<String, Object> one = new LinkedHashMap<>(Map.of("b", 1));
        one.put("a", 2);
        Map<String, Object> other = new LinkedHashMap<>(Map.of("a", 2));
        other.put("b", 1);
        assertThat(RunSpec.of(one).fingerprint())
                .isEqualTo(RunSpec.of(other)
                        .name("x")
                        .tag("t")
                        .note("n")
                        .datasets(List.of(Map.of("d", 1)))
                        .provenance(Provenance.ofThisProcess().withThisHost())
                        .fingerprint());
    }

    @Test
    void tellMissingNullAndSeedsApart() {
        Map<String, Object> none = new HashMap<>();
        none.put("x", null);
        assertThat(List.of(
                        RunSpec.of(none).fingerprint(),
                        RunSpec.of(Map.of()).fingerprint(),
                        RunSpec.of(Map.of()).seed(0).fingerprint(),
                        RunSpec.of(Map.of()).seed(1).fingerprint(),
                        RunSpec.of(Map.of()).context(Map.of("x", 0)).fingerprint(),
                        RunSpec.of(Map.of("x", 0)).fingerprint(),
                        RunSpec.of(Map.of("x", 0.0)).fingerprint(),
                        RunSpec.of(Map.of("x", -0.0)).fingerprint()))
                .doesNotHaveDuplicates();
    }
}
