package dev.cairn.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a command runs: what it writes to, whom it may ask, and what surrounds it.
 *
 * @param out for what was asked for
 * @param err for errors, advice and progress
 * @param people whether a person sees {@code out}, who wants it to fit
 * @param lively whether {@code err} is a screen, on which a line can be drawn again
 * @param width how many characters fit into a line of it
 * @param answer the next line that a person types; empty if there is nobody, or the input ends
 * @param environment the environment variables
 * @param folder the current folder, absolute
 */
record Terminal(
        PrintWriter out,
        PrintStream err,
        boolean people,
        boolean lively,
        int width,
        Supplier<Optional<String>> answer,
        Map<String, String> environment,
        Path folder) {
    private static final int USUAL_WIDTH = 100;
    private static final int NARROWEST = 20;
    private static final int WIDEST = 10_000;

    /**
     * The terminal of this process. Which of its streams are screens the launcher says in {@code CAIRN_TERMINAL}, with the letters i, o
     * and e for input, output and errors; without it, none is.
     */
    static Terminal ofProcess() {
        Map<String, String> environment = System.getenv();
        String screens = environment.getOrDefault("CAIRN_TERMINAL", "");
        Charset charset = charset();
        return new Terminal(
                new PrintWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), charset), false),
                new PrintStream(System.err, true, charset),
                screens.contains("o"),
                screens.contains("e"),
                width(environment.get("COLUMNS")),
                screens.contains("i") ? Terminal::typed : Optional::empty,
                environment,
                Path.of("").toAbsolutePath());
    }

    private static Charset charset() {
        String name = System.getProperty("sun.stdout.encoding", System.getProperty("stdout.encoding"));
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    private static int width(@Nullable String columns) {
        try {
            int width = columns == null ? USUAL_WIDTH : Integer.parseInt(columns.strip());
            return width < NARROWEST || width > WIDEST ? USUAL_WIDTH : width;
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }

    private static Optional<String> typed() {
        try {
            return Optional.ofNullable(
                    new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
