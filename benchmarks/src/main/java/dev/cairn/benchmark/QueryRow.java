package dev.cairn.benchmark;

import dev.cairn.benchmark.Line.Aim;
import dev.cairn.benchmark.peer.CairnPeer;
import dev.cairn.query.PageToken;
import dev.cairn.report.Curve;
import dev.cairn.report.Plot;
import dev.cairn.report.PlotOptions;
import dev.cairn.report.Plots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Row 7: the first of many, pages, and lists; and how that grows from a thousand documents to a million. */
final class QueryRow implements Row {
    private static final int MILLION = 1_000_000;
    private static final int FILES = 10_000;
    private static final String PAGE = "the next 100 behind a page";
    private static final String SAVE = "save of one more";

    private final Path plots;

    /** Draws the growth into {@code plots}. */
    QueryRow(Path plots) {
        this.plots = plots;
    }

    @Override
    public int number() {
        return 7;
    }

    @Override
    public List<Line> measure(Effort effort) {
        List<Line> lines = new ArrayList<>(measureFiles(effort));
        for (String database : List.of("H2", "PostgreSQL")) {
            lines.addAll(measure(effort.atMost(3), database));
        }
        return lines;
    }

    private List<Line> measure(Effort effort, String database) {
        Trials trials = new Trials((CairnPeer) Arena.current().peer("Cairn, " + database));
        Map<String, List<double[]>> growth = new LinkedHashMap<>();
        List<Line> lines = List.of();
        int most = effort.of(MILLION);
        for (int count : List.of(most / 1000, most / 100, most / 10, most)) {
            trials.growTo(count);
            lines = new ArrayList<>();
            for (Map.Entry<String, Double> asked : questions().entrySet()) {
                Scores scores = measure(effort, trials, asked.getKey());
                growth.computeIfAbsent(asked.getKey(), question -> new ArrayList<>())
                        .add(new double[] {Math.log10(Math.max(1, count)), scores.median()});
                lines.add(Line.bound(7, asked.getKey() + "; " + count + ", " + database, scores, asked.getValue()));
            }
        }
        draw(growth, database);
        return lines;
    }

    private static Map<String, Double> questions() {
        Map<String, Double> questions = Trials.questions();
        questions.put(PAGE, 5.0);
        questions.put(SAVE, 50.0);
        return questions;
    }

    private static Scores measure(Effort effort, Trials trials, String question) {
        PageToken token = trials.token();
        Arena.current().call(question, () -> switch (question) {
            case PAGE -> trials.pageBehind(token);
            case SAVE -> trials.saveOne();
            default -> trials.ask(question);
        });
        Scores micros = new Contest(effort, Calls.class, "call")
                .times()
                .between(List.of(question))
                .get(0);
        return new Scores(
                question,
                "ms",
                micros.values().stream().map(value -> value / 1000).toList());
    }

    private void draw(Map<String, List<double[]>> growth, String database) {
        List<Curve> curves = new ArrayList<>();
        growth.forEach((question, points) -> curves.add(Curve.of(
                question,
                "documents stored, as a power of ten",
                "ms",
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray())));
        PlotOptions options = PlotOptions.defaults()
                .withTitle("How long it takes among many, " + database)
                .withSize(1000, 700);
        Plot plot = Plots.history(curves, options);
        try {
            Files.createDirectories(plots);
            plot.writeTo(plots.resolve("growth-" + database.toLowerCase(java.util.Locale.ROOT) + ".svg"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Line> measureFiles(Effort effort) {
        Arena arena = Arena.current();
        int count = effort.of(FILES);
        Trials trials = new Trials((CairnPeer) arena.peer("Cairn, files"));
        trials.growTo(count);
        Path folder = arena.folder().resolve("cairn/default/trial");
        arena.call("Cairn, list", trials::list);
        arena.call("bare list of the folder", () -> names(folder));
        arena.call("Cairn, top 10", () -> trials.ask("order by loss limit 10"));
        arena.call("bare reading of the files", () -> bytes(folder));
        List<Scores> scores = new Contest(effort, Calls.class, "call")
                .times()
                .between(List.of(
                        "Cairn, list", "bare list of the folder", "Cairn, top 10", "bare reading of the files"));
        return List.of(
                Line.of(7, "list of " + count + " keys, files", scores.get(0), scores.get(1), Aim.AT_MOST, 3),
                Line.of(7, "top 10 of " + count + ", files alone", scores.get(2), scores.get(3), Aim.AT_MOST, 3));
    }

    private static Object names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        return names;
    }

    private static Object bytes(Path folder) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                bytes += Files.readAllBytes(file).length;
            }
        }
        return bytes;
    }
}
