package dev.cairn.backend.memory;

import static dev.cairn.backend.memory.SmallStore.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.spi.BlobRef;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryJournalsTest {
    private static final JournalKey KEY = new JournalKey(key("run"), "iterations");

    private final SmallStore store = SmallStore.refusing(MemoryBudget.MEGABYTE);
    private final JournalStore journals = store.backend.journals();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void countsPositionsInEntries() {
        assertThat(journals.append(KEY, List.of("{\"i\":0}", "{\"i\":1}"))).isEqualTo(2);

        assertThat(journals.read(KEY, 1, 10).entries()).containsExactly(new JournalEntry(1, "{\"i\":1}"));
        assertThat(journals.read(KEY, 1, 10).next()).isEqualTo(2);
        assertThat(journals.read(KEY, 2, 10).entries()).isEmpty();
    }

    @Test
    void sealsEachEntryWithTheSumOfItsBytes() {
        journals.append(KEY, List.of("{\"name\":\"Grüße\"}", "{}"));

        BlobRef sealed = journals.seal(KEY);

        // CRC32C, computed with a table-driven implementation of RFC 3720, appendix B.4
        assertThat(new String(store.read(sealed), UTF_8)).isEqualTo("""
                        {"crc32c":"8ba8fba6","entry":{"name":"Grüße"}}
                        {"crc32c":"297bd0aa","entry":{}}
                        """);
    }

    @Test
    void refusesAnEntryOfTwoLinesAndAppendsNothing() {
        assertThatThrownBy(() -> journals.append(KEY, List.of("{}", "{\n}")))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(journals.names(KEY.owner())).isEmpty();
    }

    @Test
    void makesNoJournalOfNoEntries() {
        assertThat(journals.append(KEY, List.of())).isZero();

        assertThat(journals.names(KEY.owner())).isEmpty();
        assertThat(store.used()).isZero();
    }

    @Test
    void refusesToReadFromANegativePosition() {
        assertThatThrownBy(() -> journals.read(KEY, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
