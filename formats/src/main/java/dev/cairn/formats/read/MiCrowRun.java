package dev.cairn.formats.read;

import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.TensorStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tensors of a run in a tree of mi_crow. They are known again by comparing them. */
final class MiCrowRun implements ExperimentPart {
    private final String experiment;
    private final TensorStore tree;
    private final String run;
    private final Path folder;
    private final List<String> others;

    MiCrowRun(String experiment, TensorStore tree, String run, Path folder, List<String> others) {
        this.experiment = experiment;
        this.tree = tree;
        this.run = run;
        this.folder = folder;
        this.others = others;
    }

    @Override
    public String experiment() {
        return experiment;
    }

    @Override
    public String name() {
        return "tensors/" + run;
    }

    @Override
    public List<Path> files() {
        return List.of(folder);
    }

    @Override
    public long items() {
        return tree.batches(run).size() + tree.entryCount(run);
    }

    @Override
    public List<String> notCarried() {
        List<String> lost = new ArrayList<>(List.of(
                "status, times and parameters of the run, beyond what its metadata say",
                "files in a batch that its metadata.json does not name"));
        lost.addAll(others);
        return lost;
    }

    @Override
    public Presence presence(Experiment there) {
        if (!there.tensors().exists(run)) {
            return Presence.ABSENT;
        }
        return there.tensors().hasSameRun(tree, run) ? Presence.SAME : Presence.OTHER;
    }

    @Override
    public void save(Experiment there) {
        if (there.tensors().exists(run)) {
            there.tensors().deleteRun(run);
        }
        there.tensors().importRun(tree, run);
    }
}
