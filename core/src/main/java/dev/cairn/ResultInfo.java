package dev.cairn;

import dev.cairn.model.Attributes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a result without opening its payload.
 *
 * @param key its key
 * @param revision its revision
 * @param tier where its payload is: in the primary, or in the secondary because it was migrated there
 * @param created when its first revision was saved
 * @param updated when this revision was saved
 * @param digest the SHA-256 of what was saved, in hexadecimal
 * @param bytes how many bytes its document's body and its blobs are
 * @param rows how many solutions it has
 * @param problem the name of the problem
 * @param solver the name of the solver
 * @param seed the seed, or null where none is known
 * @param tags its tags
 * @param columns the full names of its columns: {@code variables/x1}, {@code objectives/f1}
 * @param resultSets the names of its result sets
 * @param metadata what {@link SaveOptions#withMetadata} kept beside it
 */
public record ResultInfo(
        String key,
        long revision,
        Tier tier,
        Instant created,
        Instant updated,
        String digest,
        long bytes,
        int rows,
        String problem,
        String solver,
        @Nullable Long seed,
        List<String> tags,
        List<String> columns,
        List<String> resultSets,
        Attributes metadata) {}
