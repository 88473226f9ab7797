package dev.cairn.tensor;

import static dev.cairn.tensor.SafetensorsFiles.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.CorruptException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardedSafetensorsTest {
    private static final Tensor A = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    private static final Tensor B = Tensor.of(new long[] {5, 6, 7}, 3);
    private static final String GOOD = "{'metadata':{'total_size':40},'weight_map':{'b':'2.st','a':'1.st'}}";

    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void writeTwoShards() throws IOException {
        folder = Files.createDirectory(temp.resolve("model"));
        SafetensorsFile.write(folder.resolve("1.st"), Map.of("a", A), Map.of());
        SafetensorsFile.write(folder.resolve("2.st"), Map.of("b", B), Map.of());
    }

    @Nested
    class Reading {

        @Test
        void findsEachTensorInItsShard() throws IOException {
            try (ShardedSafetensors model = open(GOOD)) {
                assertThat(model.names()).containsExactly("b", "a");
                assertThat(model.find("a").orElseThrow().shape()).containsExactly(2L, 2L);
                assertThat(model.find("c")).isEmpty();
                assertThat(model.tensor("a")).isEqualTo(A);
                assertThat(model.tensor("b")).isEqualTo(B);
                assertThat(model.shardOf("b").reader().longs("b", 1, 1)).containsExactly(6);
                assertThat(model.warnings()).isEmpty();
            }
        }

        @Test
        void givesRowsOfATensor() throws IOException {
            try (ShardedSafetensors model = open(GOOD)) {
                assertThat(model.readRows("a", 1, 1)).isEqualTo(Tensor.of(new float[] {3, 4}, 1, 2));
                ByteBuffer target = ByteBuffer.allocate(8);
                model.readRows("b", 2, 1, target);
                assertThat(target.array()).containsExactly(7, 0, 0, 0, 0, 0, 0, 0);
            }
        }

        @Test
        void namesTheTensorThatIsNotThere() throws IOException {
            try (ShardedSafetensors model = open(GOOD)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> model.tensor("c"))
                        .withMessage("The index has no tensor \"c\" among its 2");
            }
        }

        @Test
        void endsForAllShardsWithClose() throws IOException {
            ShardedSafetensors model = open(GOOD);
            model.close();
            assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> model.tensor("a"));
            assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> model.tensor("b"));
        }

        @Test
        void acceptsAnIndexOfNothing() throws IOException {
            try (ShardedSafetensors model = open("{'weight_map':{}}")) {
                assertThat(model.names()).isEmpty();
                assertThat(model.warnings()).isEmpty();
            }
        }
    }

    @Nested
    class Warnings {

        @ParameterizedTest
        @ValueSource(strings = {"41", "40.0", "-1", "'40'", "null", "[40]", "99999999999999999999999"})
        void tellOfATotalSizeThatIsNotTheSum(String size) throws IOException {
            try (ShardedSafetensors model = open(GOOD.replace("40", size))) {
                assertThat(model.warnings())
                        .containsExactly(
                                "The index gives a total size of " + json(size) + ", but its tensors have 40 bytes.");
                assertThat(model.tensor("a")).isEqualTo(A);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'weight_map':{'b':'2.st','a':'1.st'}}",
                    "{'metadata':null,'weight_map':{'b':'2.st','a':'1.st'}}",
                    "{'weight_map':{'b':'2.st','a':'1.st'},'x':[{}],'metadata':{'total_parameters':7}}"
                })
        void doNotMissATotalSize(String index) throws IOException {
            try (ShardedSafetensors model = open(index)) {
                assertThat(model.warnings()).isEmpty();
            }
        }

        @Test
        void nameATensorThatTheIndexDoesNot() throws IOException {
            SafetensorsFile.write(folder.resolve("1.st"), Map.of("a", A, "extra", B), Map.of());
            try (ShardedSafetensors model = open(GOOD)) {
                assertThat(model.warnings()).containsExactly("Tensor \"extra\" of shard \"1.st\" is not in the index.");
                assertThat(model.find("extra")).isEmpty();
            }
        }
    }

    @Nested
    class Refusals {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "../1.st",
                    "..",
                    ".",
                    "",
                    "sub/1.st",
                    "/etc/passwd",
                    "..\\\\1.st",
                    "C:1.st",
                    "1.st\\u0000",
                    "a..b"
                })
        void ofNamesThatAreNotOfAFileInTheFolder(String name) throws IOException {
            Files.copy(folder.resolve("1.st"), temp.resolve("1.st"));
            refused("{'weight_map':{'a':'" + name + "'}}", "in the text at byte", "is not the name of a file");
        }

        @Test
        void ofALinkOutOfTheFolder() throws IOException {
            Files.move(folder.resolve("1.st"), temp.resolve("outside.st"));
            Files.createSymbolicLink(folder.resolve("1.st"), Path.of("../outside.st"));
            refused(GOOD, "The shard \"1.st\" is a link that leaves the folder of the index");
        }

        @Test
        void doNotHitLinksToTheFolderWhereTheIndexItselfLies() throws IOException {
            Path snapshot = Files.createDirectory(temp.resolve("snapshot"));
            index(GOOD);
            for (String name : new String[] {"1.st", "2.st", "index.json"}) {
                Files.createSymbolicLink(
                        snapshot.resolve(name), Path.of("../model").resolve(name));
            }
            try (ShardedSafetensors model = ShardedSafetensors.open(snapshot.resolve("index.json"))) {
                assertThat(model.tensor("a")).isEqualTo(A);
            }
        }

        @Test
        void ofAShardThatIsAbsentAFolderOrNotValid() throws IOException {
            refused(GOOD.replace("1.st", "3.st"), "The shard \"3.st\" is absent from " + folder);
            Files.createDirectory(folder.resolve("3.st"));
            refused(GOOD.replace("1.st", "3.st"), "The shard \"3.st\" is not a file");
            Files.writeString(folder.resolve("1.st"), "junk");
            refused(GOOD, "1.st. Not a valid safetensors file: it has 4 bytes");
        }

        @Test
        void ofATensorThatIsNotInItsShard() throws IOException {
            refused(
                    "{'weight_map':{'a':'2.st','b':'2.st'}}",
                    "Tensor \"a\" is not in its shard \"2.st\". The index and the shards are probably of two versions.");
            refused(
                    "{'weight_map':{'a':'1.st','b':'1.st','c':'2.st'}}",
                    "Tensor \"b\" is not in its shard \"1.st\", but in \"2.st\".");
        }

        @Test
        void ofATensorInTwoShards() throws IOException {
            SafetensorsFile.write(folder.resolve("2.st"), Map.of("a", A, "b", B), Map.of());
            refused(GOOD, "Tensor \"a\" is in two shards, \"2.st\" and \"1.st\".");
        }

        @Test
        void ofTextThatIsNoIndex() throws IOException {
            refused("", "in the text at byte 0: expected '{', found the end of the text");
            refused("[]", "expected '{', found '['");
            refused("{}", "the field weight_map is missing");
            refused("{'weight_map':[]}", "expected '{', found '['");
            refused("{'weight_map':null}", "expected '{', found 'n'");
            refused("{'metadata':7,'weight_map':{}}", "expected '{', found '7'");
            refused("{'weight_map':{}} x", "at byte 18: expected only white space after the JSON object, found 'x'");
            refused("{'weight_map':{},'weight_map':{}}", "duplicate name \"weight_map\"");
            refused("{'weight_map':{'a':'1.st','a':'2.st'}}", "duplicate name \"a\"");
        }

        @Test
        void ofAShardThatIsNoText() throws IOException {
            refused(
                    "{'weight_map':{'a':{'file':'1.st'}}}",
                    "at byte 19: expected a string as the value of \"a\" in weight_map, found '{'");
            refused("{'weight_map':{'a':1}}", "as the value of \"a\" in weight_map, found '1'");
        }

        @Test
        void tellAnAbsentIndexFromADamagedOne() {
            assertThatExceptionOfType(NoSuchFileException.class)
                    .isThrownBy(() -> ShardedSafetensors.open(folder.resolve("none.json")));
        }

        private void refused(String index, String... says) throws IOException {
            Path path = index(index);
            assertThatExceptionOfType(CorruptException.class)
                    .isThrownBy(() -> ShardedSafetensors.open(path).close())
                    .withMessageStartingWith("Cannot read " + path + ". ")
                    .satisfies(e -> assertThat(e.getMessage()).contains(says));
        }
    }

    private Path index(String text) throws IOException {
        return Files.writeString(folder.resolve("index.json"), json(text));
    }

    private ShardedSafetensors open(String text) throws IOException {
        return ShardedSafetensors.open(index(text));
    }
}
