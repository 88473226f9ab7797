package dev.cairn.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in one file of Java, run by the launcher of the JDK in another process, from an empty folder and without a class path. */
record JavaProgram(int exit, String output, String errors) {
    static JavaProgram run(Path source, String... arguments) throws IOException, InterruptedException {
        Path empty = Files.createTempDirectory("empty");
        Path output = Files.createTempFile("output", ".txt");
        Path errors = Files.createTempFile("errors", ".txt");
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    source.toAbsolutePath().toString()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(empty.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().remove("CLASSPATH");
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            int exit = builder.start().waitFor();
            return new JavaProgram(exit, Files.readString(output, UTF_8), Files.readString(errors, UTF_8));
        } finally {
            Files.delete(empty);
            Files.delete(output);
            Files.delete(errors);
        }
    }

    double[] predictions() {
        return output.lines().mapToDouble(Double::parseDouble).toArray();
    }
}
