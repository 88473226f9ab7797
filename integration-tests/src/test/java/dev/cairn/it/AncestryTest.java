package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.spi.Ancestry;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Parent;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AncestryTest {
    private final StorageBackend store = Stores.memory(Clock.systemUTC());
    private final Ancestry ancestry = new Ancestry(store.documents());

    @AfterEach
    void close() {
        store.close();
    }

    private static DocumentKey key(String id) {
        return new DocumentKey("s", "node", id);
    }

    private Document put(String id, @Nullable Parent parent, long epoch) {
        Content content =
                Content.of("{}".getBytes(StandardCharsets.UTF_8)).under(parent).withEpoch(epoch);
        return store.documents().put(Put.live(key(id), content, Expectation.any()));
    }

    private static Parent under(String id, long epoch) {
        return new Parent("node", id, epoch);
    }

    @Test
    void aDocumentThatStandsAloneIsVisible() {
        assertThat(ancestry.isVisible(put("root", null, 0))).isTrue();
    }

    @Test
    void aTreeMadeBottomUpAppearsWithItsRoot() {
        Document leaf = put("leaf", under("branch", 0), 0);
        put("branch", under("root", 0), 0);
        assertThat(ancestry.isVisible(leaf)).isFalse();

        put("root", null, 0);

        assertThat(ancestry.isVisible(leaf)).isTrue();
    }

    @Test
    void aTreeGoesWithItsRoot() {
        put("root", null, 0);
        put("branch", under("root", 0), 0);
        Document leaf = put("leaf", under("branch", 0), 0);

        store.documents().put(Put.deleted(key("root"), Expectation.any()));

        assertThat(ancestry.isVisible(leaf)).isFalse();
    }

    @Test
    void childrenOfAnOlderEpochGoAndThoseOfTheNewOneStay() {
        put("root", null, 0);
        Document older = put("older", under("root", 0), 0);

        put("root", null, 1);
        Document newer = put("newer", under("root", 1), 0);

        assertThat(ancestry.isVisible(older)).isFalse();
        assertThat(ancestry.isVisible(newer)).isTrue();
    }

    @Test
    void aCircleIsRefused() {
        put("a", under("b", 0), 0);
        Document b = put("b", under("a", 0), 0);

        assertThatThrownBy(() -> ancestry.isVisible(b))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("circle");
    }
}
