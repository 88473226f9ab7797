package dev.cairn.tensor;

import static dev.cairn.tensor.SafetensorsFiles.file;
import static dev.cairn.tensor.SafetensorsFiles.json;
import static dev.cairn.tensor.SafetensorsFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.TooLargeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SafetensorsHeaderTest {
    private static final String A = json("{'dtype':'F32','shape':[2],'data_offsets':[0,8]}");

    @Nested
    class Encode {

        @Test
        void writesAScalarLikeTheReference() {
            SafetensorsHeader header =
                    SafetensorsHeader.builder().tensor("tensor", DType.F32).build();
            assertThat(header.encode())
                    .isEqualTo(file(json("{'tensor':{'dtype':'F32','shape':[],'data_offsets':[0,4]}}      "), 0));
            assertThat(header.dataStart()).isEqualTo(72);
            assertThat(header.fileSize()).isEqualTo(76);
        }

        @Test
        void writesNoTensorsLikeTheReference() {
            SafetensorsHeader header = SafetensorsHeader.builder().build();
            assertThat(header.encode()).isEqualTo(file("{}      ", 0));
            assertThat(header.fileSize()).isEqualTo(16);
        }

        @Test
        void ordersByTypeAndThenByNameLikeTheReference() {
            SafetensorsHeader header = SafetensorsHeader.builder()
                    .tensor("b", DType.F32, 1)
                    .tensor("a", DType.F32, 1)
                    .tensor("i", DType.I64, 1)
                    .tensor("h", DType.F16, 1)
                    .tensor("bo", DType.BOOL, 1)
                    .build();
            assertThat(header.encode())
                    .isEqualTo(file(
                            json("{'i':{'dtype':'I64','shape':[1],'data_offsets':[0,8]},"
                                            + "'a':{'dtype':'F32','shape':[1],'data_offsets':[8,12]},"
                                            + "'b':{'dtype':'F32','shape':[1],'data_offsets':[12,16]},"
                                            + "'h':{'dtype':'F16','shape':[1],'data_offsets':[16,18]},"
                                            + "'bo':{'dtype':'BOOL','shape':[1],'data_offsets':[18,19]}}")
                                    + "     ",
                            0));
            assertThat(header.dataStart()).isEqualTo(8 + 280);
            assertThat(header.names()).containsExactly("i", "a", "b", "h", "bo");
        }

        @Test
        void ordersNamesByTheirUtf8BytesAndNotByCodeUnits() {
            SafetensorsHeader header = SafetensorsHeader.builder()
                    .tensor("\ud83d\ude00", DType.U8)
                    .tensor("\uffe5", DType.U8)
                    .tensor("z", DType.U8)
                    .build();
            assertThat(header.names()).containsExactly("z", "\uffe5", "\ud83d\ude00");
        }

        @Test
        void putsMetadataFirstInTheOrderGiven() {
            byte[] encoded = SafetensorsHeader.builder()
                    .tensor("t", DType.U8)
                    .metadata("z", "1")
                    .metadata("a", "")
                    .build()
                    .encode();
            assertThat(encoded)
                    .isEqualTo(file(
                            json("{'__metadata__':{'z':'1','a':''},"
                                            + "'t':{'dtype':'U8','shape':[],'data_offsets':[0,1]}}")
                                    + "    ",
                            0));
        }

        @Test
        void escapesQuotesBackslashesAndControlCharactersAlone() {
            String text = "\" \\ / \b\t\n\f\r \u0000\u001f \u007f \u00e4 \u2028 \ud83d\ude00";
            String escaped = "\\\" \\\\ / \\b\\t\\n\\f\\r \\u0000\\u001f \u007f \u00e4 \u2028 \ud83d\ude00";
            byte[] encoded =
                    SafetensorsHeader.builder().metadata("k", text).build().encode();
            String header = json("{'__metadata__':{'k':'") + escaped + json("'}}");
            assertThat(new String(encoded, 8, encoded.length - 8, StandardCharsets.UTF_8).strip())
                    .isEqualTo(header);
        }
    }

    @Nested
    class Build {

        @Test
        void refusesANameThatWasAddedAlready() {
            SafetensorsHeader.Builder builder = SafetensorsHeader.builder().tensor("a", DType.U8);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.tensor("a", DType.F64))
                    .withMessageContaining("\"a\" was added already");
        }

        @Test
        void refusesMetadataThatWasAddedAlready() {
            SafetensorsHeader.Builder builder = SafetensorsHeader.builder().metadata("a", "1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.metadata("a", "2"))
                    .withMessageContaining("\"a\" was added already");
        }

        @Test
        void refusesTheReservedName() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SafetensorsHeader.builder().tensor("__metadata__", DType.U8))
                    .withMessageContaining("reserved");
        }

        @Test
        void refusesTextThatUtf8CannotCarry() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SafetensorsHeader.builder().metadata("k", "\udc00"))
                    .withMessageContaining("lone surrogate");
        }

        @Test
        void refusesAHeaderLargerThanTheFormatAllows() {
            SafetensorsHeader.Builder builder = SafetensorsHeader.builder().metadata("k", "x".repeat(99_999_990));
            assertThatExceptionOfType(TooLargeException.class)
                    .isThrownBy(builder::build)
                    .withMessageContaining("100000000");
        }

        @Test
        void refusesDataOfMoreBytesThanALongCounts() {
            SafetensorsHeader.Builder builder = SafetensorsHeader.builder();
            for (int i = 0; i < 9; i++) {
                builder.tensor("t" + i, DType.U8, (1L << 60) - 1);
            }
            assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("data overflows");
        }
    }

    @Nested
    class Read {

        @Test
        void givesTensorsInDataOrderEvenIfTheHeaderHasAnother() throws IOException {
            String header = json("{'b':{'dtype':'U8','shape':[2],'data_offsets':[1,3]},"
                    + "'a':{'shape':[],'data_offsets':[0,1],'dtype':'I8'}}");
            SafetensorsHeader read = read(file(header, 3));
            assertThat(read.names()).containsExactly("a", "b");
            assertThat(read.tensors()).extracting(TensorInfo::begin).containsExactly(0L, 1L);
            assertThat(read.find("b"))
                    .hasValueSatisfying(b -> assertThat(b.shape()).containsExactly(2L));
            assertThat(read.find("c")).isEmpty();
            assertThat(read.dataStart()).isEqualTo(8L + header.length());
            assertThat(read.fileSize()).isEqualTo(8L + header.length() + 3);
        }

        @Test
        void acceptsWhiteSpaceAroundAndWithinTheJson() throws IOException {
            String header = " \r\n\t{ \"a\" : " + A.replace(":", " : ").replace(",", " ,\n") + " }\n\t ";
            assertThat(read(file(header, 8)).names()).containsExactly("a");
        }

        @Test
        void ignoresUnknownFieldsOfAnEntryWhateverTheyHold() throws IOException {
            String extra = "{'x':[1,-0.5e+3,{'y':[]}],'z':true,'w':[false,null,'\\u00e4']},".replace('\'', '"');
            assertThat(read(file("{\"a\":" + A.replace("{", "{\"extra\":" + extra) + "}", 8))
                            .names())
                    .containsExactly("a");
        }

        @Test
        void takesNullForNoMetadata() throws IOException {
            assertThat(read(file(json("{'__metadata__':null}"), 0)).metadata()).isEmpty();
        }

        @Test
        void acceptsAnEmptyNameAndAZeroCharacter() throws IOException {
            String scalar = json("{'dtype':'U8','shape':[],'data_offsets':");
            String header = json("{'':") + scalar + "[0,1]},\"\\u0000\":" + scalar + "[1,2]}}";
            assertThat(read(file(header, 2)).names()).containsExactly("", "\u0000");
        }

        @Test
        void acceptsTensorsWithoutDataWhereOthersMeet() throws IOException {
            String header = json("{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},"
                    + "'e':{'dtype':'F64','shape':[3,0],'data_offsets':[2,2]},"
                    + "'s':{'dtype':'F64','shape':[0],'data_offsets':[0,0]}}");
            assertThat(read(file(header, 2)).names()).containsExactly("s", "a", "e");
        }

        @Test
        void unescapesNamesAndMetadata() throws IOException {
            String header = json("{'__metadata__':{'k\\n':'\\ud83d\\uDE00 \u00e4 \\/\\\\\\b\\f\\r\\t'}}");
            assertThat(read(file(header, 0)).metadata())
                    .containsExactly(Map.entry("k\n", "\ud83d\ude00 \u00e4 /\\\b\f\r\t"));
        }

        @Test
        void acceptsNestingUpToTheLimit() throws IOException {
            String deep = "[".repeat(126) + "]".repeat(126);
            String header = "{\"a\":" + A.replace("{", "{\"x\":" + deep + ",") + "}";
            assertThat(read(file(header, 8)).names()).containsExactly("a");
        }
    }
}
