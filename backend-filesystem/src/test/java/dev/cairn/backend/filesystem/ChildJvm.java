package dev.cairn.backend.filesystem;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process that uses a store as {@link StoreProgram} is told; talked to line by line. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    private ChildJvm(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    static ChildJvm start(String... arguments) throws IOException {
        return startProgram(StoreProgram.class, List.of(arguments));
    }

    /** Another program than {@link StoreProgram}. */
    static ChildJvm startProgram(Class<?> program, List<String> arguments) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                program.getName()));
        command.addAll(arguments);
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line that it prints. */
    String line() throws IOException {
        String line = out.readLine();
        return line == null ? "(ended)" : line;
    }

    /** All that it still prints until it ends. */
    List<String> rest() {
        return out.lines().toList();
    }

    /** Lets it go on. */
    void go() throws IOException {
        in.write("go\n");
        in.flush();
    }

    /** Ends it as {@code kill -9} does; what it printed can still be read. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
