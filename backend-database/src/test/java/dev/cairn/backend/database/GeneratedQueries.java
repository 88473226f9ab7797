package dev.cairn.backend.database;

import dev.cairn.query.Criterion;
import dev.cairn.query.FieldPath;
import dev.cairn.query.KindSpec;
import dev.cairn.query.Order;
import dev.cairn.query.Query;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Declarations, changes of documents and queries that agree on few fields and values, so that much meets. */
final class GeneratedQueries {
    /** When the clock of the store stands at first. */
    static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00.000000001Z");

    private static final String LONG = "long ".repeat(13);
    private static final List<String> FIELDS = List.of("a", "b", "m.x", "m.y", "tags", "m.at");

    private GeneratedQueries() {}

    /** One change of a document: {@code what} is put, archive, delete, remove or old, which is one that another store made. */
    record Step(String what, int id, String body, Duration later) {}

    static Arbitrary<KindSpec> specs() {
        Arbitrary<List<String>> paths = Arbitraries.of(
                List.of("a", "b", "m.*", "tags"),
                List.of("*"),
                List.of("a", "id", "updated", "revision", "state", "scope", "kind"),
                List.of("m.x", "m.at", "b"),
                List.of());
        Arbitrary<List<String>> times = Arbitraries.of(List.of(), List.of("m.at"), List.of("m.at", "a"));
        return Combinators.combine(paths, times).as((some, of) -> new KindSpec("result", some, of));
    }

    static Arbitrary<List<Step>> steps() {
        Arbitrary<Duration> later = Arbitraries.of(
                Duration.ZERO, Duration.ZERO, Duration.ofNanos(1), Duration.ofMillis(1), Duration.ofDays(1));
        Arbitrary<String> what = Arbitraries.frequency(
                Tuple.of(12, "put"),
                Tuple.of(1, "archive"),
                Tuple.of(1, "delete"),
                Tuple.of(1, "remove"),
                Tuple.of(1, "old"));
        return Combinators.combine(what, Arbitraries.integers().between(0, 24), bodies(), later)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(50);
    }

