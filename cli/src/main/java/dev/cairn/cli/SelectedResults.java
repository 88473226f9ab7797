package dev.cairn.cli;

import dev.cairn.ResultInfo;
import dev.cairn.query.Criterion;
import dev.cairn.query.Query;
import dev.cairn.report.NamedResult;
import dev.cairn.report.ResultGroup;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The results that are drawn or compared. */
final class SelectedResults {
    private static final int MOST = 10_000;

    @Parameters(arity = "0..*", paramLabel = "KEY", description = "The results.")
    private List<String> keys = List.of();

    @Option(
            names = {"-w", "--where"},
            paramLabel = "TEXT",
            description = "The results of which this holds; 'all' means all.")
    private @Nullable String where;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "FIELD",
            description = "Results that have the same in this field are one group: solver.name")
    private @Nullable String group;

    List<NamedResult> load(OpenStore store) {
        return keys(store).stream()
                .map(key -> new NamedResult(key, store.results().loadResult(key)))
                .toList();
    }

    List<ResultGroup> groups(OpenStore store) {
        if (group == null) {
            return ResultGroup.each(load(store));
        }
        Set<String> wanted = Set.copyOf(keys(store));
        wanted.forEach(store.results()::resultInfo);
        Query query = Query.where(where == null ? Criterion.all() : Reports.criterion(where));
        return ResultGroup.byField(store.results(), query, group, wanted::contains);
    }

    private List<String> keys(OpenStore store) {
        if (keys.isEmpty() == (where == null)) {
            throw new Refusal(
                    ExitCode.USAGE, "Which results? Give their keys, or --where TEXT; --where all for all of them.");
        }
        if (where == null) {
            return keys;
        }
        try (Stream<ResultInfo> all = store.results().results().stream(
                Query.where(Reports.criterion(where)).limit(MOST + 1))) {
            List<String> found = all.map(ResultInfo::key).toList();
            if (found.isEmpty()) {
                throw new Refusal(ExitCode.NOT_FOUND, "No result is like that: " + where);
            }
            if (found.size() > MOST) {
                throw new Refusal(ExitCode.USAGE, "That is more than " + MOST + " results; ask for fewer.");
            }
            return found;
        }
    }
}
