package dev.cairn.workspace;

import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The codecs on the class path. */
final class Codecs {
    private static final List<ArtifactCodec> ALL = load();

    private Codecs() {}

    private static List<ArtifactCodec> load() {
        List<ArtifactCodec> all = new ArrayList<>();
        ServiceLoader.load(ArtifactCodec.class).forEach(all::add);
        all.addAll(List.of(new BytesCodec(), new TextCodec(), new NumbersCodec(), new JsonCodec()));
        return List.copyOf(all);
    }

    /** The one that writes objects of {@code type}. */
    static ArtifactCodec writing(Class<?> type) {
        return ALL.stream().filter(codec -> codec.handles(type)).findFirst().orElseThrow(() -> unknown(type));
    }

    private static IllegalArgumentException unknown(Class<?> type) {
        return new IllegalArgumentException("No codec writes objects of the " + type
                + ". Save bytes, a text, a map, a list, a record, numbers, double[], double[][], long[] or long[][], a file or a stream; "
                + "or add an ArtifactCodec for it to the class path.");
    }

    /** The one that reads bytes of {@code mediaType} as {@code type}. */
    static ArtifactCodec reading(String mediaType, Class<?> type, String what) {
        return ALL.stream()
                .filter(codec -> codec.handles(type) && fits(codec, mediaType))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The " + what + " is " + Names.quote(mediaType)
                        + ", and no codec reads that as a " + type.getName()
                        + ". Its bytes are there in any case: read it as byte[].class, or open() it."));
    }

    /** Whatever is stored can be read as bytes, and any text as text. */
    private static boolean fits(ArtifactCodec codec, String mediaType) {
        return codec.mediaType().equals(mediaType)
                || codec instanceof BytesCodec
                || (codec instanceof TextCodec
                        && (mediaType.startsWith("text/") || mediaType.equals(JsonCodec.MEDIA_TYPE)));
    }
}
