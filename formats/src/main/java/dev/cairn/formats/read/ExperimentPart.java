package dev.cairn.formats.read;

import dev.cairn.workspace.Experiment;
import java.nio.file.Path;
import java.util.List;

/**
 * What another store keeps of an experiment under one name: a run with all that is its own, the tensors of a run, a manifest. It stays
 * where it is until it is saved, and its files are read then.
 */
public interface ExperimentPart {
    /** How an experiment stands to a part. */
    enum Presence {
        /** The experiment has nothing of that name. */
        ABSENT,
        /** It has the same. */
        SAME,
        /** It has something else of that name. */
        OTHER
    }

    /** The id of the experiment that the other store names. */
    String experiment();

    /** What it is, and its name there: {@code run/226cf4e3}, {@code tensors/run_flat}. The same each time, and no other part has it. */
    String name();

    /** The files that are read for it; a folder stands for all that is in it. */
    List<Path> files();

    /** How many things it holds: artifacts, data and logs of a run, batches and entries of tensors, runs of a manifest. */
    long items();

    /** In plain words what the other store does not say, and what of it has no place in an experiment. */
    List<String> notCarried();

    /**
     * How an experiment stands to it.
     *
     * @throws dev.cairn.CorruptException if its files cannot be read
     */
    Presence presence(Experiment experiment);

    /**
     * Puts it into an experiment, in place of what has its name there. All of it appears at once; if that is broken off, nothing does, but
     * what it was to replace may be gone, and it can be put again.
     *
     * @throws dev.cairn.CorruptException if its files cannot be read
     * @throws dev.cairn.StorageException if the store of the experiment does not take it
     */
    void save(Experiment experiment);
}
