package dev.cairn.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.benchmark.peer.CairnPeer;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.KindSpec;
import dev.cairn.query.Page;
import dev.cairn.query.PageToken;
import dev.cairn.query.Query;
import dev.cairn.query.QueryText;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Documents to be found again, and the questions that are asked; grows. */
final class Trials {
    private static final String KIND = "trial";
    private static final KindSpec SPEC = KindSpec.of(KIND, List.of("loss", "algorithm", "batch", "place", "seed"));
    private static final int GROUP = 500;

    private final CairnPeer cairn;
    private final DocumentQueries<Document> queries;
    private final Random random = new Random(1);
    private int count;

    Trials(CairnPeer cairn) {
        this.cairn = cairn;
        this.queries = cairn.manager().documents(SPEC);
    }

    /** Saves until there are {@code wanted}. */
    void growTo(int wanted) {
        List<Put> puts = new ArrayList<>();
        while (count < wanted) {
            puts.clear();
            for (int i = 0; i < GROUP && count < wanted; i++) {
                puts.add(next());
            }
            cairn.manager().tiers().primary().documents().putAll(puts).forEach(one -> one.orElseThrow());
        }
    }

    /** Saves one more. */
    Object saveOne() {
        return cairn.manager().tiers().primary().documents().put(next());
    }

    private Put next() {
        int number = count++;
        String json = String.format(
                Locale.ROOT,
                "{\"loss\":%s,\"algorithm\":\"%s\",\"batch\":%d,\"place\":%d,\"seed\":%d,\"note\":\"trial %d of many\"}",
                random.nextDouble(),
                List.of("NSGA-II", "MOEA/D", "SPEA2").get(number % 3),
                number % 100,
                number % 10_000,
                number,
                number);
        DocumentKey key = new DocumentKey(DocumentKey.DEFAULT_SCOPE, KIND, "t" + number);
        return Put.live(key, Content.of(json.getBytes(UTF_8)), Expectation.any());
    }

    /** What is asked, by what it is called, and the most milliseconds that it may take among a million. */
    static Map<String, Double> questions() {
        Map<String, Double> most = new LinkedHashMap<>();
        most.put("order by loss limit 10", 5.0);
        most.put("algorithm = 'SPEA2' order by loss limit 10", 5.0);
        most.put("batch = 7 order by loss limit 10", 5.0);
        most.put("place = 77 order by loss limit 10", 50.0);
        most.put("algorithm = 'SPEA2' and batch = 8 order by loss limit 10", 50.0);
        most.put("loss > 0.5 order by loss limit 10", 50.0);
        most.put("order by algorithm, loss limit 10", 50.0);
        return most;
    }

    /** The first of what is asked. */
    Object ask(String text) {
        Page<Document> page = queries.page(QueryText.query(text));
        if (page.items().isEmpty() && count >= 100_000) {
            throw new IllegalStateException("Nothing was found: " + text);
        }
        return page;
    }

    /** What leads to the page behind the first hundred. */
    @Nullable
    PageToken token() {
        return queries.page(QueryText.query("order by loss limit 100")).next();
    }

    /** The ten behind a place. */
    Object pageBehind(@Nullable PageToken token) {
        Query query = QueryText.query("order by loss limit 100");
        return queries.page(token == null ? query : query.after(token));
    }

    /** All keys. */
    long list() {
        try (var keys = cairn.manager().tiers().primary().documents().keys(DocumentKey.DEFAULT_SCOPE, KIND)) {
            return keys.count();
        }
    }
}
