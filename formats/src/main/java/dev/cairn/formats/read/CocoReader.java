package dev.cairn.formats.read;

import dev.cairn.CorruptException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Experiments of COCO (BBOB), by their {@code .info} files: a result for each run of a function in a dimension on an instance, with what
 * the {@code .dat} and {@code .tdat} files noted of it as its history. Data files that are missing are told, and the results have what the
 * info file says. Nothing outside of the folder of the info file is read.
 */
public final class CocoReader implements ResultReader {
    private static final Pattern DESCRIPTION = Pattern.compile("(suite|funcId|algorithm|algId)\\s*=.*");

    @Override
    public String name() {
        return "coco";
    }

    @Override
    public boolean recognizes(FileHead head) {
        return head.isText() && isInfo(head);
    }

    static boolean isInfo(FileHead head) {
        String first = head.firstLine();
        return DESCRIPTION.matcher(first).matches() && (first.contains("funcId") || first.contains("indicator"));
    }

    @Override
    public void read(Path file, ReadOptions options, ReadTarget target) {
        OptionsCheck.objectives(file, options, List.of());
        Map<String, Integer> met = new HashMap<>();
        CocoInfo.read(file, options, group -> {
            try {
                new CocoGroup(file, group, options, met).read(target);
            } catch (CorruptException e) {
                target.failed(file, e);
            }
        });
    }
}
