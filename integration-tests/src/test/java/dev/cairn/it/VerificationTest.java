package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.ConfigurationException;
import dev.cairn.CorruptException;
import dev.cairn.Damage;
import dev.cairn.Damage.Outcome;
import dev.cairn.Damage.Part;
import dev.cairn.NotFoundException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.UnsupportedException;
import dev.cairn.VerifyOptions;
import dev.cairn.VerifyReport;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.SampleResults;
import dev.cairn.transfer.Cancellation;
import dev.cairn.transfer.Progress;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verification finds of what somebody damaged, and what a repair makes of it. */
@SuppressWarnings("NullAway.Init")
class VerificationTest {
    @TempDir(factory = FastFolder.class)
    Path folder;

    private StorageBackend files(String name) {
        return Stores.unforced(folder.resolve(name));
    }

    private StorageManager alone() {
        return StorageManagers.builder().primary(files("first")).build();
    }

    private StorageManager pair() {
        return Stores.manager(files("first"), files("second"));
    }

    private static void save(StorageManager manager) {
        manager.saveResult("a", SampleResults.numbered(1, 50));
        manager.saveResult("b", SampleResults.withEverything());
        manager.experiment("other").saveResult("c", SampleResults.numbered(3, 5));
    }

    private Path file(String store, String part) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(store))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(part))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Changes one bit in the middle. */
    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(file, bytes);
    }

    private static Damage only(VerifyReport report) {
        assertThat(report.damages()).hasSize(1);
        return report.damages().get(0);
    }

    @Test
    void everythingIsReadAndWhole() {
        try (StorageManager manager = pair()) {
            save(manager);
            AtomicReference<@Nullable Progress> last = new AtomicReference<>();
            VerifyReport report = manager.verify(VerifyOptions.defaults().withListener(last::set));
            assertThat(report.isWhole()).isTrue();
            assertThat(report.documents()).isGreaterThanOrEqualTo(6);
            assertThat(report.blobs()).isGreaterThanOrEqualTo(6);
            assertThat(report.bytes()).isGreaterThan(1000);
            assertThat(last.get()).isNotNull();
            VerifyReport one = manager.verify(VerifyOptions.defaults().withExperiments("other"));
            assertThat(one.documents()).isEqualTo(2);
        }
    }

    @Test
    void aFlippedBitInABlobIsFoundAndTakenFromTheOtherTier() throws IOException {
        try (StorageManager manager = pair()) {
            save(manager);
            flip(file("first", "_blobs"));
            Damage found = only(manager.verify(VerifyOptions.defaults()));
            assertThat(found.tier()).isEqualTo(Tier.PRIMARY);
            assertThat(found.part()).isEqualTo(Part.BLOB);
            assertThat(found.outcome()).isEqualTo(Outcome.FOUND);
            assertThat(found.what()).contains("belongs to result");

            VerifyReport repaired = manager.verify(VerifyOptions.repairing());
            assertThat(only(repaired).outcome()).isEqualTo(Outcome.REPAIRED);
            assertThat(repaired.isWhole()).isTrue();
            assertThat(manager.verify(VerifyOptions.defaults()).damages()).isEmpty();
        }
    }

    @Test
    void aBlobThatIsGoneIsTakenFromTheOtherTierOrNamed() throws IOException {
        try (StorageManager manager = pair()) {
            save(manager);
            Files.delete(file("second", "_blobs"));
            Damage missing = only(manager.verify(VerifyOptions.repairing()));
            assertThat(missing.part()).isEqualTo(Part.MISSING_BLOB);
            assertThat(missing.tier()).isEqualTo(Tier.SECONDARY);
            assertThat(missing.outcome()).isEqualTo(Outcome.REPAIRED);
            assertThat(manager.verify(VerifyOptions.defaults()).isWhole()).isTrue();
        }
        Files.delete(file("first", "_blobs"));
        try (StorageManager first =
                StorageManagers.builder().primary(files("first")).build()) {
            Damage lost = only(first.verify(VerifyOptions.repairing()));
            assertThat(lost.outcome()).isEqualTo(Outcome.NOT_REPAIRED);
            assertThat(lost.why()).contains("no other tier");
        }
    }

    @Test
    void aDamagedDocumentOfTheSecondaryIsReplacedByThePrimarys() throws IOException {
        try (StorageManager manager = pair()) {
            save(manager);
            flip(file("second", "/result/"));
            Damage found = only(manager.verify(VerifyOptions.repairing()));
            assertThat(found.part()).isEqualTo(Part.DOCUMENT);
            assertThat(found.outcome()).isEqualTo(Outcome.REPAIRED);
            assertThat(manager.verify(VerifyOptions.defaults()).isWhole()).isTrue();
        }
    }

    @Test
    void aDamagedDocumentOfThePrimaryIsReplacedOnlyByWhomTrustsTheSecondary() throws IOException {
        try (StorageManager manager = pair()) {
            save(manager);
            flip(file("first", "/result/"));
            VerifyReport careful = manager.verify(VerifyOptions.repairing().settingAside());
            assertThat(only(careful).outcome()).isEqualTo(Outcome.NOT_REPAIRED);
            assertThat(only(careful).why()).contains("trust replicas");
            assertThat(careful.isWhole()).isFalse();
            VerifyReport trusting = manager.verify(VerifyOptions.repairing().trustingReplicas());
            assertThat(only(trusting).outcome()).isEqualTo(Outcome.REPAIRED);
            assertThat(manager.verify(VerifyOptions.defaults()).isWhole()).isTrue();
        }
    }

    @Test
    void aDocumentWhoseNameItsFileDoesNotTellIsFoundByTheOtherTiersNames() throws IOException {
        try (StorageManager manager = pair()) {
            manager.saveResult("Folder/With Capitals.csv", SampleResults.numbered(1, 50));
            flip(file("first", "/result/"));
            assertThat(only(manager.verify(VerifyOptions.defaults())).what()).contains("'Folder/With Capitals.csv'");
            VerifyReport trusting = manager.verify(VerifyOptions.repairing().trustingReplicas());
            assertThat(only(trusting).outcome()).isEqualTo(Outcome.REPAIRED);
            assertThat(manager.verify(VerifyOptions.defaults()).isWhole()).isTrue();
            flip(file("second", "/result/"));
            assertThat(only(manager.verify(VerifyOptions.repairing())).outcome())
                    .isEqualTo(Outcome.REPAIRED);
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsNotMadeByReading() {
        String uri = "h2:" + folder.resolve("absent");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StorageManagers.open(uri, Map.of("read_only", true)))
                .withMessageContaining("There is no store in");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDamagedDocumentThatNobodyHasIsSetAsideWhereThatIsAsked() throws IOException {
        try (StorageManager manager = alone()) {
            manager.saveResult("a", SampleResults.numbered(1, 50));
            Path document = file("first", "/result/");
            flip(document);
            byte[] damaged = Files.readAllBytes(document);
            assertThat(only(manager.verify(VerifyOptions.repairing())).outcome())
                    .isEqualTo(Outcome.NOT_REPAIRED);
            assertThatExceptionOfType(CorruptException.class).isThrownBy(() -> manager.resultInfo("a"));

            VerifyReport report = manager.verify(VerifyOptions.repairing().settingAside());
            assertThat(only(report).outcome()).isEqualTo(Outcome.SET_ASIDE);
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> manager.resultInfo("a"));
            assertThat(file("first", "_damaged")).hasBinaryContent(damaged);
            manager.saveResult("a", SampleResults.numbered(2, 50));
            assertThat(manager.loadResult("a")).isEqualTo(SampleResults.numbered(2, 50));
            assertThat(manager.verify(VerifyOptions.defaults()).isWhole()).isTrue();
        }
    }

    @Test
    void anEntryOfAJournalThatCannotBeReadIsNamed() throws IOException {
        try (StorageManager manager = alone();
                Workspace workspace = Workspace.open(manager)) {
            ActiveRun run = workspace.experiment("e").beginRun(RunSpec.of(Map.of("i", 1)));
            run.log("train", "the first");
            run.log("train", "the second");
            Path journal = file("first", "_journals");
            String text = Files.readString(journal);
            Files.writeString(journal, text.replace("the first", "the worst"));
            VerifyReport report = manager.verify(VerifyOptions.repairing());
            assertThat(report.damages())
                    .filteredOn(damage -> damage.part() == Part.JOURNAL)
                    .hasSize(1)
                    .allSatisfy(damage -> assertThat(damage.outcome()).isEqualTo(Outcome.NOT_REPAIRED));
            assertThat(report.entries()).isPositive();
            run.complete();
        }
    }

    @Test
    void aFlippedBitInARowIsFound() throws SQLException {
        String name = "mem:verified";
        try (StorageManager manager = StorageManagers.builder()
                        .primary(Stores.h2(name, Clock.systemUTC()))
                        .build();
                Connection connection = DriverManager.getConnection("jdbc:h2:" + name, "sa", "");
                Statement sql = connection.createStatement()) {
            save(manager);
            assertThat(manager.verify(VerifyOptions.defaults()).isWhole()).isTrue();
            String flip = "update %s set %s = substring(%s from 1 for 20) || x'ff' || substring(%s from 22) where pk = "
                    + "(select min(pk) from %s where octet_length(%s) > 30)";
            assertThat(sql.executeUpdate(flip.formatted("document", "frame", "frame", "frame", "document", "frame")))
                    .isEqualTo(1);
            List<Damage> damages = manager.verify(VerifyOptions.defaults()).damages();
            assertThat(damages).extracting(Damage::part).contains(Part.DOCUMENT);
            assertThat(sql.executeUpdate("update blob_chunk set data = "
                            + "substring(data from 1 for 4) || x'ff' || substring(data from 6)"))
                    .isPositive();
            assertThat(manager.verify(VerifyOptions.defaults()).damages())
                    .extracting(Damage::part)
                    .contains(Part.BLOB);
        }
    }

    @Test
    void whatIsOnlyReadIsVerifiedAndNotRepaired() throws IOException {
        try (StorageManager manager = pair()) {
            save(manager);
        }
        flip(file("first", "_blobs"));
        try (StorageManager reading =
                StorageManagers.open(folder.resolve("first").toString(), Map.of("read_only", true))) {
            assertThat(reading.verify(VerifyOptions.defaults()).damages()).hasSize(1);
            assertThatExceptionOfType(UnsupportedException.class)
                    .isThrownBy(() -> reading.verify(VerifyOptions.repairing()));
        }
    }

    @Test
    void whoIsAskedToStopSaysThatNotAllWasRead() {
        try (StorageManager manager = alone()) {
            save(manager);
            Cancellation cancellation = new Cancellation();
            cancellation.cancel();
            VerifyReport report = manager.verify(VerifyOptions.defaults().withCancellation(cancellation));
            assertThat(report.complete()).isFalse();
            assertThat(report.isWhole()).isFalse();
            assertThat(report.damages()).isEmpty();
        }
    }

    @Test
    void onlyARepairTrustsOrSetsAside() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifyOptions.defaults().settingAside())
                .withMessageContaining("Only a repair");
    }
}
