package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.CONTENT;
import static dev.cairn.testkit.Samples.KEY;
import static dev.cairn.testkit.Samples.KIND;
import static dev.cairn.testkit.Samples.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every name is taken as it is: it reaches nothing outside the store, and no two of them are one. */
abstract class NameContract extends ContractTest {
    /** Names that file systems, databases and careless code take for something else, or for each other. */
    static final List<String> NAMES = List.of(
            "plain",
            "../../x",
            "/etc/passwd",
            "a/b",
            "a\\b",
            "a_b",
            "a-b",
            "a b",
            "a%2Fb",
            "a%2fb",
            "a+b",
            "C:\\x",
            "CON",
            "con",
            "con.txt",
            "NUL",
            "a:b:c",
            "a_b:c",
            "a:b_c",
            "A",
            "a",
            "\u00df",
            "ss",
            "SS",
            "\u0131",
            "I",
            "i",
            "\uD83C\uDF32 tree",
            "\uD83C\uDF33 tree",
            "x".repeat(512),
            "x".repeat(511) + "y",
            "X".repeat(512),
            "\u00e9".repeat(256),
            "\uD83C\uDF32".repeat(128),
            ".",
            "..",
            "...",
            ".hidden",
            "-",
            "-rf",
            "~",
            "~x",
            "a ",
            " a",
            "a.",
            "caf\u00e9",
            "cafe\u0301",
            "\u00c5",
            "\u0445",
            "\u202Ea",
            "_blobs",
            "_meta",
            "_meta.json",
            "_journals",
            "_tmp",
            "_lock",
            "_",
            "x",
            "x.json",
            "x.json.json",
            "x.jsonl",
            "x.tmp",
            "null",
            "0",
            "00",
            "1e3",
            "%",
            "a%",
            "a*",
            "a?",
            "*",
            "?",
            "'",
            "\"",
            "'; DROP TABLE document; --",
            "${user.home}",
            "$f64",
            "<a>|b");

    @Test
    void ofDocumentsAreAllDistinctAndFoundAgain() {
        assertDistinctDocuments(name -> new DocumentKey("default", KIND, name));
        assertThat(Listings.keys(documents())).extracting(DocumentKey::id).containsExactlyInAnyOrderElementsOf(NAMES);
    }

    @Test
    void ofScopesAreAllDistinctAndFoundAgain() {
        assertDistinctDocuments(name -> new DocumentKey(name, KIND, "x"));
        assertThat(documents().scopes()).containsExactlyInAnyOrderElementsOf(NAMES);
        for (String name : NAMES) {
            assertThat(documents().kinds(name)).containsExactly(KIND);
            assertThat(Listings.keys(documents(), name, KIND)).containsExactly(new DocumentKey(name, KIND, "x"));
        }
    }

    @Test
    void ofScopesKeepTheirBlobsApart() {
        for (int i = 0; i < NAMES.size(); i++) {
            putBlob(NAMES.get(i), Samples.bytes(20, i));
        }
        for (int i = 0; i < NAMES.size(); i++) {
            assertThat(Listings.blobs(blobs(), NAMES.get(i))).hasSize(1);
            assertThat(readBlob(NAMES.get(i), Digest.of(Samples.bytes(20, i)))).isEqualTo(Samples.bytes(20, i));
        }
    }

    @Test
    void ofJournalsAreAllDistinctAndFoundAgain() {
        assertDistinctJournals(name -> new JournalKey(KEY, name));
        assertThat(journals().names(KEY)).isSorted().containsExactlyInAnyOrderElementsOf(NAMES);
    }

    @Test
    void ofTheOwnersOfJournalsAreAllDistinct() {
        assertDistinctJournals(name -> new JournalKey(new DocumentKey(name, KIND, name), "log"));
        for (String name : NAMES) {
            assertThat(journals().names(new DocumentKey(name, KIND, name))).containsExactly("log");
        }
    }

    @Test
    void ofBlobsInADocumentAreAllDistinctAndFoundAgain() {
        Map<String, BlobRef> refs = new TreeMap<>();
        for (String name : NAMES) {
            refs.put(name, putBlob(Samples.bytes(20, name.hashCode())));
        }
        put(KEY, Content.of(CONTENT.body(), refs));
        assertThat(documents().get(KEY).find().orElseThrow().content().blobs()).isEqualTo(refs);
    }

    private void assertDistinctDocuments(Function<String, DocumentKey> keyOf) {
        List<DocumentKey> keys = NAMES.stream().map(keyOf).toList();
        for (int i = 0; i < keys.size(); i++) {
            documents().put(Put.live(keys.get(i), content("text " + i), Expectation.absent()));
        }
        List<Slot> slots = documents().get(keys);
        assertThat(slots).extracting(slot -> slot.find().orElseThrow().key()).isEqualTo(keys);
        assertThat(slots)
                .extracting(slot -> slot.find().orElseThrow().content())
                .isEqualTo(IntStream.range(0, keys.size())
                        .mapToObj(i -> content("text " + i))
                        .toList());
    }

    private void assertDistinctJournals(Function<String, JournalKey> keyOf) {
        for (int i = 0; i < NAMES.size(); i++) {
            journals().append(keyOf.apply(NAMES.get(i)), List.of("{\"n\":" + i + "}"));
        }
        for (int i = 0; i < NAMES.size(); i++) {
            assertThat(journals().read(keyOf.apply(NAMES.get(i)), 0, 10).entries())
                    .extracting(JournalEntry::json)
                    .containsExactly("{\"n\":" + i + "}");
        }
    }
}
