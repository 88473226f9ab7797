package dev.cairn.examples;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs Java in another process, within an empty folder, and reads the numbers that it prints. */
final class JavaProcess {
    private JavaProcess() {}

    /** What a class with a {@code main} prints that has the class path of this process. */
    static double[] ofClass(Class<?> main, Path... files) {
        return numbers(List.of("-cp", classPath(main), main.getName()), files);
    }

    /** What a program of one source file prints that has no class path. */
    static double[] ofSource(Path source, String option, Path... files) {
        return numbers(List.of(source.toAbsolutePath().toString(), option), files);
    }

    private static double[] numbers(List<String> arguments, Path... files) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Arrays.stream(files).map(file -> file.toAbsolutePath().toString()).forEach(command::add);
        try {
            Path empty = Files.createTempDirectory("cairn-example");
            try {
                return run(new ProcessBuilder(command).directory(empty.toFile()));
            } finally {
                Files.delete(empty);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command.get(0) + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while another process ran.", e);
        }
    }

    private static double[] run(ProcessBuilder builder) throws IOException, InterruptedException {
        builder.environment().remove("CLASSPATH");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The other process ended with exit code " + process.exitValue() + ".");
        }
        return lines.stream().mapToDouble(Double::parseDouble).toArray();
    }

    /** Within Maven the examples have a class loader of their own, and the class path of the process is Maven's. */
    private static String classPath(Class<?> main) {
        Stream<Path> entries = main.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(url -> Path.of(URI.create(url.toString())))
                : Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(Path::of);
        return entries.map(entry -> entry.toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
    }
}
