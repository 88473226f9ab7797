package dev.cairn.cli;

import dev.cairn.query.Page;
import dev.cairn.query.PageToken;
import dev.cairn.query.Query;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of a long answer is shown. */
final class PageOptions {
    private static final int USUAL = 50;
    private static final int AT_ONCE = 1000;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "At most so many; 50 if nothing is said.")
    private @Nullable Integer limit;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Option(names = "--after", paramLabel = "PAGE", description = "What follows the page that ended there.")
    private @Nullable String after;

    boolean isAll() {
        if (all && limit != null) {
            throw new Refusal(ExitCode.USAGE, "Give --all or --limit, not both.");
        }
        return all;
    }

    int limit() {
        int most = limit == null ? USUAL : limit;
        if (most < 1) {
            throw new Refusal(ExitCode.USAGE, "--limit is at least 1, not " + most + ".");
        }
        return most;
    }

    /**
     * Prints what {@code query} finds: as much as it says itself, else as much as was asked for, and says how to see the rest.
     *
     * @param answer a page of the answer
     * @param table lays it out
     * @param none what people are told where there is nothing
     */
    <T> void print(
            Output output,
            Query query,
            Function<Query, Page<T>> answer,
            Function<Stream<T>, Table> table,
            String none) {
        Query first = after == null ? query : query.after(PageToken.parse(after));
        if (isAll() && query.limit() == 0) {
            output.table(table.apply(all(first.limit(AT_ONCE), answer)), none);
            return;
        }
        Page<T> page = answer.apply(query.limit() == 0 ? first.limit(limit()) : first);
        output.table(table.apply(page.items().stream()), none);
        page.following()
                .filter(next -> query.limit() == 0)
                .ifPresent(next -> output.note("There is more: --all, or --after " + next));
    }

    private static <T> Stream<T> all(Query query, Function<Query, Page<T>> answer) {
        return Stream.iterate(
                        answer.apply(query),
                        page -> page != null,
                        page -> page.following()
                                .map(next -> answer.apply(query.after(next)))
                                .orElse(null))
                .flatMap(page -> page.items().stream());
    }
}
