package dev.cairn.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Head;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FieldReaderTest {
    private static Map<String, List<Object>> read(String body, String... paths) {
        return read(new KindSpec("result", List.of(paths), List.of("run.started")), body);
    }

    private static Map<String, List<Object>> read(KindSpec spec, String body) {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        assertThat(new FieldReader(spec).readBody(body.getBytes(UTF_8), adding(values)))
                .isTrue();
        return values;
    }

    private static FieldReader.Sink adding(Map<String, List<Object>> values) {
        return (path, value) -> values.computeIfAbsent(path.toString(), none -> new ArrayList<>())
                .add(value);
    }

    @Nested
    class Values {
        @Test
        void areThoseOfThePathsThatAreWanted() {
            assertThat(read("{\"a\":{\"b\":1,\"c\":2},\"d\":{\"b\":3},\"b\":4}", "a.b", "d"))
                    .containsOnly(entry("a.b", List.of(1)));
        }

        @Test
        void keepTheirTypesAndExactness() {
            assertThat(read(
                            "{\"a\":[true,false,9007199254740993,123456789012345678901234567890,1.0,1e2,-0.0,\"x\",null]}",
                            "a"))
                    .containsOnly(entry(
                            "a",
                            List.of(
                                    true,
                                    false,
                                    9007199254740993L,
                                    new BigInteger("123456789012345678901234567890"),
                                    1.0,
                                    100.0,
                                    -0.0,
                                    "x")));
        }

        @Test
        void ofArraysAreSeveralOfOnePath() {
            assertThat(read("{\"a\":[{\"b\":1},[{\"b\":2},3],{\"b\":[4,5]}]}", "a.b", "a"))
                    .containsOnly(entry("a.b", List.of(1, 2, 4, 5)), entry("a", List.of(3)));
        }

        @Test
        void thatAreNotFiniteAreNumbers() {
            assertThat(read(
                            "{\"a\":{\"x\":{\"$f64\":\"7ff0000000000000\"},\"y\":[{\"$f64\":\"7ff8000000000001\"},2]}}",
                            "a.*"))
                    .containsOnly(
                            entry("a.x", List.of(Double.POSITIVE_INFINITY)), entry("a.y", List.of(Double.NaN, 2)));
        }

        @Test
        void underNamesWithADollarHaveTheUsersNames() {
            assertThat(read("{\"a\":{\"$$f64\":\"x\",\"$$$\":1,\"p$\":2}}", "a.*"))
                    .containsOnly(entry("a.$f64", List.of("x")), entry("a.$$", List.of(1)), entry("a.p$", List.of(2)));
        }

        @Test
        void underNamesWithDotsAreNotThoseOfNestedObjects() {
            assertThat(read("{\"a\":{\"b.c\":1,\"b\":{\"c\":2}}}", "a.*"))
                    .containsOnly(entry("a.\"b.c\"", List.of(1)), entry("a.b.c", List.of(2)));
        }

        @Test
        void atPathsOfTimesAreTimesWhereTheyCanBe() {
            assertThat(read("{\"run\":{\"started\":[\"2026-01-01T00:00:00.5Z\",\"soon\"]}}", "run.*"))
                    .containsOnly(entry("run.started", List.of(Instant.parse("2026-01-01T00:00:00.5Z"), "soon")));
        }

        @Test
        void ofABodyHaveOtherPathsThanThoseOfTheEnvelope() {
            assertThat(read("{\"created\":1,\"id\":2}", "created", "\"id\"")).containsOnly(entry("\"id\"", List.of(2)));
        }
    }

    @Test
    void theEnvelopeIsWhatTheStoreKnows() {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        Content content = Content.of("{}".getBytes(UTF_8));
        Instant created = Instant.parse("2026-01-01T00:00:00.000000001Z");
        Head head = new Head(7, DocumentState.LIVE, content.digest(), created, created.plusSeconds(1));
        Document document = new Document(new DocumentKey("s", "k", "i"), head, content, null);
        List<String> all = List.copyOf(FieldPath.ENVELOPE);
        new FieldReader(KindSpec.of("k", all)).readEnvelope(document, adding(values));
        assertThat(values)
                .containsOnly(
                        entry("scope", List.of("s")),
                        entry("kind", List.of("k")),
                        entry("id", List.of("i")),
                        entry("revision", List.of(7L)),
                        entry("state", List.of("live")),
                        entry("created", List.of(created)),
                        entry("updated", List.of(created.plusSeconds(1))));
    }

    @Test
    void aBodyThatCannotBeReadToItsEndIsToldApart() {
        FieldReader reader = new FieldReader(KindSpec.of("k", List.of("a.*", "b")));
        for (String body : List.of(
                "{\"a\":}",
                "{}}",
                "{\"a\":{\"x\":" + "9".repeat(1001) + "}}",
                "{\"c\":" + "[".repeat(2000) + "]".repeat(2000) + "}",
                "{\"a\":" + "{\"a\":".repeat(2000) + "1" + "}".repeat(2000) + "}")) {
            assertThat(reader.readBody(body.getBytes(UTF_8), (path, value) -> {}))
                    .isFalse();
        }
    }

    @Nested
    class Spec {
        @Test
        void isTheSameWhateverItsOrderAndComesBackFromJson() {
            KindSpec one = new KindSpec("run", List.of("b.*", "\"a\"", "b.*"), List.of("t.x"));
            assertThat(one).isEqualTo(new KindSpec("run", List.of("a", "created", "b.*"), List.of("t.x")));
            assertThat(KindSpec.ofJson("run", one.toJson())).isEqualTo(one);
        }

        @Test
        void withATimeBelowAWildcardReadsIt() {
            KindSpec spec = new KindSpec("run", List.of("m.*"), List.of("m.at"));
            assertThat(read(spec, "{\"m\":{\"at\":\"1970-01-01T00:00:00Z\"}}"))
                    .containsOnly(entry("m.at", List.of(Instant.EPOCH)));
        }

        @Test
        void ofResultsNamesWhatTheyHave() throws Exception {
            String json = KindSpec.RESULT.toJson();
            assertThat(new ObjectMapper().readTree(json).get("times").get(0).asText())
                    .isEqualTo("run.finished");
            assertThat(KindSpec.RESULT.paths())
                    .contains("created", "problem.name", "tags", "metadata.*", "solver.seed");
        }
    }
}
