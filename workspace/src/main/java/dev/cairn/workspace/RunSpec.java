package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to be, before it begins: its parameters and whatever else is known of it by then. Immutable.
 *
 * <p>A run has one of three kinds of id. One that is {@linkplain #identified() identified} has the {@link Fingerprint} of its parameters,
 * seed and context, so that the same work is found again and not done twice. One with an {@linkplain #id(String) id of your own} is found
 * again by that. All others get a new id at each call, which grows with time.
 *
 * @param name for people; null for none
 * @param id an id of your own; null to have one made
 * @param byFingerprint whether the fingerprint is the id
 * @param parameters what the run is given
 * @param seed of its random numbers; null for none
 * @param context what else decides its outcome, such as the version of a dataset
 * @param datasets what it works on
 * @param tags to find it by
 * @param notes for people
 * @param provenance by what it is made
 */
public record RunSpec(
        @Nullable String name,
        @Nullable String id,
        boolean byFingerprint,
        Attributes parameters,
        @Nullable Long seed,
        Attributes context,
        List<Attributes> datasets,
        List<String> tags,
        List<String> notes,
        Provenance provenance) {
    public RunSpec {
        datasets = List.copyOf(datasets);
        tags = List.copyOf(tags);
        notes = List.copyOf(notes);
        if (byFingerprint && id != null) {
            throw new IllegalArgumentException(
                    "A run has an id of your own or its fingerprint for one, not both; leave out '" + id
                            + "', or identified().");
        }
        if (id != null) {
            RunIds.check(id);
        }
        if (name != null) {
            Texts.check("name of a run", name);
        }
        notes.forEach(note -> Texts.check("note", note));
        tags.forEach(tag -> RunIds.checkText("tag", tag));
    }

    /** A run with these parameters; see {@link Attributes} for what they may be. */
    public static RunSpec of(Map<String, ?> parameters) {
        return new RunSpec(
                null,
                null,
                false,
                Attributes.of(parameters),
                null,
                Attributes.empty(),
                List.of(),
                List.of(),
                List.of(),
                Provenance.ofThisProcess());
    }

    /** A run without parameters, called {@code name}. */
    public static RunSpec named(String name) {
        return of(Map.of()).name(name);
    }

    /** The same, called {@code newName}. */
    public RunSpec name(String newName) {
        return new RunSpec(newName, id, byFingerprint, parameters, seed, context, datasets, tags, notes, provenance);
    }

    /** The same under an id of your own, of up to 200 bytes in UTF-8. */
    public RunSpec id(String newId) {
        return new RunSpec(name, newId, byFingerprint, parameters, seed, context, datasets, tags, notes, provenance);
    }

    /** The same, found again by its parameters, seed and context. */
    public RunSpec identified() {
        return new RunSpec(name, id, true, parameters, seed, context, datasets, tags, notes, provenance);
    }

    /** The same with other parameters. */
    public RunSpec parameters(Map<String, ?> newParameters) {
        return new RunSpec(
                name,
                id,
                byFingerprint,
                Attributes.of(newParameters),
                seed,
                context,
                datasets,
                tags,
                notes,
                provenance);
    }

    /** The same with this seed. */
    public RunSpec seed(long newSeed) {
        return new RunSpec(name, id, byFingerprint, parameters, newSeed, context, datasets, tags, notes, provenance);
    }

    /** The same in this context. */
    public RunSpec context(Map<String, ?> newContext) {
        return new RunSpec(
                name,
                id,
                byFingerprint,
                parameters,
                seed,
                Attributes.of(newContext),
                datasets,
                tags,
                notes,
                provenance);
    }

    /** The same on these datasets. */
    public RunSpec datasets(List<? extends Map<String, ?>> newDatasets) {
        List<Attributes> described = newDatasets.stream().map(Attributes::of).toList();
        return new RunSpec(name, id, byFingerprint, parameters, seed, context, described, tags, notes, provenance);
    }

    /** The same with one more tag. */
    public RunSpec tag(String tag) {
        return new RunSpec(
                name, id, byFingerprint, parameters, seed, context, datasets, plus(tags, tag), notes, provenance);
    }

    /** The same with one more note. */
    public RunSpec note(String note) {
        return new RunSpec(
                name, id, byFingerprint, parameters, seed, context, datasets, tags, plus(notes, note), provenance);
    }

    /** The same, made by something else. */
    public RunSpec provenance(Provenance newProvenance) {
        return new RunSpec(name, id, byFingerprint, parameters, seed, context, datasets, tags, notes, newProvenance);
    }

    /** What tells this run from others: equal for equal parameters, seed and context. */
    public String fingerprint() {
        return Fingerprint.of(parameters, seed, context);
    }

    private static List<String> plus(List<String> texts, String text) {
        if (texts.contains(text)) {
            return texts;
        }
        List<String> more = new ArrayList<>(texts);
        more.add(text);
        return more;
    }
}
