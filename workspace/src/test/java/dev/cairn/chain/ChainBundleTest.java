package dev.cairn.chain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.TooLargeException;
import dev.cairn.UnsupportedException;
import dev.cairn.chain.ChainBundle.Origin;
import dev.cairn.operator.LinearModel;
import dev.cairn.operator.PlsModel;
import dev.cairn.operator.SavitzkyGolay;
import dev.cairn.operator.StandardScaling;
import dev.cairn.spi.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains as files: written, read, damaged and forged. */
class ChainBundleTest {
    @TempDir
    Path folder;

    private final ArtifactsInMemory artifacts = new ArtifactsInMemory();
    private Chain chain = Chain.of().build();
    private String scaler = "";

    @BeforeEach
    void makesAChain() {
        SavitzkyGolay filter = SavitzkyGolay.smoothing(3, 1);
        scaler = artifacts.add(StandardScaling.of(new double[] {0.1, 0.2, 0.3}, new double[] {1.1, 1.3, 1.7}));
        chain = Chain.of(
                        ChainStep.fitted(0, "cairn.StandardScaling", Map.of("with", "ä\"\\")),
                        ChainStep.stateless(
                                1, filter.operatorClass(), filter.parameters().asMap()),
                        ChainStep.fitted(2, "cairn.StandardScaling", Map.of()).scalingTargets(),
                        ChainStep.fitted(3, "cairn.PlsModel", Map.of("components", 2)))
                .model(3)
                .shared(0, scaler)
                .shared(2, artifacts.add(StandardScaling.of(new double[] {5}, new double[] {0.3})))
                .fold("0", artifacts.add(LinearModel.of(new double[] {0.1, 0.2, 0.7}, 1 / 3.0)), 0.3)
                .fold(
                        "1",
                        artifacts.add(PlsModel.of(
                                new double[] {1, 2, 3}, new double[] {1, 0, 3}, new double[] {0.1, 7, -2}, -0.1)),
                        0.6)
                .build();
    }

    private Path written() {
        return ChainBundle.write(folder.resolve("chain"), chain, artifacts, new Origin("c-1", "p-1", "r-1"));
    }

    @Test
    void saysOfSamplesWhatTheChainSaidBitForBit() {
        Random random = new Random(7);
        double[][] rows =
                Stream.generate(() -> random.doubles(3).toArray()).limit(50).toArray(double[][]::new);
        double[] expected;
        try (ChainReplay replay = ChainReplay.of(chain, artifacts)) {
            expected = replay.replay(ReplayInput.of(rows));
        }
        try (ChainBundle bundle = ChainBundle.open(written())) {
            double[] found = bundle.replay(ReplayInput.of(rows));
            assertThat(bundle.chain()).isEqualTo(chain);
            for (int row = 0; row < rows.length; row++) {
                assertThat(Double.doubleToRawLongBits(found[row])).isEqualTo(Double.doubleToRawLongBits(expected[row]));
            }
        }
    }

    @Test
    void keepsEveryPartOfAChain() {
        Chain rich = Chain.of(
                        ChainStep.fitted(9, "a", Map.of("nan", Double.NaN, "list", List.of(1, 0.5, "x")))
                                .in(List.of(1)),
                        ChainStep.fitted(4, "m", Map.of()))
                .model(4)
                .source(9, 0, scaler)
                .source(9, 1, scaler, scaler)
                .fold("final", scaler)
                .branchPath(List.of(1, 0))
                .sourceIndex(1)
                .preprocessings("SNV>é")
                .build();
        try (ChainBundle bundle =
                ChainBundle.open(ChainBundle.write(folder.resolve("rich"), rich, artifacts, Origin.none()))) {
            assertThat(bundle.chain()).isEqualTo(rich);
            assertThat(bundle.manifest().run()).isNull();
        }
    }

