package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes that change one store, two at a time and each at a random moment, and checks after each round that all they
 * said to be done is there, that what they had only begun is done or not, and that nothing is torn.
 *
 * <p>A round takes about a second. There are ten; {@code -Dcairn.kills=1000} makes it five hundred, of two kills each. When
 * the kills come differs from run to run, what must hold after them does not.
 */
@Timeout(3600)
class KillTest {
    /** A thread for each task: the common pool may have one thread only, and these tasks wait for each other. */
    private static final Executor THREADS = task -> new Thread(task).start();

    private static final int KILLS = Integer.getInteger("cairn.kills", 20);
    private static final long LONGEST_LIFE = 1_500;
    private static final Map<String, List<String>> WORKERS =
            Map.of("one", List.of("a", "b", "c"), "two", List.of("d", "e", "f"));

    @TempDir
    Path folder;

    private final Random random = new Random();
    private final Map<DocumentKey, String> documents = new HashMap<>();
    private final Map<String, List<String>> journals = new HashMap<>();
    /** What each worker had begun when it was killed. */
    private final Map<String, Begun> begun = new HashMap<>();

    private record Begun(String what, int n, String text) {}

    @Test
    void keepsAllThatReturnedAndNothingThatIsTorn() throws Exception {
        int acknowledged = 0;
        for (int round = 0; round < KILLS / 2; round++) {
            begun.clear();
            int run = round;
            List<CompletableFuture<List<String>>> lives = WORKERS.keySet().stream()
                    .map(program -> CompletableFuture.supplyAsync(() -> live(program, run), THREADS))
                    .toList();
            for (CompletableFuture<List<String>> life : lives) {
                List<String> lines = life.get();
                lines.forEach(this::follow);
                acknowledged += lines.size() / 2;
            }
            check(round);
        }
        assertThat(acknowledged).as("changes that returned").isPositive();
        System.out.println(KILLS + " kills, " + acknowledged + " changes that returned");
    }

    /** What a process said until it was killed. */
    private List<String> live(String program, int run) {
        List<String> arguments =
                new ArrayList<>(List.of(folder.resolve("store").toString(), run % 4 == 0 ? "force" : "none", "" + run));
        arguments.addAll(WORKERS.getOrDefault(program, List.of()));
        try (ChildJvm child = ChildJvm.startProgram(KillProgram.class, arguments)) {
            List<String> lines = new ArrayList<>();
            if (run % 4 != 3) {
                // On a slow machine one that is killed early has done nothing yet; some are killed as they begin all
                // the same.
                lines.add(child.line());
            }
            long life = random.nextLong(LONGEST_LIFE);
            CompletableFuture.delayedExecutor(life, TimeUnit.MILLISECONDS, THREADS)
                    .execute(child::kill);
            lines.addAll(child.rest());
            return lines;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void follow(String line) {
        String[] words = line.split(" ");
        if (words.length == 5 && words[1].equals("begin")) {
            begun.put(words[0], new Begun(words[2], Integer.parseInt(words[3]), words[4]));
        } else if (line.matches("[a-f] end")) {
            Begun done = begun.remove(words[0]);
            assertThat(done).as(line).isNotNull();
            apply(words[0], done);
        } else {
            throw new AssertionError(line);
        }
    }

    private void apply(String worker, Begun done) {
        switch (done.what()) {
            case "save" -> documents.put(KillProgram.key(worker, done.n()), done.text());
            case "delete", "remove" -> documents.remove(KillProgram.key(worker, done.n()));
            case "append" ->
                journals.computeIfAbsent(worker, w -> new ArrayList<>()).addAll(entries(done));
            case "drop" -> journals.remove(worker);
            default -> throw new IllegalStateException(done.toString());
        }
    }

    private void check(int round) throws IOException {
        try (StorageBackend store = Stores.open(folder.resolve("store"))) {
            assertThat(folder.resolve("store/_tmp")).isEmptyDirectory();
            try (Stream<Path> writers = Files.list(folder.resolve("store/_writers"))) {
                assertThat(writers).as("writers that live").hasSize(1);
            }
            Set<DocumentKey> visible = new HashSet<>();
            for (String worker : WORKERS.values().stream().flatMap(List::stream).toList()) {
                for (int n = 0; n < KillProgram.KEYS; n++) {
                    checkDocument(store, worker, n, round, visible);
                }
                checkJournal(store, worker, round);
            }
            checkListings(store, visible);
        }
    }

    private void checkDocument(StorageBackend store, String worker, int n, int round, Set<DocumentKey> visible) {
        DocumentKey key = KillProgram.key(worker, n);
        Slot slot = store.documents().get(key);
        String found = slot.findVisible().map(KillTest::text).orElse(null);
        Begun last = begun.get(worker);
        String expected = documents.get(key);
        if (last != null
                && last.n() == n
                && !last.what().equals("append")
                && !last.what().equals("drop")) {
            String after = last.what().equals("save") ? last.text() : null;
            assertThat(found).as("%s in round %d, %s", key, round, last).isIn(expected, after);
            remember(key, found);
        } else {
            assertThat(found).as("%s in round %d", key, round).isEqualTo(expected);
        }
        assertThat(store.documents().head(key)).isEqualTo(slot.find().map(Document::head));
        slot.findVisible().ifPresent(document -> {
            visible.add(key);
            document.content().blobs().values().forEach(ref -> {
                byte[] bytes = Stores.read(store.blobs(), ref);
                assertThat(Digest.of(bytes)).isEqualTo(ref.digest());
                assertThat(bytes).isEqualTo(KillProgram.blob(text(document)));
            });
        });
    }

    private void checkJournal(StorageBackend store, String worker, int round) {
        JournalPage page = store.journals().read(KillProgram.journal(worker), 0, 1_000_000);
        List<String> found = page.entries().stream().map(JournalEntry::json).toList();
        List<String> expected = journals.getOrDefault(worker, List.of());
        Begun last = begun.get(worker);
        List<List<String>> possible = new ArrayList<>(List.of(expected));
        if (last != null && last.what().equals("append")) {
            possible.add(
                    Stream.concat(expected.stream(), entries(last).stream()).toList());
        } else if (last != null && last.what().equals("drop")) {
            possible.add(List.of());
        }
        assertThat(possible)
                .as("journal of %s in round %d, %s", worker, round, last)
                .contains(found);
        journals.put(worker, new ArrayList<>(found));
    }

    private static void checkListings(StorageBackend store, Set<DocumentKey> visible) {
        try (Stream<DocumentKey> keys = store.documents().keys(Stores.SCOPE, "result");
                Stream<Slot> live = store.documents().scan(Stores.SCOPE, "result", Set.of(DocumentState.LIVE));
                Stream<Slot> all = store.documents().scan(Stores.SCOPE, "result", Set.of(DocumentState.values()))) {
            assertThat(keys).containsExactlyInAnyOrderElementsOf(visible);
            assertThat(live.map(Slot::key)).containsExactlyInAnyOrderElementsOf(visible);
            assertThat(all).allMatch(slot -> slot.damage() == null);
        }
    }

    private void remember(DocumentKey key, @Nullable String text) {
        if (text == null) {
            documents.remove(key);
        } else {
            documents.put(key, text);
        }
    }

    private static List<String> entries(Begun append) {
        return IntStream.range(0, append.n())
                .mapToObj(part -> "{\"n\":\"" + append.text() + "\",\"part\":" + part + "}")
                .toList();
    }

    private static String text(Document document) {
        return Stores.text(document.content()).replaceAll("\\{\"text\":\"|\"}", "");
    }
}