    private static Arbitrary<String> bodies() {
        Arbitrary<String> whole = Combinators.combine(
                        field("a", 3), field("b", 2), field("x", 2), field("y", 1), field("tags", 2), field("at", 2))
                .as((a, b, x, y, tags, at) ->
                        "{" + a + b + "\"m\":{" + x + y + at + "\"n\":{\"o\":1}}," + tags + "\"u\":1}");
        return Arbitraries.frequencyOf(
                Tuple.of(30, whole),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "{\"a\":1,}", "{\"a\":2,\"m\":{\"\\udfff\":1}}", "{\"b\":1,\"a\":[\"a\"}", "{}")));
    }

    private static Arbitrary<String> field(String name, int often) {
        Arbitrary<String> one = jsons();
        Arbitrary<String> many =
                one.list().ofMaxSize(4).map(all -> all.stream().collect(Collectors.joining(",", "[", "]")));
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just("")),
                Tuple.of(often, one.map(value -> "\"" + name + "\":" + value + ",")),
                Tuple.of(1, many.map(value -> "\"" + name + "\":" + value + ",")));
    }

    private static Arbitrary<String> jsons() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(0, 5).map(String::valueOf)),
                Tuple.of(
                        6,
                        Arbitraries.of(
                                "{\"$f64\":\"7ff8000000000000\"}",
                                "{\"$f64\":\"7ff0000000000000\"}",
                                "{\"$f64\":\"fff0000000000000\"}",
                                "-0.0",
                                "0",
                                "1.0",
                                "0.1",
                                "9007199254740993",
                                "9007199254740992",
                                "9223372036854775807",
                                "1" + "0".repeat(200),
                                "1" + "0".repeat(199) + "1",
                                "1" + "0".repeat(400),
                                "-1e300",
                                "true",
                                "false",
                                "null",
                                "{\"k\":1}")),
                Tuple.of(4, texts().map(GeneratedQueries::json)));
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            json.append(c < 0x20 || c == '"' || c == '\\' || c > 0x7e ? String.format("\\u%04x", (int) c) : c);
        }
        return json.append('"').toString();
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of(
                "",
                "a",
                "b",
                "50%",
                "a_b",
                "it's",
                "back\\slash",
                "\"",
                "\u0000",
                "\u00e9",
                "\ud83d\ude00",
                "\ud83d",
                "\uffff",
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:00.5Z",
                "1500-01-01T00:00:00Z",
                LONG.substring(0, 63),
                LONG.substring(0, 64),
                LONG,
                LONG + "a",
                LONG + "b");
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 5).map(value -> (Object) value),
                Arbitraries.of(
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        -0.0,
                        0.1,
                        9007199254740993L,
                        9007199254740992.0,
                        BigInteger.TEN.pow(200),
                        BigInteger.TEN.pow(400),
                        true,
                        false,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T00:00:00.5Z")),
                texts().map(value -> (Object) value));
    }

    private static Arbitrary<FieldPath> paths() {
        return Arbitraries.of(FIELDS).map(FieldPath::parse);
    }

    static Arbitrary<FieldPath> groups() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, paths()),
                Tuple.of(1, Arbitraries.of("u", "n.o", "id", "created", "state").map(FieldPath::parse)));
    }

    static Arbitrary<Criterion> criteria() {
        return Arbitraries.lazyOf(
                GeneratedQueries::leaves,
                GeneratedQueries::leaves,
                GeneratedQueries::leaves,
                () -> Arbitraries.just(Criterion.all()),
                () -> criteria().map(Criterion::not),
                () -> Combinators.combine(criteria(), criteria()).as(Criterion::and),
                () -> Combinators.combine(criteria(), criteria()).as(Criterion::and),
                () -> Combinators.combine(criteria(), criteria()).as(Criterion::or));
    }

    private static Arbitrary<Criterion> leaves() {
        Arbitrary<Criterion> compare = Combinators.combine(
                        paths(), Arbitraries.of(Criterion.Operator.values()), values())
                .filter((path, operator, value) -> operator == Criterion.Operator.EQ || !value.equals(Double.NaN))
                .as(Criterion.Compare::new);
        Arbitrary<Criterion> among =
                Combinators.combine(paths(), values().list().ofMaxSize(3)).as(Criterion.In::new);
        Arbitrary<Criterion> contains = Combinators.combine(paths(), texts()).as(Criterion.Contains::new);
        Arbitrary<Criterion> envelope = Arbitraries.of(
                Criterion.eq("id", "d3"),
                Criterion.gt("id", "d15"),
                Criterion.ge("created", BEGIN.plus(Duration.ofDays(1))),
                Criterion.lt("created", BEGIN.plus(Duration.ofDays(2))),
                Criterion.eq("created", BEGIN),
                Criterion.eq("state", "archived"),
                Criterion.ne("u", 1),
                Criterion.eq("kind", "result"),
                Criterion.gt("updated", BEGIN.plus(Duration.ofDays(2))));
        Arbitrary<Criterion> exists = paths().map(Criterion.Exists::new);
        return Arbitraries.frequencyOf(
                Tuple.of(8, compare),
                Tuple.of(2, among),
                Tuple.of(1, contains),
                Tuple.of(2, exists),
                Tuple.of(2, envelope));
    }

    static Arbitrary<Query> queries() {
        Arbitrary<Order> order =
                Combinators.combine(groups(), Arbitraries.of(true, false)).as(Order::new);
        Arbitrary<List<Order>> orders = Arbitraries.frequencyOf(
                Tuple.of(3, order.map(List::of)),
                Tuple.of(1, Arbitraries.just(List.<Order>of())),
                Tuple.of(
                        2, order.list().uniqueElements(Order::path).ofMinSize(1).ofMaxSize(3)));
        return Combinators.combine(
                        criteria(), orders, Arbitraries.integers().between(1, 6), Arbitraries.of(0L, 0L, 0L, 2L, 30L))
                .as((criterion, by, limit, offset) -> new Query(criterion, by, limit, offset, null));
    }
}
