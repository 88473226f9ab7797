package dev.cairn.testkit;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.SaveOptions;
import dev.cairn.Tier;
import dev.cairn.UnsupportedException;
import dev.cairn.model.ColumnName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a manager does with bad input on any backend. */
abstract class BadInputContract extends ManagerTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "a\u0000b", "line\nbreak"})
    void aKeyThatIsNoNameIsRefusedByEveryCall(String key) {
        assertThatThrownBy(() -> manager.saveResult(key, numbered(1, 1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> manager.loadResult(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> manager.deleteResult(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> manager.contains(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> manager.resultInfo(key)).isInstanceOf(IllegalArgumentException.class);
        assertThat(manager.listResults()).isEmpty();
    }

    @Test
    void aKeyOf513BytesIsRefused() {
        assertThatThrownBy(() -> manager.saveResult("x".repeat(513), numbered(1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("512");
    }

    @Test
    @SuppressWarnings("NullAway")
    void whatIsNotGivenIsRefusedByName() {
        assertThatThrownBy(() -> manager.saveResult("k", numbered(1, 1), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("options");
        assertThatThrownBy(() -> manager.load("k", null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> manager.loadAll(null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> manager.saveAll(null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> manager.collectGarbage(null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> manager.migrateResult("k", null, Tier.CACHE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> manager.loadColumns("k", (ColumnName) null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @SuppressWarnings("NullAway")
    void noResultIsRefused() {
        assertThatThrownBy(() -> manager.saveResult("k", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'k'");
    }

    @Test
    void migratingFromATierToItselfIsRefused() {
        assertThatThrownBy(() -> manager.migrateResult("k", Tier.PRIMARY, Tier.PRIMARY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatNeedsASecondaryIsRefusedWithoutOneAndNothingIsSaved() {
        assumeNoSecondary();
        assertThatThrownBy(() -> manager.saveResult("k", numbered(1, 1), SaveOptions.replicaRequired()))
                .isInstanceOf(UnsupportedException.class);
        assertThatThrownBy(() -> manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("secondary");
        assertThat(manager.listResults()).isEmpty();
    }

    @Test
    void aClosedManagerSaysSo() {
        manager.close();
        manager.close();

        assertThatThrownBy(() -> manager.loadResult("k"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
