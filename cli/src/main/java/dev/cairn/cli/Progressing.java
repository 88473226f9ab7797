package dev.cairn.cli;

import dev.cairn.transfer.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a command is: on a screen as a bar with rate and time left, elsewhere as a line every few seconds. Nothing is shown of what
 * takes less than a moment.
 */
final class Progressing implements Consumer<Progress>, AutoCloseable {
    private static final Duration MOMENT = Duration.ofMillis(700);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final int REFRESH_MILLIS = 250;

    private final Terminal terminal;
    private final String what;
    private final boolean quiet;
    private final long began = System.nanoTime();
    private long lastLine = began;
    private @Nullable ProgressBar bar;

    Progressing(Terminal terminal, String what, boolean quiet) {
        this.terminal = terminal;
        this.what = what;
        this.quiet = quiet;
    }

    @Override
    public synchronized void accept(Progress progress) {
        show(progress.done(), progress.planned(), progress.failed());
    }

    /** So many are done of so many, of which some failed. */
    synchronized void show(long done, long planned, long failed) {
        long now = System.nanoTime();
        if (quiet || now - began < MOMENT.toNanos()) {
            return;
        }
        if (terminal.lively()) {
            if (bar == null) {
                bar = bar(planned);
            }
            bar.maxHint(Math.max(done, planned));
            bar.stepTo(done);
            if (failed > 0) {
                bar.setExtraMessage(failed + " failed");
            }
        } else if (now - lastLine >= BETWEEN_LINES.toNanos()) {
            lastLine = now;
            double rate = done / Math.max(1e-9, (now - began) / 1e9);
            String left = rate == 0 || planned < done
                    ? ""
                    : ", " + Cells.text(Duration.ofSeconds((long) ((planned - done) / rate))) + " left";
            terminal.err()
                    .printf(
                            Locale.ROOT,
                            "%s: %,d of %,d, %.0f/s%s%s%n",
                            what,
                            done,
                            planned,
                            rate,
                            left,
                            failed > 0 ? ", " + failed + " failed" : "");
        }
    }

    private ProgressBar bar(long planned) {
        PrintStream err = terminal.err();
        return new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(planned)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(err, terminal.width() - 1))
                .build();
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
