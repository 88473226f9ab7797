package dev.cairn.examples;

import dev.cairn.CollectOptions;
import dev.cairn.CollectReport;
import dev.cairn.ConflictException;
import dev.cairn.DeleteReceipt;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.Migration;
import dev.cairn.ReplicaState;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import dev.cairn.model.ResultSet;
import dev.cairn.spi.Capability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Optimizes a truss, keeps what was found, and shows what Cairn does with it. The place to begin.
 *
 * <p>Read it from {@link #run} on. Whatever it prints was measured or asked of the stores. Its folder may hold the results of an
 * earlier run, which are replaced.
 */
public final class Quickstart {
    static final String LOADED = "truss-seed-1";
    static final String ARCHIVED = "truss-seed-2";
    static final String PROTECTED = "truss-seed-3";
    static final String DELETED = "truss-seed-5";

    private static final EngineeringRun NSGA_II = new EngineeringRun(100, 10_000);

    private final String results;
    private final Path archive;
    private final Report report;

    /** {@code results} is the main store, a folder or the URI of a database; {@code archive} is a folder. */
    Quickstart(String results, Path archive, Report report) {
        this.results = results;
        this.archive = archive;
        this.report = report;
    }

    /**
     * Runs it in the folder that is the first argument, or in {@code target/quickstart}; a second argument is the main store:
     * {@code h2:/path/to/file} or {@code postgresql://user@host/db}.
     */
    public static void main(String... args) {
        Path folder = Path.of(args.length > 0 ? args[0] : "target/quickstart");
        String results = args.length > 1 ? args[1] : folder.resolve("results").toString();
        new Quickstart(results, folder.resolve("archive"), new Report(System.out)).run();
    }

    void run() {
        report.title("Cairn quickstart: keep what an optimizer finds");
        Map<String, OptimizationResult> found = optimize();
        List<SaveReceipt> receipts;
        try (StorageManager manager = open()) {
            receipts = save(manager, found);
            list(manager);
        }
        // A second manager, as another program would open: its cache is empty.
        try (StorageManager manager = open()) {
            load(manager, found, receipts);
            archive(manager, found);
            protect(manager);
            delete(manager);
        }
        if (Files.isDirectory(Path.of(results))) {
            new StoredFiles(Path.of(results), archive).show(LOADED, report);
        }
    }

    /** A main store, a folder or a database, and a second one for copies. */
    private StorageManager open() {
        return StorageManagers.builder()
                .primary(results)
                .secondary(archive.toString())
                .build();
    }

    private Map<String, OptimizationResult> optimize() {
        report.section("Optimize: jMetal's NSGA-II designs a truss of two bars (RE31), from five seeds");
        Map<String, OptimizationResult> found = new LinkedHashMap<>();
        LongStream.rangeClosed(1, 5).forEach(seed -> found.put("truss-seed-" + seed, NSGA_II.withSeed(seed)));
        report.table(Table.ofRuns(found.values()));
        return found;
    }

    private List<SaveReceipt> save(StorageManager manager, Map<String, OptimizationResult> found) {
        report.section("Save: one line each, manager.saveResult(key, result)");
        int earlier = manager.listResults().size();
        if (earlier > 0) {
            report.say("There are " + earlier + " results of an earlier run; new ones replace them.");
        }
        long start = System.nanoTime();
        List<SaveReceipt> receipts = found.entrySet().stream()
                .map(each -> manager.saveResult(each.getKey(), each.getValue()))
                .toList();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        report.table(Table.ofReceipts(receipts));
        long bytes = receipts.stream().mapToLong(SaveReceipt::bytes).sum();
        report.say(Report.bytes(bytes) + " in " + Report.duration(took) + ", each forced to the disk in both stores.");
        return receipts;
    }

    private void list(StorageManager manager) {
        report.section("List: what is there, without opening any payload");
        report.table(Table.ofListing(manager.queryResults("order by id").items()));
    }

    private void load(StorageManager manager, Map<String, OptimizationResult> found, List<SaveReceipt> receipts) {
        report.section("Load: " + LOADED + " in a new manager, past its cache");
        Loaded loaded = manager.load(LOADED, LoadOptions.withoutCache());
        OptimizationResult result = loaded.result();
        String digest = manager.resultInfo(LOADED).digest();
        boolean sameDigest = receipts.stream()
                .anyMatch(receipt ->
                        receipt.key().equals(LOADED) && receipt.digest().equals(digest));
        report.say("Loaded from: " + Report.word(loaded.info().source()));
        report.say("Equal:       " + Report.claim(result.equals(found.get(LOADED)), "to what was saved, bit for bit"));
        report.say("SHA-256:     " + Report.claim(sameDigest, "as on the receipt") + ", " + digest);

        ResultSet front = result.resultSet("pareto_front");
        report.say("");
        report.say("No solution dominates any of the " + front.size() + " on its Pareto front. The smallest of each "
                + "objective on it:");
        List<Integer> best = result.objectiveNames().stream()
                .map(name -> smallest(result.objective(name), front))
                .toList();
        report.table(Table.ofSolutions(result, best));
    }

    private static int smallest(RealColumn objective, ResultSet rows) {
        return rows.rows()
                .boxed()
                .min(Comparator.comparingDouble(objective::get))
                .orElseThrow();
    }

    private void archive(StorageManager manager, Map<String, OptimizationResult> found) {
        report.section("Archive: " + ARCHIVED + " moves to the second store");
        Migration migration = manager.migrateResult(ARCHIVED, Tier.PRIMARY, Tier.SECONDARY);
        Loaded loaded = manager.load(ARCHIVED, LoadOptions.withoutCache());
        report.say("Copied:      " + Report.bytes(migration.bytesCopied()) + ", beyond what the replica had already");
        report.say("Listed:      " + Report.claim(manager.listResults().contains(ARCHIVED), "as before"));
        report.say("Loaded from: " + Report.word(loaded.info().source()));
        report.say("Equal:       " + Report.claim(loaded.result().equals(found.get(ARCHIVED)), "to what was saved"));
    }

    private void protect(StorageManager manager) {
        report.section("Protect: save over " + PROTECTED + " with SaveOptions.onlyIfAbsent()");
        OptimizationResult other = manager.loadResult(LOADED);
        try {
            manager.saveResult(PROTECTED, other, SaveOptions.onlyIfAbsent());
            report.say("It was saved, although something was there. That is a defect: please tell us.");
        } catch (ConflictException refused) {
            report.say("Refused: " + refused.getMessage());
        }
    }

    private void delete(StorageManager manager) {
        report.section("Delete: " + DELETED + ", then give back the space of what nothing needs any more");
        DeleteReceipt deleted = manager.deleteResult(DELETED);
        // Where other writers can be kept out for a moment, the day of grace that protects their saves is not needed.
        boolean alone = manager.primary().capabilities().has(Capability.EXCLUSIVE_HOLD);
        CollectReport collected =
                manager.collectGarbage(alone ? CollectOptions.exclusively() : CollectOptions.defaults());
        report.say("Deleted:     " + Report.claim(deleted.replica() == ReplicaState.REPLICATED, "in both stores"));
        report.say(
                "Space:       " + Report.bytes(collected.bytes()) + " in " + collected.blobs() + " files given back");
        report.say("");
        report.say("What is left:");
        report.table(Table.ofListing(manager.queryResults("order by id").items()));
    }
}
