package dev.cairn.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Head;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a query means. */
class QueryEvaluatorTest {
    private static final KindSpec SPEC = KindSpec.of("thing", List.of());
    private final List<Document> documents = new ArrayList<>();

    private void add(String id, String body) {
        Content content = Content.of(body.getBytes(UTF_8));
        Instant created = Instant.ofEpochMilli(documents.size() / 2);
        Head head = new Head(documents.size() + 1L, DocumentState.LIVE, content.digest(), created, created);
        documents.add(new Document(new DocumentKey("default", "thing", id), head, content, null));
    }

    private List<String> ids(Query query) {
        return new QueryEvaluator(query, SPEC)
                .find(documents.stream()).stream()
                        .map(document -> document.key().id())
                        .toList();
    }

    private List<String> ids(String query) {
        return ids(QueryText.query(query));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "x = 1 | a b",
                "x = 1.0 | a b",
                "x = '1' | c",
                "x != 1 | c d e f g",
                "x > 0 | a b f",
                "x < 'b' | c",
                "x = NaN | d",
                "x <= Infinity | a b f",
                "x in (1, '1') | a b c",
                "x in () | #",
                "exists x | a b c d f",
                "not exists x | e g",
                "t contains '%' | a",
                "t contains '_' | #",
                "t contains 'é' | b",
                "tags = 'p' | a b",
                "tags = 'p' and tags = 'q' | b",
                "tags != 'p' | c d e f g",
                "n.m = true | c",
                "n = 1 | #",
                "id = 'a' or kind = 'none' | a",
                "x = null_ | error"
            })
    void aCriterionMeans(String criterion, String expected) {
        add("a", "{\"x\":1,\"t\":\"100%\",\"tags\":[\"p\"]}");
        add("b", "{\"x\":1.0,\"t\":\"café\",\"tags\":[\"p\",\"q\"]}");
        add("c", "{\"x\":\"1\",\"n\":{\"m\":true}}");
        add("d", "{\"x\":{\"$f64\":\"7ff8000000000000\"}}");
        add("e", "{\"x\":null}");
        add("f", "{\"x\":{\"$f64\":\"7ff0000000000000\"}}");
        add("g", "{}");
        if (expected.equals("error")) {
            assertThatIllegalArgumentException().isThrownBy(() -> ids(criterion));
        } else {
            assertThat(String.join(" ", ids(criterion)))
                    .isEqualTo(expected.replace("#", "").trim());
        }
    }

    @Test
    void valuesThatAreCutAreComparedToTheEnd() {
        String same = "x".repeat(100);
        add("a", "{\"x\":\"" + same + "a\"}");
        add("b", "{\"x\":\"" + same + "b\"}");
        assertThat(ids(Query.where(Criterion.eq("x", same + "a")))).containsExactly("a");
        assertThat(ids(Query.where(Criterion.gt("x", same + "a")))).containsExactly("b");
        add("c", "{\"x\":9007199254740993}");
        assertThat(ids("x = 9007199254740992")).isEmpty();
        assertThat(ids("x = 9007199254740993")).containsExactly("c");
    }

    @Test
    @DisplayName("47: NaN, then what is missing, comes last whatever the direction")
    void nanThenWhatIsMissingComesLastWhateverTheDirection() {
        add("nan", "{\"x\":{\"$f64\":\"7ff8000000000000\"}}");
        add("missing", "{}");
        add("two", "{\"x\":2}");
        add("text", "{\"x\":\"t\"}");
        add("one", "{\"x\":1}");
        assertThat(ids("order by x")).containsExactly("one", "two", "text", "nan", "missing");
        assertThat(ids("order by x desc")).containsExactly("text", "two", "one", "nan", "missing");
    }

    @Test
    @DisplayName("47: ties come by creation and id in the direction of the last order")
    void tiesComeByCreationAndIdInTheDirectionOfTheLastOrder() {
        for (String id : List.of("b", "a", "d", "c")) {
            add(id, "{\"x\":1}");
        }
        assertThat(ids("")).containsExactly("a", "b", "c", "d");
        assertThat(ids("order by x")).containsExactly("a", "b", "c", "d");
        assertThat(ids("order by x desc")).containsExactly("d", "c", "b", "a");
        assertThat(ids("order by x limit 2 offset 1")).containsExactly("b", "c");
    }

    @Test
    void ofSeveralValuesTheFirstInTheDirectionCounts() {
        add("a", "{\"x\":[1,9]}");
        add("b", "{\"x\":[5]}");
        assertThat(ids("order by x")).containsExactly("a", "b");
        assertThat(ids("order by x desc")).containsExactly("a", "b");
    }

    @Test
    void pagesShowEachDocumentOnce() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            add(
                    "d" + i,
                    random.nextInt(10) == 0
                            ? "{}"
                            : "{\"x\":" + random.nextInt(20) + ",\"y\":\"" + random.nextInt(5) + "\"}");
        }
        for (String text : List.of("", "order by x", "order by x desc, y", "y != '3' order by y, x desc")) {
            List<String> all = ids(text);
            List<String> paged = new ArrayList<>();
            Query query = QueryText.query(text).limit(7);
            while (true) {
                Collections.shuffle(documents, random);
                QueryEvaluator evaluator = new QueryEvaluator(query, SPEC);
                List<Document> page = evaluator.find(documents.stream());
                page.forEach(document -> paged.add(document.key().id()));
                if (page.size() < 7) {
                    break;
                }
                Place last = evaluator.place(page.get(6));
                query = query.after(
                        PageToken.parse(PageToken.of(query, last, "here").toString()));
            }
            assertThat(paged).isEqualTo(all);
            assertThat(new QueryEvaluator(query, SPEC).count(documents.stream()))
                    .isEqualTo(all.size());
        }
    }

    @Test
    void aPageOfAnotherQueryOrNoPageIsRefused() {
        add("a", "{\"x\":1}");
        add("b", "{\"x\":2}");
        Query query = QueryText.query("order by x limit 1");
        PageToken next = PageToken.of(query, new QueryEvaluator(query, SPEC).place(documents.get(0)), "here");
        next.check(query, "here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryText.query("order by x desc limit 1").after(next))
                .withMessageContaining("another query");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> next.check(query, "there"))
                .withMessageContaining("another store");
        PageToken forged = new PageToken(next.query(), new Place(next.place().keys(), Instant.EPOCH, "z"), next.seal());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forged.check(query, "here"))
                .withMessageContaining("changed");
        assertThatIllegalArgumentException().isThrownBy(() -> PageToken.parse("nonsense"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PageToken.parse(next.toString().substring(4)));
        assertThatIllegalArgumentException().isThrownBy(() -> query.limit(-1));
    }
}
