package dev.cairn.chain;

import dev.cairn.spi.Digest;
import dev.cairn.spi.Names;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of itself. Immutable.
 *
 * @param format the format in which it is written
 * @param what says to a reader without Cairn what this is
 * @param chain the id under which the chain was stored; null if it was not
 * @param pipeline the id of the pipeline that it is of; null for none
 * @param run the id of the run that it is of; null for none
 * @param exported when the bundle was written
 * @param chainSha256 the SHA-256 of {@code chain.json} in hexadecimal digits
 * @param artifacts the artifacts of the chain, in its order
 */
public record BundleManifest(
        int format,
        String what,
        @Nullable String chain,
        @Nullable String pipeline,
        @Nullable String run,
        Instant exported,
        String chainSha256,
        List<BundledArtifact> artifacts) {
    /** The format that is written, and the newest that is read. */
    public static final int FORMAT = 1;

    static final String WHAT = "cairn chain bundle";

    public BundleManifest {
        if (format < 1 || format > FORMAT || !WHAT.equals(what)) {
            throw new IllegalArgumentException("This is '" + what + "' of version " + format + ", not '" + WHAT
                    + "' of a version up to " + FORMAT + ".");
        }
        Names.given("time of export", exported);
        new Digest(Names.given("digest of chain.json", chainSha256));
        artifacts = List.copyOf(Names.given("list of artifacts", artifacts));
    }

    /**
     * An artifact in a bundle.
     *
     * @param id by which the chain names it
     * @param file where in the bundle it stands: {@code artifacts/{sha256}.{format}}
     * @param sha256 the SHA-256 of its bytes in hexadecimal digits
     * @param size how many bytes it has
     * @param format which {@link dev.cairn.operator.OperatorFormat} reads it
     * @param operatorClass what it is, in the words of who saved it
     * @param type what it is for: {@code model}, {@code transformer}, {@code scaler}
     */
    public record BundledArtifact(
            String id, String file, String sha256, long size, String format, String operatorClass, String type) {
        static final String FOLDER = "artifacts/";
        static final int LONGEST_FORMAT = 64;

        public BundledArtifact {
            Names.check("artifact", id);
            new Digest(Names.given("digest of artifact " + id, sha256));
            checkFormat(id, Names.given("format of artifact " + id, format));
            Names.given("operator class of artifact " + id, operatorClass);
            Names.given("type of artifact " + id, type);
            if (size < 0) {
                throw new IllegalArgumentException("The artifact '" + id + "' has " + size + " bytes.");
            }
            String expected = FOLDER + sha256 + "." + format;
            if (!expected.equals(file)) {
                throw new IllegalArgumentException("The artifact '" + id + "' stands in "
                        + Names.quote(String.valueOf(file)) + "; it must stand in '" + expected + "'.");
            }
        }

        static BundledArtifact of(ChainArtifact artifact) {
            String file = FOLDER + artifact.sha256() + "." + artifact.format();
            return new BundledArtifact(
                    artifact.id(),
                    file,
                    artifact.sha256(),
                    artifact.size(),
                    artifact.format(),
                    artifact.operatorClass(),
                    artifact.type());
        }

        /** It becomes part of a name in the bundle. */
        private static void checkFormat(String id, String format) {
            boolean plain = format.chars()
                    .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_');
            if (format.isEmpty() || format.length() > LONGEST_FORMAT || !plain) {
                throw new IllegalArgumentException("The format of the artifact '" + id + "' is " + Names.quote(format)
                        + "; it must be up to " + LONGEST_FORMAT + " small letters, digits, '-' and '_'.");
            }
        }

        ChainArtifact described() {
            return new ChainArtifact(id, sha256, size, format, operatorClass, type);
        }
    }
}
