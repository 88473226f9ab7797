package dev.cairn.formats.read;

import dev.cairn.CorruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the runs of one group of an info file of COCO, from the data file and, where there is one, the file by numbers of evaluations. */
final class CocoGroup {
    private final Path info;
    private final CocoInfo.Group group;
    private final ReadOptions options;

    /** How often there was a run of this name. */
    private final Map<String, Integer> met;

    CocoGroup(Path info, CocoInfo.Group group, ReadOptions options, Map<String, Integer> met) {
        this.info = info;
        this.group = group;
        this.options = options;
        this.met = met;
    }

    void read(ReadTarget target) {
        int dimension = dimension();
        Optional<Path> data = find(".dat");
        Optional<Path> byEvaluations = find(".tdat");
        if (data.isEmpty() && byEvaluations.isEmpty()) {
            List<String> lost = List.of("evaluations and solutions: there is no file " + group.path());
            for (CocoInfo.Run run : group.runs()) {
                target.result(nextName(run), result(run, List.of(info), lost).read(null));
            }
            return;
        }
        Path first = data.or(() -> byEvaluations).orElseThrow();
        try (CocoRuns runs = new CocoRuns(first, dimension, options)) {
            if (data.isPresent() && byEvaluations.isPresent()) {
                try (CocoRuns more = new CocoRuns(byEvaluations.get(), dimension, options)) {
                    read(runs, more, target);
                }
            } else {
                read(runs, null, target);
            }
        } catch (CorruptException e) {
            target.failed(first, e);
        }
    }

    private void read(CocoRuns runs, @Nullable CocoRuns more, ReadTarget target) {
        List<Path> files = new ArrayList<>(List.of(info, runs.file()));
        if (more != null) {
            files.add(more.file());
        }
        for (CocoInfo.Run run : group.runs()) {
            CocoRuns.Run data = runs.next();
            CocoRuns.Run second = more == null ? null : more.next();
            if (data == null) {
                throw BadFile.whole(
                        runs.file(),
                        "the info file names a run on instance " + run.instance()
                                + ", and it is not there; it was probably cut off");
            }
            if (data.instance() != null && !data.instance().equals(run.instance())) {
                throw BadFile.at(
                        runs.file(),
                        data.line(),
                        "it is a run on instance " + data.instance() + ", and the info file names instance "
                                + run.instance() + " here");
            }
            List<String> lost = new ArrayList<>();
            if (second != null && !second.names().equals(data.names())) {
                lost.add("what is in " + files.get(2).getFileName() + ", which has other columns");
            } else if (second != null) {
                data = merged(data, second);
            }
            if (!runs.ended()) {
                lost.add("whether " + runs.file().getFileName() + " is whole: its last line has no end");
            }
            target.result(nextName(run), result(run, files, lost).read(data));
        }
        CocoRuns.Run unlisted = runs.next();
        if (unlisted != null) {
            throw BadFile.at(
                    runs.file(),
                    unlisted.line(),
                    "a run begins that the info file does not name; it was probably broken off, and is not read");
        }
    }

    /** The rows of both by their numbers of evaluations; one that is in both is one. */
    private static CocoRuns.Run merged(CocoRuns.Run one, CocoRuns.Run other) {
        List<List<String>> rows = new ArrayList<>();
        int next = 0;
        for (List<String> row : one.rows()) {
            while (next < other.rows().size() && evaluations(other.rows().get(next)) < evaluations(row)) {
                rows.add(other.rows().get(next++));
            }
            if (next < other.rows().size() && other.rows().get(next).equals(row)) {
                next++;
            }
            rows.add(row);
        }
        rows.addAll(other.rows().subList(next, other.rows().size()));
        return new CocoRuns.Run(one.line(), one.names(), one.best(), one.instance(), rows, one.variables());
    }

    private static double evaluations(List<String> row) {
        return Numbers.real(row.get(0));
    }

    private CocoResult result(CocoInfo.Run run, List<Path> files, List<String> lost) {
        return new CocoResult(baseName(run), group, run, files, options, lost);
    }

    private String baseName(CocoInfo.Run run) {
        return "f" + group.of("funcId", "function") + "_d" + group.of("DIM", "dim") + "_i" + run.instance();
    }

    /** Different for each run: that of one that is repeated ends in a number from 2 on. */
    private String nextName(CocoInfo.Run run) {
        String name = baseName(run);
        int times = met.merge(name, 1, Integer::sum);
        return times == 1 ? name : name + "_" + times;
    }

    private int dimension() {
        String dimension = group.of("DIM", "dim");
        try {
            int number = Integer.parseInt(String.valueOf(dimension));
            if (number > 0 && group.of("funcId", "function") != null) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw BadFile.at(info, group.line(), "the dimension " + dimension + " is no whole number");
        }
        throw BadFile.at(info, group.line(), "there is no function and dimension for this file");
    }

    /** A data file: beside the info file, or in the folder that is named for two objectives. */
    private Optional<Path> find(String ending) {
        String path = group.path().replace('\\', '/');
        String other = path.endsWith(".dat") ? path.substring(0, path.length() - 4) + ending : path + ending;
        String folder = group.of("folder");
        List<String> places = folder == null ? List.of(other) : List.of(folder + "/" + other, other);
        InsideFolder inside = new InsideFolder(info, group.line());
        for (String place : places) {
            Path found = inside.find(place);
            if (Files.isRegularFile(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
