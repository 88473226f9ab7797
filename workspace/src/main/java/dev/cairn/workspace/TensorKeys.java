package dev.cairn.workspace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.spi.Names;
import java.net.URLDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that calls of a {@link TensorStore} return: paths as in a tree of folders. A name stands in a path as it is where it can be
 * the name of a file, and otherwise with its other bytes as {@code %2F}, so no two names are alike in a path.
 */
final class TensorKeys {
    private static final Pattern FLAT = Pattern.compile("batch_(\\d{6,})\\.safetensors");
    private static final Pattern BATCH = Pattern.compile("batch_(0|[1-9]\\d*)");
    private static final String FILE = ".safetensors";
    private static final String METADATA = "metadata.json";

    private final TensorPrefixes prefixes;

    TensorKeys(TensorPrefixes prefixes) {
        this.prefixes = prefixes;
    }

    String metadata(String run) {
        return run(run) + "/meta.json";
    }

    String batch(String run, long index) {
        return run(run) + "/" + fileOf(index);
    }

    String layers(String run, long index) {
        return run(run) + "/" + folderOf(index);
    }

    static String fileOf(long index) {
        return String.format(Locale.ROOT, "batch_%06d%s", index, FILE);
    }

    static String folderOf(long index) {
        return "batch_" + index;
    }

    /** The number of the batch of that kind whose file or folder has this name; empty if it is none. */
    static OptionalLong numberOf(String name, TensorKind kind) {
        Matcher matcher = (kind == TensorKind.BATCH ? FLAT : BATCH).matcher(name);
        if (!matcher.matches() || matcher.group(1).length() > 18) {
            return OptionalLong.empty();
        }
        long index = Long.parseLong(matcher.group(1));
        String proper = kind == TensorKind.BATCH ? fileOf(index) : folderOf(index);
        return proper.equals(name) ? OptionalLong.of(index) : OptionalLong.empty();
    }

    String entries(String run) {
        return run(run) + "/detectors";
    }

    private String run(String run) {
        return prefixes.runs() + "/" + segment(run);
    }

    /** A name as a part of a path. The folder of a layer stands beside a file called {@value #METADATA}. */
    static String segment(String name) {
        if (name.equals(METADATA)) {
            return METADATA.replace(".", "%2E");
        }
        byte[] bytes = name.getBytes(UTF_8);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xFF);
            boolean plain =
                    c >= 0x80 || Character.isLetterOrDigit(c) || "_-+=,@() ".indexOf(c) >= 0 || (c == '.' && i > 0);
            text.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return new String(text.toString().getBytes(ISO_8859_1), UTF_8);
    }

    /** The name that stands in a path as {@code segment}; what this class would not write is a name as it is. */
    static String name(String segment) {
        try {
            String name = URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
            return segment(name).equals(segment) ? name : segment;
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    /**
     * What a key names.
     *
     * @param kind which kind of thing
     * @param run of which run
     * @param index which batch; zero where there is none
     * @param layer which layer; empty where there is none
     * @param name which key of the layer; empty where there is none
     */
    record Parsed(Kind kind, String run, long index, String layer, String name) {}

    /** What a key may name. */
    enum Kind {
        METADATA,
        BATCH,
        LAYERS,
        TENSOR,
        ENTRIES
    }

    /** What {@code key} names, if it is one of a run. */
    Optional<Parsed> parse(String key) {
        List<String> parts = List.of(key.split("/", -1));
        if (parts.size() < 3 || !parts.get(0).equals(prefixes.runs())) {
            return Optional.empty();
        }
        String run = name(parts.get(1));
        String last = parts.get(2);
        OptionalLong flat = numberOf(last, TensorKind.BATCH);
        OptionalLong batch = numberOf(last, TensorKind.LAYERS);
        if (parts.size() == 3) {
            Map<String, Kind> fixed = Map.of("meta.json", Kind.METADATA, "detectors", Kind.ENTRIES);
            if (fixed.containsKey(last)) {
                return Optional.of(new Parsed(fixed.get(last), run, 0, "", ""));
            }
            return flat.isPresent()
                    ? Optional.of(new Parsed(Kind.BATCH, run, flat.getAsLong(), "", ""))
                    : batch.isPresent()
                            ? Optional.of(new Parsed(Kind.LAYERS, run, batch.getAsLong(), "", ""))
                            : Optional.empty();
        }
        boolean tensor = parts.size() == 5 && batch.isPresent() && parts.get(4).endsWith(FILE);
        return tensor
                ? Optional.of(new Parsed(
                        Kind.TENSOR,
                        run,
                        batch.getAsLong(),
                        name(parts.get(3)),
                        name(parts.get(4).substring(0, parts.get(4).length() - FILE.length()))))
                : Optional.empty();
    }

    /** Returns {@code key} if a tensor that stands alone may have it: parts with a slash between them, none of them . or .. or blank. */
    static String check(String key) {
        Names.check("key of a tensor", key);
        boolean wrong = List.of(key.split("/", -1)).stream()
                .anyMatch(part -> part.isBlank() || part.equals(".") || part.equals(".."));
        if (wrong || key.contains("\\")) {
            throw new IllegalArgumentException("The key of a tensor " + Names.quote(key)
                    + " is a path of names with '/' between them, none of them blank, '.' or '..'.");
        }
        return key;
    }
}