    @Test
    void saysWhereItComesFromAndDescribesItsArtifacts() {
        try (ChainBundle bundle = ChainBundle.open(written())) {
            assertThat(bundle.manifest().chain()).isEqualTo("c-1");
            assertThat(bundle.manifest().pipeline()).isEqualTo("p-1");
            assertThat(bundle.manifest().run()).isEqualTo("r-1");
            assertThat(bundle.artifact(scaler)).isEqualTo(artifacts.artifact(scaler));
            assertThat(bundle.manifest().artifacts()).hasSize(4);
            assertThatThrownBy(() -> bundle.artifact("x")).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> bundle.open("x")).isInstanceOf(NotFoundException.class);
        }
    }

    @Nested
    class Writing {
        @Test
        void leavesNothingIfAnArtifactIsMissingOrDamaged() throws IOException {
            artifacts.replace(scaler, new byte[artifacts.artifact(scaler).size() > 0 ? 5 : 0]);
            assertThatThrownBy(ChainBundleTest.this::written)
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining(scaler);
            artifacts.remove(scaler);
            assertThatThrownBy(ChainBundleTest.this::written).isInstanceOf(NotFoundException.class);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).isEmpty();
            }
        }

        @Test
        void keepsWhatWasThereIfItFails() throws IOException {
            Path target = written();
            byte[] before = Files.readAllBytes(target);
            artifacts.remove(scaler);
            assertThatThrownBy(ChainBundleTest.this::written).isInstanceOf(NotFoundException.class);
            assertThat(target).hasBinaryContent(before);
        }

        @Test
        void appendsAnExtensionToANameWithoutOneAndMakesFolders() {
            Path deep = folder.resolve("a").resolve("b");
            assertThat(ChainBundle.write(deep.resolve("m"), chain, artifacts, Origin.none()))
                    .isEqualTo(deep.resolve("m.cairn"))
                    .isRegularFile();
            assertThat(ChainBundle.write(deep.resolve("m.v1"), chain, artifacts, Origin.none()))
                    .isEqualTo(deep.resolve("m.v1"))
                    .isRegularFile();
            assertThat(deep).isDirectoryNotContaining("glob:**.tmp");
        }

        @Test
        void refusesAFormatThatIsNoName() {
            String evil = artifacts.add("../x", "lib.X", new byte[1]);
            Chain other = Chain.of(ChainStep.fitted(0, "lib.X", Map.of()))
                    .shared(0, evil)
                    .build();
            assertThatThrownBy(() -> ChainBundle.write(folder.resolve("m"), other, artifacts, Origin.none()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'../x'");
        }

        @Test
        void storesLargeNumbersThatCompressAsMuchAsABombSoThatTheyAreRead() {
            String zeros = artifacts.add("word", "lib.Zeros", new byte[70 << 20]);
            Chain other = Chain.of(ChainStep.fitted(0, "lib.Zeros", Map.of()))
                    .shared(0, zeros)
                    .build();
            Path path = ChainBundle.write(folder.resolve("zeros"), other, artifacts, Origin.none());
            try (ChainBundle bundle = ChainBundle.open(path)) {
                assertThat(bundle.artifact(zeros).size()).isEqualTo(70 << 20);
            }
        }
    }

    /** Bundles that somebody changed: each entry as it was but for what a test replaces. */
    @Nested
    class Opening {
        private final Map<String, byte[]> entries = new LinkedHashMap<>();
        private Path path = Path.of("");

        @BeforeEach
        void writesOne() throws IOException {
            path = written();
            try (ZipFile zip = new ZipFile(path.toFile())) {
                for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                    entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        }

        private String text(String name) {
            return new String(entries.getOrDefault(name, new byte[0]), UTF_8);
        }

        private Path rewritten() throws IOException {
            Path forged = folder.resolve("forged.cairn");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(forged))) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                }
            }
            return forged;
        }

        private String scalerFile() {
            return "artifacts/" + scaler;
        }

        private void refuses(String entry, String reason) throws IOException {
            Path forged = rewritten();
            assertThatThrownBy(() -> ChainBundle.open(forged))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining(forged.toString())
                    .hasMessageContaining(entry)
                    .hasMessageContaining(reason);
        }

        @Test
        void takesOneThatWasPackedAgain() throws IOException {
            try (ChainBundle bundle = ChainBundle.open(rewritten())) {
                assertThat(bundle.chain()).isEqualTo(chain);
            }
        }

        @Test
        void refusesAFlippedByteOrGivesBackTheSame() throws IOException {
            byte[] good = Files.readAllBytes(path);
            Path flipped = folder.resolve("flipped.cairn");
            int refused = 0;
            for (int at = 0; at < good.length; at++) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << at % Byte.SIZE);
                Files.write(flipped, bad);
                try (ChainBundle bundle = ChainBundle.open(flipped)) {
                    assertThat(bundle.chain()).isEqualTo(chain);
                    assertThat(bundle.open(scaler).readAllBytes())
                            .isEqualTo(artifacts.open(scaler).readAllBytes());
                    assertThat(bundle.manifest().chain()).isEqualTo("c-1");
                } catch (CorruptException | TooLargeException e) {
                    assertThat(e).hasMessageContaining(flipped.toString());
                    refused++;
                }
            }
            assertThat(refused).isGreaterThan(good.length / 2);
        }

        @Test
        void refusesAChangedByteOfEachPartThatIsPackedAgain() throws IOException {
            byte[] bytes = entries.getOrDefault(scalerFile(), new byte[0]).clone();
            bytes[10] ^= 1;
            entries.put(scalerFile(), bytes);
            refuses(scalerFile(), "digest");
            writesOne();
            entries.put(
                    ChainBundle.CHAIN,
                    text(ChainBundle.CHAIN).replace("0.3", "0.4").getBytes(UTF_8));
            refuses(ChainBundle.CHAIN, "digest is not the one in the manifest");
            writesOne();
            entries.put(
                    ChainBundle.MANIFEST,
                    text(ChainBundle.MANIFEST).replace("[", "(").getBytes(UTF_8));
            refuses(ChainBundle.MANIFEST, "it is no manifest");
        }

        @Test
        void refusesOneThatWasCutOffAnywhere() throws IOException {
            byte[] good = Files.readAllBytes(path);
            Path cut = folder.resolve("cut.cairn");
            for (int length : new int[] {0, 1, 21, 22, 100, good.length / 2, good.length - 22, good.length - 1}) {
                Files.write(cut, Arrays.copyOf(good, length));
                assertThatThrownBy(() -> ChainBundle.open(cut))
                        .isInstanceOf(CorruptException.class)
                        .hasMessageContaining(cut.toString());
            }
        }

        @Test
        void refusesAMissingEntry() throws IOException {
            for (String name : List.of(ChainBundle.MANIFEST, ChainBundle.CHAIN, scalerFile())) {
                entries.remove(name);
                refuses(name, "missing");
                writesOne();
            }
        }

        @Test
        void refusesAnEntryThatNobodyListed() throws IOException {
            entries.put("../evil", new byte[3]);
            refuses("../evil", "does not list");
            entries.remove("../evil");
            entries.put("artifacts/", new byte[0]);
            refuses("artifacts/", "no file");
        }

        @Test
        void refusesAListedPathThatLeadsOutside() throws IOException {
            entries.put("../evil", entries.getOrDefault(scalerFile(), new byte[0]));
            entries.put(
                    ChainBundle.MANIFEST,
                    text(ChainBundle.MANIFEST).replace(scalerFile(), "../evil").getBytes(UTF_8));
            refuses("../evil", "it must stand in");
        }

        @Test
        void refusesAnEntryThatIsThereTwice() throws IOException {
            byte[] bytes = Files.readAllBytes(rewrittenWith("chain.jsom"));
            String raw = new String(bytes, ISO_8859_1).replace("chain.jsom", "chain.json");
            Path twice = folder.resolve("twice.cairn");
            Files.writeString(twice, raw, ISO_8859_1);
            assertThatThrownBy(() -> ChainBundle.open(twice))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("twice");
        }

        private Path rewrittenWith(String name) throws IOException {
            entries.put(name, new byte[1]);
            return rewritten();
        }

        @Test
        void refusesASymbolicLink() throws IOException {
            byte[] bytes = Files.readAllBytes(path);
            int directory = indexOf(bytes, new byte[] {'P', 'K', 1, 2});
            bytes[directory + 5] = 3;
            bytes[directory + 41] = (byte) 0xa1;
            Path link = Files.write(folder.resolve("link.cairn"), bytes);
            assertThatThrownBy(() -> ChainBundle.open(link))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("symbolic link");
        }

        private int indexOf(byte[] bytes, byte[] wanted) {
            String text = new String(bytes, ISO_8859_1);
            return text.indexOf(new String(wanted, ISO_8859_1));
        }

        @Test
        void refusesANewerVersion() throws IOException {
            entries.put(
                    ChainBundle.MANIFEST,
                    text(ChainBundle.MANIFEST)
                            .replace("\"format\":1,", "\"format\":2,")
                            .getBytes(UTF_8));
            Path forged = rewritten();
            assertThatThrownBy(() -> ChainBundle.open(forged))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("version 2");
        }

        @Test
        void refusesAChainThatNamesOtherArtifacts() throws IOException {
            byte[] other = text(ChainBundle.CHAIN).replace(scaler, "other").getBytes(UTF_8);
            entries.put(
                    ChainBundle.MANIFEST,
                    text(ChainBundle.MANIFEST)
                            .replace(
                                    Digest.of(entries.getOrDefault(ChainBundle.CHAIN, other))
                                            .hex(),
                                    Digest.of(other).hex())
                            .getBytes(UTF_8));
            entries.put(ChainBundle.CHAIN, other);
            refuses(ChainBundle.CHAIN, "it names the artifacts");
        }

        @Test
        void refusesABombBeforeItIsExpanded() throws IOException {
            Path bomb = folder.resolve("bomb.cairn");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
                zip.putNextEntry(new ZipEntry(ChainBundle.MANIFEST));
                writeZeros(zip, 200);
            }
            assertThatThrownBy(() -> ChainBundle.open(bomb))
                    .isInstanceOf(TooLargeException.class)
                    .hasMessageContaining("expands to " + (200L << 20));
        }

        @Test
        void refusesABombThatSaysThatItIsSmall() throws IOException {
            Path bomb = folder.resolve("bomb.cairn");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
                zip.putNextEntry(new ZipEntry(ChainBundle.MANIFEST));
                writeZeros(zip, 200);
            }
            byte[] bytes = Files.readAllBytes(bomb);
            int directory = indexOf(bytes, new byte[] {'P', 'K', 1, 2});
            for (int at = 24; at < 28; at++) {
                bytes[directory + at] = (byte) (at == 24 ? 100 : 0);
            }
            Files.write(bomb, bytes);
            assertThatThrownBy(() -> ChainBundle.open(bomb))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("manifest.json");
        }

        private void writeZeros(OutputStream out, int mebibytes) throws IOException {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < mebibytes; i++) {
                out.write(zeros);
            }
        }

        @Test
        void refusesAManifestThatIsTooLarge() throws IOException {
            Random random = new Random(1);
            byte[] large = new byte[(16 << 20) + 1];
            random.nextBytes(large);
            entries.put(ChainBundle.MANIFEST, large);
            Path forged = rewritten();
            assertThatThrownBy(() -> ChainBundle.open(forged))
                    .isInstanceOf(TooLargeException.class)
                    .hasMessageContaining("manifest.json");
        }

        @Test
        void findsThatTheFileChangedAfterOpening() throws IOException {
            try (ChainBundle bundle = ChainBundle.open(path)) {
                byte[] bytes = Files.readAllBytes(path);
                int data = indexOf(bytes, scalerFile().getBytes(UTF_8))
                        + scalerFile().length();
                bytes[data + 8] ^= 1;
                Files.write(path, bytes);
                assertThatThrownBy(() -> bundle.open(scaler).readAllBytes()).isInstanceOf(CorruptException.class);
            }
        }

        @Test
        void saysThatThereIsNoFile() {
            assertThatThrownBy(() -> ChainBundle.open(folder.resolve("none.cairn")))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("none.cairn");
            assertThatThrownBy(() -> ChainBundle.open(folder)).isInstanceOf(NotFoundException.class);
        }
    }
}
