package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CacheOptions;
import dev.cairn.CollectOptions;
import dev.cairn.DeleteReceipt;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.TierOptions;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the table in {@code docs/tiers.md}: what each call does with each state of both tiers. Every cell is done, on two stores of
 * files. With {@code -Dcairn.docs.write=true} it is written there.
 */
class TierTableTest {
    private static final Path PAGE = Path.of("../docs/tiers.md");
    private static final String BEGIN = "<!-- made by TierTableTest -->\n";
    private static final String END = "<!-- end -->";
    private static final DocumentKey KEY = new DocumentKey(DocumentKey.DEFAULT_SCOPE, "result", "k");
    private static final String FILE = "default/result/k.json";

    @TempDir
    private Path base;

    /** The states of the secondary for each of the primary. */
    private static final Map<String, List<String>> STATES = states();

    private static Map<String, List<String>> states() {
        Map<String, List<String>> states = new LinkedHashMap<>();
        states.put("live", List.of("the same", "older", "newer", "absent", "damaged", "down"));
        List<String> others = List.of("live", "absent", "deleted", "damaged", "down");
        List.of("archived", "deleted", "absent", "damaged", "down").forEach(state -> states.put(state, others));
        return states;
    }

    private static final Map<String, Function<StorageManager, String>> CALLS = calls();

    private static Map<String, Function<StorageManager, String>> calls() {
        Map<String, Function<StorageManager, String>> calls = new LinkedHashMap<>();
        calls.put("load", TierTableTest::load);
        calls.put("list", manager -> manager.listResults().contains("k") ? "listed" : "not listed");
        calls.put("save", TierTableTest::save);
        calls.put("delete", TierTableTest::delete);
        calls.put("to the secondary", manager -> migrate(manager, Tier.PRIMARY, Tier.SECONDARY));
        calls.put("to the primary", manager -> migrate(manager, Tier.SECONDARY, Tier.PRIMARY));
        return calls;
    }

    private static String load(StorageManager manager) {
        Loaded loaded = manager.load("k", LoadOptions.withoutCache());
        int number = loaded.result().equals(numbered(1, 10)) ? 1 : 2;
        return "no. " + number + " from the "
                + loaded.info().source().toString().toLowerCase(Locale.ROOT)
                + (loaded.info().confirmed() ? "" : ", unconfirmed");
    }

    private static String save(StorageManager manager) {
        SaveReceipt receipt = manager.saveResult("k", numbered(3, 10));
        return switch (receipt.replica()) {
            case REPLICATED -> "both";
            case MISSING -> "primary, replica pending";
            case NOT_WANTED -> "primary";
        };
    }

    private static String delete(StorageManager manager) {
        DeleteReceipt receipt = manager.deleteResult("k");
        return !receipt.wasThere()
                ? "nothing to do"
                : switch (receipt.replica()) {
                    case REPLICATED -> "both";
                    case MISSING -> "primary, replica pending";
                    case NOT_WANTED -> "primary";
                };
    }

    private static String migrate(StorageManager manager, Tier from, Tier to) {
        manager.migrateResult("k", from, to);
        Loaded loaded = manager.load("k", LoadOptions.withoutCache());
        assertThat(loaded.info().source()).isEqualTo(to);
        return "moved";
    }

    @Test
    void theDocumentsShowWhatEachCallDoes() throws IOException {
        StringBuilder table = new StringBuilder("| primary | secondary | ")
                .append(String.join(" | ", CALLS.keySet()))
                .append(" |\n|---|---|")
                .append("---|".repeat(CALLS.size()))
                .append('\n');
        for (Map.Entry<String, List<String>> entry : STATES.entrySet()) {
            for (String secondary : entry.getValue()) {
                table.append(row(entry.getKey(), secondary));
            }
        }
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        if (Boolean.getBoolean("cairn.docs.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(page.indexOf(END)));
        } else {
            assertThat(page.substring(begin, page.indexOf(END))).isEqualTo(table.toString());
        }
    }

    private String row(String primary, String secondary) throws IOException {
        Path prepared = prepare(primary, secondary);
        StringBuilder row = new StringBuilder("| " + primary + " | " + secondary + " |");
        for (Function<StorageManager, String> call : CALLS.values()) {
            Path folder = Files.createTempDirectory(base, "call").resolve("pair");
            Stores.copyFolder(prepared, folder);
            Faults first = new Faults();
            Faults second = new Faults();
            try (StorageManager manager = open(folder, first, second)) {
                outages(primary, secondary, first, second);
                row.append(' ').append(answer(call, manager)).append(" |");
            }
        }
        return row.append('\n').toString();
    }

    private static void outages(String primary, String secondary, Faults first, Faults second) {
        if (primary.equals("down")) {
            first.outage();
        }
        if (secondary.equals("down")) {
            second.outage();
        }
    }

    private static String answer(Function<StorageManager, String> call, StorageManager manager) {
        try {
            return call.apply(manager);
        } catch (StorageException e) {
            return e.getClass().getSimpleName().replace("Exception", "");
        }
    }

    private static StorageManager open(Path folder, Faults first, Faults second) {
        return StorageManagers.builder()
                .primary(new FaultyBackend(Stores.unforced(folder.resolve("primary")), first))
                .secondary(new FaultyBackend(Stores.unforced(folder.resolve("secondary")), second))
                .cache(CacheOptions.disabled())
                .tiers(TierOptions.defaults().withoutBackground())
                .build();
    }

    /** Both tiers have no. 1; then each gets into its state. A newer one is no. 2. */
    private Path prepare(String primary, String secondary) throws IOException {
        Path folder = Files.createTempDirectory(base, "prepared").resolve("pair");
        try (StorageManager manager = open(folder, new Faults(), new Faults())) {
            manager.saveResult("k", numbered(1, 10));
            if (secondary.equals("older")) {
                manager.saveResult("k", numbered(2, 10), SaveOptions.replicate(false));
            }
            if (primary.equals("archived")) {
                manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);
                manager.collectGarbage(CollectOptions.exclusively());
            }
            changePrimary(primary, manager.primary());
            changeSecondary(secondary, manager.secondary().orElseThrow());
        }
        damage(primary, folder.resolve("primary"));
        damage(secondary, folder.resolve("secondary"));
        return folder;
    }

    private static void changePrimary(String state, StorageBackend store) {
        long revision = store.documents().head(KEY).orElseThrow().revision();
        if (state.equals("deleted")) {
            store.documents().put(Put.deleted(KEY, Expectation.any()));
        } else if (state.equals("absent")) {
            store.documents().remove(KEY, revision);
        }
    }

    private static void changeSecondary(String state, StorageBackend store) {
        long revision = store.documents().head(KEY).orElseThrow().revision();
        switch (state) {
            case "deleted" -> store.documents().put(Put.deleted(KEY, Expectation.any()));
            case "absent" -> store.documents().remove(KEY, revision);
            case "newer" -> {
                StorageManager alone = StorageManagers.builder().primary(store).build();
                alone.saveResult("k", numbered(2, 10));
            }
            default -> assertThat(state).isIn("the same", "older", "live", "damaged", "down");
        }
    }

    private static void damage(String state, Path store) throws IOException {
        if (state.equals("damaged")) {
            Path file = store.resolve(FILE);
            Files.writeString(file, Files.readString(file).replace("random search", "random zearch"));
        }
    }
}
