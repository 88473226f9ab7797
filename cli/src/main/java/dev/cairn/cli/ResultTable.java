package dev.cairn.cli;

import dev.cairn.ResultInfo;
import dev.cairn.Tier;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Results as rows. */
final class ResultTable {
    static final List<String> COLUMNS =
            List.of("key", "problem", "solver", "seed", "rows", "bytes", "updated", "tags", "tier");

    private ResultTable() {}

    static Table of(Stream<ResultInfo> results) {
        return Table.of(COLUMNS, results.map(ResultTable::row));
    }

    static List<@Nullable Object> row(ResultInfo info) {
        return Table.row(
                info.key(),
                info.problem(),
                info.solver(),
                info.seed(),
                info.rows(),
                new Cells.Bytes(info.bytes()),
                info.updated(),
                info.tags(),
                word(info.tier()));
    }

    static String word(Tier tier) {
        return tier.name().toLowerCase(Locale.ROOT);
    }
}
