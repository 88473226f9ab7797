package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.Body;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment was to be when it was submitted: an experiment has one for each time. Immutable.
 *
 * @param format the format in which it is written
 * @param name for people; null for none
 * @param version of the experiment; null for none
 * @param description for people; null for none
 * @param tags to find it by
 * @param operation what each run does: which code, by which hash
 * @param parameters how the parameters of the runs are chosen
 * @param seeds how their seeds are chosen
 * @param contextFingerprint tells the context of the runs; null for none
 * @param metadata whatever else is to be said
 * @param totalRuns how many runs there are to be; null where unknown
 * @param runIds the ids of these runs, as far as they are known
 * @param submitted when it was submitted
 */
public record ExperimentManifest(
        int format,
        @Nullable String name,
        @Nullable String version,
        @Nullable String description,
        List<String> tags,
        Attributes operation,
        Attributes parameters,
        Attributes seeds,
        @Nullable String contextFingerprint,
        Attributes metadata,
        @Nullable Long totalRuns,
        List<String> runIds,
        Instant submitted)
        implements Body {
    static final int FORMAT = 1;
    static final String KIND = "manifest";
    static final KindSpec SPEC =
            new KindSpec(KIND, List.of("name", "version", "tags", "submitted"), List.of("submitted"));

    public ExperimentManifest {
        tags = List.copyOf(tags);
        runIds = List.copyOf(runIds);
        if (totalRuns != null && totalRuns < 0) {
            throw new IllegalArgumentException("An experiment has " + totalRuns + " runs; give zero or more.");
        }
    }

    /** A manifest called {@code name}, of now, that says nothing else. */
    public static ExperimentManifest named(String name) {
        return new ExperimentManifest(
                FORMAT,
                name,
                null,
                null,
                List.of(),
                Attributes.empty(),
                Attributes.empty(),
                Attributes.empty(),
                null,
                Attributes.empty(),
                null,
                List.of(),
                Instant.now());
    }

    /** The same of another version. */
    public ExperimentManifest version(String newVersion) {
        return with(draft -> draft.nowVersion = newVersion);
    }

    /** The same with a description. */
    public ExperimentManifest description(String newDescription) {
        return with(draft -> draft.nowDescription = newDescription);
    }

    /** The same with other tags. */
    public ExperimentManifest tags(List<String> newTags) {
        return with(draft -> draft.nowTags = newTags);
    }

    /** The same for another operation. */
    public ExperimentManifest operation(Map<String, ?> newOperation) {
        return with(draft -> draft.nowOperation = Attributes.of(newOperation));
    }

    /** The same with other parameters and seeds. */
    public ExperimentManifest space(Map<String, ?> newParameters, Map<String, ?> newSeeds) {
        return with(draft -> {
            draft.nowParameters = Attributes.of(newParameters);
            draft.nowSeeds = Attributes.of(newSeeds);
        });
    }

    /** The same in this context. */
    public ExperimentManifest context(Map<String, ?> context) {
        return with(draft -> draft.nowContext = Fingerprint.of(Attributes.of(context)));
    }

    /** The same with something else to be said. */
    public ExperimentManifest metadata(Map<String, ?> newMetadata) {
        return with(draft -> draft.nowMetadata = Attributes.of(newMetadata));
    }

    /** The same with these runs. */
    public ExperimentManifest runs(List<String> newRunIds) {
        return with(draft -> {
            draft.nowTotalRuns = (long) newRunIds.size();
            draft.nowRunIds = newRunIds;
        });
    }

    /** The same with as many runs, whose ids are not known. */
    public ExperimentManifest totalRuns(long newTotalRuns) {
        return with(draft -> {
            draft.nowTotalRuns = newTotalRuns;
            draft.nowRunIds = List.of();
        });
    }

    /** The same submitted at another time. */
    public ExperimentManifest submitted(Instant when) {
        return with(draft -> draft.nowSubmitted = when);
    }

    private ExperimentManifest with(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return draft.build();
    }

    /** What can be said otherwise. */
    private final class Draft {
        private @Nullable String nowVersion = version;
        private @Nullable String nowDescription = description;
        private List<String> nowTags = tags;
        private Attributes nowOperation = operation;
        private Attributes nowParameters = parameters;
        private Attributes nowSeeds = seeds;
        private @Nullable String nowContext = contextFingerprint;
        private Attributes nowMetadata = metadata;
        private @Nullable Long nowTotalRuns = totalRuns;
        private List<String> nowRunIds = runIds;
        private Instant nowSubmitted = submitted;

        private ExperimentManifest build() {
            return new ExperimentManifest(
                    format,
                    name,
                    nowVersion,
                    nowDescription,
                    nowTags,
                    nowOperation,
                    nowParameters,
                    nowSeeds,
                    nowContext,
                    nowMetadata,
                    nowTotalRuns,
                    nowRunIds,
                    nowSubmitted);
        }
    }
}
