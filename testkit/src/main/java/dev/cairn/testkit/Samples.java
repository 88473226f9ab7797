package dev.cairn.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Head;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Keys, contents and documents to try a store with. */
final class Samples {
    static final String SCOPE = DocumentKey.DEFAULT_SCOPE;
    static final String KIND = "result";
    static final DocumentKey KEY = key("run_017");
    static final Content CONTENT = content("first");
    static final Content OTHER = content("second");

    private Samples() {}

    static DocumentKey key(String id) {
        return new DocumentKey(SCOPE, KIND, id);
    }

    /** A body that differs where {@code text} does. */
    static Content content(String text) {
        return Content.of(("{\"text\":\"" + text + "\"}").getBytes(UTF_8));
    }

    /** Bytes that no one could guess, the same for the same seed. */
    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A document as another store would have made it. */
    static Document made(DocumentKey key, long revision, DocumentState state, Content content) {
        Instant created = ContractTest.START.minus(Duration.ofDays(3));
        Head head = new Head(revision, state, content.digest(), created, created.plusSeconds(5));
        return new Document(key, head, content, state == DocumentState.ARCHIVED ? "cold" : null);
    }
}
