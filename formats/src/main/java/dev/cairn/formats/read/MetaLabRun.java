package dev.cairn.formats.read;

import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.LogEntry;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunContents;
import dev.cairn.workspace.RunExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A run that metalab keeps, with all that is its own. It is known again by a digest of its files, which the imported run remembers. */
final class MetaLabRun implements ExperimentPart {
    private static final String IMPORTED = "imported";
    private static final String DIGEST = "digest";

    private final MetaLabStore store;
    private final String experiment;
    private final RunExport export;
    private final List<MetaLabArtifact> artifacts;
    private final List<Path> data;
    private final List<Path> logs;
    private final List<Path> files;
    private final List<String> lost;
    private final String digest;

    private MetaLabRun(MetaLabStore store, Path file) {
        this.store = store;
        // All that is its own is found by the name of the file, as metalab finds it.
        String id = Origin.stem(file);
        MetaLabRecord record = new MetaLabRecord(store, file);
        this.experiment = record.experiment();
        this.lost = new ArrayList<>(List.of("the seed: there is its fingerprint alone"));
        this.artifacts = MetaLabArtifact.of(store, id, record, lost);
        this.data = store.results(id);
        this.logs = store.logs(id);
        this.files = new ArrayList<>(List.of(file));
        if (Files.exists(store.derived(id))) {
            files.add(store.derived(id));
        }
        artifacts.forEach(artifact -> files.add(artifact.file()));
        files.addAll(data);
        files.addAll(logs);
        this.digest = store.folder().digest(files);
        this.export = record.export(Map.of("reader", "metalab", DIGEST, digest));
        lost.addAll(record.lost());
    }

    /** The run in a file of {@code runs}. */
    static MetaLabRun read(MetaLabStore store, Path file) {
        return new MetaLabRun(store, file);
    }

    @Override
    public String experiment() {
        return experiment;
    }

    @Override
    public String name() {
        return "run/" + export.id();
    }

    @Override
    public List<Path> files() {
        return files;
    }

    @Override
    public long items() {
        return (long) artifacts.size() + data.size() + logs.size();
    }

    @Override
    public List<String> notCarried() {
        return lost;
    }

    @Override
    public Presence presence(Experiment there) {
        Run run = there.findRun(export.id()).orElse(null);
        if (run == null) {
            return Presence.ABSENT;
        }
        Object known = ForeignJson.named(run.record().provenance().extra().get(IMPORTED))
                .get(DIGEST);
        return digest.equals(known) ? Presence.SAME : Presence.OTHER;
    }

    @Override
    public void save(Experiment there) {
        if (there.findRun(export.id()).isPresent()) {
            there.deleteRun(export.id());
        }
        there.importRun(export, this::write);
    }

    private void write(RunContents contents) {
        artifacts.forEach(artifact -> artifact.save(contents));
        data.forEach(file ->
                contents.data(Origin.stem(file), MetaLabData.read(store.folder().inside(file))));
        for (Path file : logs) {
            try (MetaLabLog log = new MetaLabLog(store, file, export.started())) {
                contents.log(logName(file), entries(log));
            }
        }
    }

    private String logName(Path file) {
        return Origin.stem(file).substring(Origin.stem(files.get(0)).length() + 1);
    }

    private static Stream<LogEntry> entries(MetaLabLog log) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(log, Spliterator.ORDERED), false);
    }
}
