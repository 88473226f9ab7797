package dev.cairn.tensor;

import static dev.cairn.tensor.SafetensorsFiles.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CorruptException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of file that must be refused. In a header, ' stands for a double quote and A for a good entry of 8 bytes. */
class MalformedFilesTest {

    private static final String A = "{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("all")
    void isRefusedAndSaysWhy(String shown, byte[] file, List<String> says) {
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> SafetensorsFiles.read(file))
                .withMessageStartingWith("Not a valid safetensors file: ")
                .satisfies(e -> assertThat(e.getMessage()).contains(says));
    }

    @Test
    void doesNotPutALongOrUnprintableNameIntoTheMessageAsItIs() {
        byte[] file = file("{\"" + "\\u0007".repeat(10_000) + "\":[]}", 0);
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> SafetensorsFiles.read(file))
                .satisfies(
                        e -> assertThat(e.getMessage()).hasSizeLessThan(1_000).doesNotContain("\u0007"));
    }

    /** What is shown, the file, and what the message says of each. */
    static Stream<Arguments> all() {
        return Stream.of(lengths(), notJson(), names(), metadata(), fields(), numbers(), layouts(), sizes())
                .flatMap(files -> files);
    }

    private static Stream<Arguments> lengths() {
        return Stream.of(
                raw("0 bytes", new byte[0], "it has 0 bytes, and needs at least 8"),
                raw("7 bytes", new byte[7], "it has 7 bytes, and needs at least 8"),
                raw("N = 100,000,001", length(100_000_001, 10), "bytes 0 to 7 give a header length of 100000001"),
                raw("N = 2^63", length(Long.MIN_VALUE, 10), "header length of 9223372036854775808"),
                raw("N = 2^64-1", length(-1, 10), "header length of 18446744073709551615"),
                raw("N = 1000 in 80 bytes", length(1000, 80), "header length of 1000, but only 72 bytes follow"),
                raw("N = 100,000,000 in 80 bytes", length(100_000_000, 80), "only 72 bytes follow"),
                raw("N = 0", length(0, 8), "in the header at byte 8: expected '{', found the end of the header"));
    }

    private static Stream<Arguments> notJson() {
        return Stream.of(
                bytes("{'\u00ff':A}", "at byte 11: the string that ends here is not valid UTF-8"),
                bytes("\u00ff", "at byte 8: expected '{', found the byte 0xff"),
                bytes("{'\u00c0\u0080':A}", "not valid UTF-8"),
                bytes("{'\u00ed\u00a0\u0080':A}", "not valid UTF-8"),
                header("{", 0, "at byte 9: expected a string, found the end of the header"),
                header("[]", 0, "expected '{', found '['"),
                header("'x'", 0, "expected '{', found '\"'"),
                header("null", 0, "expected '{', found 'n'"),
                header("{}{}", 0, "at byte 10: expected only white space after the JSON object, found '{'"),
                header("{} x", 0, "at byte 11: expected only white space after the JSON object, found 'x'"),
                header("{'a':A,}", 8, "expected a string, found '}'"),
                header("{'a':A 'b':A}", 8, "expected '}', found '\"'"),
                header("{'a' 1}", 0, "at byte 13: expected ':', found '1'"),
                header("{a:A}", 8, "expected a string, found 'a'"),
                header("{'a':{'x':NaN}}", 0, "in tensor \"a\" at byte 18: expected a JSON value, found 'N'"),
                header("{'a':{'x':-Infinity}}", 0, "expected a JSON value, found 'I'"),
                header("{'a':{'x':1.}}", 0, "expected a JSON value, found '}'"),
                header("{'a':{'x':1e+}}", 0, "expected a JSON value, found '}'"),
                header("{'a':{'x':01}}", 0, "expected '}', found '1'"),
                header("{'a':{'x':nul}}", 0, "expected null, found '}'"),
                header("{/* a */}", 0, "expected a string, found '/'"),
                header("\ufeff{}", 0, "at byte 8: expected '{', found the byte 0xef"),
                header("{}\u0000", 0, "expected only white space after the JSON object, found the byte 0x00"),
                header("{'a':{'x':" + "[".repeat(200) + "]".repeat(200) + "}}", 0, "nested deeper than 128"),
                header("{'a':{'shape':" + "[".repeat(200), 0, "expected a plain non-negative integer, found '['"),
                header("[".repeat(200) + "]".repeat(200), 0, "expected '{', found '['"));
    }

    private static Stream<Arguments> names() {
        return Stream.of(
                header("{'a':A,'a':A}", 8, "in the header at byte 65: duplicate name \"a\""),
                header("{'a':A,'\\u0061':A}", 8, "duplicate name \"a\""),
                header("{'__metadata__':{},'__metadata__':{}}", 0, "duplicate name \"__metadata__\""),
                header("{'__metadata__':null,'__metadata__':null}", 0, "duplicate name \"__metadata__\""),
                header(
                        "{'a':{'dtype':'F32','dtype':'F32'}}",
                        0,
                        "in tensor \"a\" at byte 35: duplicate name \"dtype\""),
                header("{'a':{'shape':[2],'shape':[2]}}", 0, "duplicate name \"shape\""),
                header("{'a':{'data_offsets':[0,8],'data_offsets':[0,8]}}", 0, "duplicate name \"data_offsets\""),
                header("{'a':{'x':{'y':1,'y':1}}}", 0, "duplicate name \"y\""),
                header("{'\\ud800':A}", 8, "the string holds the lone surrogate \\ud800"),
                header("{'\\ud800\\u0061':A}", 8, "the string holds the lone surrogate \\ud800"),
                header("{'\\ud800\\n':A}", 8, "the string holds the lone surrogate \\ud800"),
                header("{'\\udc00':A}", 8, "the string holds the lone surrogate \\udc00"),
                header("{'a\nb':A}", 8, "expected more of a string, found the byte 0x0a"),
                header("{'a", 0, "expected more of a string, found the end of the header"),
                header("{'\\x':A}", 8, "expected an escape of JSON, found 'x'"),
                header("{'\\", 0, "expected an escape of JSON, found the end of the header"),
                header("{'\\u00g0':A}", 8, "expected four hexadecimal digits, found 'g'"));
    }

    private static Stream<Arguments> metadata() {
        return Stream.of(
                header("{'__metadata__':{'a':1}}", 0, "a string as the value of \"a\" in __metadata__, found '1'"),
                header("{'__metadata__':{'a':null}}", 0, "a string as the value of \"a\" in __metadata__, found 'n'"),
                header("{'__metadata__':{'a':{'b':'c'}}}", 0, "as the value of \"a\" in __metadata__, found '{'"),
                header("{'__metadata__':A}", 8, "as the value of \"shape\" in __metadata__, found '['"),
                header("{'__metadata__':{'a':'b','a':'b'}}", 0, "duplicate name \"a\""),
                header("{'__metadata__':[]}", 0, "expected '{', found '['"),
                header("{'__metadata__':'x'}", 0, "expected '{', found '\"'"));
    }

    private static Stream<Arguments> fields() {
        return Stream.of(
                header(entry("'F33'", "[2]", "[0,8]"), 8, "in tensor \"a\" at byte 27: unknown dtype \"F33\""),
                header(entry("'f32'", "[2]", "[0,8]"), 8, "unknown dtype \"f32\""),
                header(entry("null", "[2]", "[0,8]"), 8, "expected a string, found 'n'"),
                header("{'a':{'shape':[2],'data_offsets':[0,8]}}", 8, "the field dtype is missing"),
                header("{'a':{'dtype':'F32','data_offsets':[0,8]}}", 8, "the field shape is missing"),
                header("{'a':{'dtype':'F32','shape':[2]}}", 8, "the field data_offsets is missing"),
                header("{'a':['F32',[2],[0,8]]}", 8, "in tensor \"a\" at byte 13: expected '{', found '['"),
                header("{'a':null}", 0, "in tensor \"a\" at byte 13: expected '{', found 'n'"));
    }

    private static Stream<Arguments> numbers() {
        return Stream.of(
                header(entry("'F32'", "[-2]", "[0,8]"), 8, "expected a plain non-negative integer, found '-'"),
                header(entry("'F32'", "[2.0]", "[0,8]"), 8, "the end of a plain non-negative integer, found '.'"),
                header(entry("'F32'", "[2e0]", "[0,8]"), 8, "the end of a plain non-negative integer, found 'e'"),
                header(entry("'F32'", "[2E0]", "[0,8]"), 8, "the end of a plain non-negative integer, found 'E'"),
                header(entry("'F32'", "['2']", "[0,8]"), 8, "expected a plain non-negative integer, found '\"'"),
                header(entry("'F32'", "[02]", "[0,8]"), 8, "found one with a leading zero"),
                header(entry("'F32'", "[00]", "[0,0]"), 0, "found one with a leading zero"),
                header(entry("'F32'", "[2,]", "[0,8]"), 8, "expected a plain non-negative integer, found ']'"),
                header(entry("'F32'", "2", "[0,8]"), 8, "expected '[', found '2'"),
                header(entry("'F32'", "null", "[0,8]"), 8, "expected '[', found 'n'"),
                header(entry("'F32'", "[9223372036854775808]", "[0,8]"), 8, "the number is larger than 2^63-1"),
                header(entry("'F32'", "[18446744073709551616]", "[0,8]"), 8, "the number is larger than 2^63-1"),
                header(entry("'F32'", "[2]", "[0]"), 8, "data_offsets holds 1 numbers instead of 2"),
                header(entry("'F32'", "[2]", "[0,8,9]"), 8, "data_offsets holds 3 numbers instead of 2"),
                header(entry("'F32'", "[2]", "[-8,0]"), 8, "expected a plain non-negative integer, found '-'"),
                header(entry("'F32'", "[2]", "[0.0,8]"), 8, "the end of a plain non-negative integer, found '.'"),
                header(entry("'F32'", "[2]", "[-0,8]"), 8, "expected a plain non-negative integer, found '-'"),
                header(entry("'F32'", "[2]", "[8,0]"), 8, "in tensor \"a\"", "the data_offsets [8,0] are not a range"));
    }

    private static Stream<Arguments> layouts() {
        String tens = "'x0':A,'x1':A,'x2':A,'x3':A,'x4':A,'x5':A,'x6':A,'x7':A,'x8':A,'x9':A";
        return Stream.of(
                header(
                        entry("'F32'", "[2]", "[4,12]"),
                        12,
                        "tensor \"a\" begins at byte 4",
                        "starts at 0, so there is a hole"),
                header(
                        "{'a':A,'b':" + u8(4, 12, 16) + "}",
                        16,
                        "tensor \"b\" begins at byte 12",
                        "ends at 8, so there is a hole"),
                header("{'a':A,'b':" + u8(8, 4, 12) + "}", 12, "tensor \"b\" begins at byte 4", "an overlap"),
                header("{'a':A,'b':A}", 8, "tensor \"b\" begins at byte 0", "ends at 8, so there is an overlap"),
                header("{" + tens + "}", 8, "tensor \"x1\" begins at byte 0", "an overlap"),
                header("{'a':A,'e':" + u8(0, 4, 4) + "}", 8, "tensor \"e\" begins at byte 4", "an overlap"),
                header("{'a':A}", 9, "end at byte 8 of the data, but the file holds 9 bytes", "appended"),
                header("{'a':A}", 7, "end at byte 8 of the data, but the file holds 7 bytes", "cut off"),
                header("{}", 1, "end at byte 0 of the data, but the file holds 1 bytes", "appended"),
                header("{'e':" + u8(0, 1, 1) + "}", 0, "tensor \"e\" begins at byte 1", "a hole"));
    }

    private static Stream<Arguments> sizes() {
        return Stream.of(
                header(entry("'F32'", "[3]", "[0,8]"), 8, "hold 8 bytes, but F32 of shape [3] needs 12"),
                header(entry("'I32'", "[2,18446744073709551614]", "[0,8]"), 8, "larger than 2^63-1"),
                header(entry("'I32'", "[2,9223372036854775807]", "[0,8]"), 8, "the element count overflows"),
                header(entry("'I32'", "[2305843009213693952]", "[0,8]"), 8, "the size in bits overflows"),
                header(entry("'I32'", "[9223372036854775807,2,0]", "[0,0]"), 0, "the element count overflows"),
                header(entry("'F4'", "[3]", "[0,1]"), 1, "3 elements of F4 take 12 bits"),
                header(entry("'F6_E3M2'", "[2]", "[0,1]"), 1, "2 elements of F6_E3M2 take 12 bits"));
    }

    private static String entry(String dtype, String shape, String offsets) {
        return "{'a':{'dtype':" + dtype + ",'shape':" + shape + ",'data_offsets':" + offsets + "}}";
    }

    private static String u8(int count, int begin, int end) {
        return "{'dtype':'U8','shape':[" + count + "],'data_offsets':[" + begin + "," + end + "]}";
    }

    private static Arguments header(String header, int dataBytes, String... says) {
        return header(header, StandardCharsets.UTF_8, dataBytes, says);
    }

    /** A header whose characters are its bytes. */
    private static Arguments bytes(String header, String... says) {
        return header(header, StandardCharsets.ISO_8859_1, 8, says);
    }

    private static Arguments header(String header, Charset charset, int dataBytes, String... says) {
        String text = SafetensorsFiles.json(header.replace(":A", ":" + A));
        byte[] file = file(text.getBytes(charset), new byte[dataBytes]);
        String shown = header.length() > 80 ? header.substring(0, 80) + "..." : header;
        return Arguments.of(shown + " + " + dataBytes, file, List.of(says));
    }

    private static Arguments raw(String shown, byte[] file, String... says) {
        return Arguments.of(shown, file, List.of(says));
    }

    private static byte[] length(long headerLength, int fileBytes) {
        return ByteBuffer.allocate(fileBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerLength)
                .array();
    }
}
