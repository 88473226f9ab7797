package com.example.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The backend is short, and rests on what is public: what others are told they can do, it does. */
class SourcesTest {
    private static final int MOST_LINES = 300;

    private static List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    @Test
    void haveFewerThanThreeHundredLines() throws IOException {
        assertThat(lines()).hasSizeBetween(50, MOST_LINES - 1);
    }

    @Test
    void useNothingInternalOfCairn() throws IOException {
        assertThat(lines()).noneMatch(line -> line.contains("dev.cairn.internal"));
    }
}
