package dev.cairn.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentTest {
    /** The SHA-256 of the three bytes of {@code abc}, from FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static byte[] read(Attachment attachment) throws IOException {
        try (InputStream content = attachment.open()) {
            return content.readAllBytes();
        }
    }

    @Nested
    class OfBytes {
        @Test
        void knowsItsSizeAndDigest() {
            Attachment attachment = Attachment.ofBytes("a.txt", "text/plain", "abc".getBytes(UTF_8));
            assertThat(attachment.size()).isEqualTo(3);
            assertThat(attachment.sha256()).isEqualTo(ABC);
        }

        @Test
        void doesNotFollowLaterChangesOfTheBytes() throws IOException {
            byte[] bytes = "abc".getBytes(UTF_8);
            Attachment attachment = Attachment.ofBytes("a", bytes);
            bytes[0] = 'x';
            assertThat(read(attachment)).asString(UTF_8).isEqualTo("abc");
        }

        @Test
        void opensAsOftenAsAsked() throws IOException {
            Attachment attachment = Attachment.ofBytes("a", new byte[] {1});
            assertThat(read(attachment)).isEqualTo(read(attachment));
        }

        @Test
        void hasTheMediaTypeOfUnknownContentUnlessOneIsGiven() {
            assertThat(Attachment.ofBytes("a", new byte[0]).mediaType()).isEqualTo("application/octet-stream");
        }
    }

    @Nested
    class OfFile {
        @TempDir
        Path folder;

        @Test
        void equalsTheSameContentInBytes() throws IOException {
            Path file = Files.writeString(folder.resolve("a.txt"), "abc");
            Attachment attachment = Attachment.ofFile("a.txt", "text/plain", file);
            assertThat(attachment).isEqualTo(Attachment.ofBytes("a.txt", "text/plain", "abc".getBytes(UTF_8)));
            assertThat(read(attachment)).asString(UTF_8).isEqualTo("abc");
        }

        @Test
        void namesTheFileThatCannotBeRead() {
            Path absent = folder.resolve("absent.txt");
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> Attachment.ofFile("a", absent))
                    .withMessageContaining(absent.toString());
        }
    }

    @Nested
    class Stored {
        @Test
        void opensItsSourceOnlyWhenAsked() throws IOException {
            int[] opened = {0};
            Attachment attachment = Attachment.stored("a", "text/plain", 3, ABC, () -> {
                opened[0]++;
                return new ByteArrayInputStream("abc".getBytes(UTF_8));
            });
            assertThat(opened[0]).isZero();
            assertThat(read(attachment)).hasSize(3);
            assertThat(opened[0]).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
        void refusesWhatIsNoDigest(String digest) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Attachment.stored("a", "text/plain", 3, digest, InputStream::nullInputStream))
                    .withMessageContaining("64 digits");
        }

        @Test
        void refusesANegativeSize() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Attachment.stored("a", "text/plain", -1, ABC, InputStream::nullInputStream))
                    .withMessageContaining("-1");
        }

        @Test
        void differsWhereAnythingButTheSourceDiffers() {
            Attachment attachment = Attachment.stored("a", "text/plain", 3, ABC, InputStream::nullInputStream);
            assertThat(attachment)
                    .isEqualTo(Attachment.ofBytes("a", "text/plain", "abc".getBytes(UTF_8)))
                    .isNotEqualTo(Attachment.stored("b", "text/plain", 3, ABC, InputStream::nullInputStream))
                    .isNotEqualTo(Attachment.stored("a", "image/png", 3, ABC, InputStream::nullInputStream))
                    .isNotEqualTo(Attachment.stored("a", "text/plain", 4, ABC, InputStream::nullInputStream));
        }
    }
}
