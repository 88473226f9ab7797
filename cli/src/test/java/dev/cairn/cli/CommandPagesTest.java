package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command has a page, and the page says of its options what the command itself says. */
class CommandPagesTest extends CommandTest {
    private static final Path PAGES = Path.of("..", "docs", "cli");

    private static Map<String, List<String>> commands(CommandLine root) {
        Map<String, List<String>> pages = new LinkedHashMap<>();
        root.getSubcommands().values().stream().distinct().forEach(command -> {
            List<String> names = new ArrayList<>(List.of(command.getCommandName()));
            command.getSubcommands().keySet().forEach(sub -> names.add(command.getCommandName() + " " + sub));
            pages.put(command.getCommandName(), names);
        });
        return pages;
    }

    @Test
    void eachCommandHasAPageWithItsOptions() throws IOException {
        String overview = Files.readString(PAGES.resolve("README.md"));
        Map<String, List<String>> all = commands(new Cairn(Terminal.ofProcess()).commandLine());
        assertThat(all).hasSizeGreaterThan(20);
        for (Map.Entry<String, List<String>> page : all.entrySet()) {
            String text = Files.readString(PAGES.resolve(page.getKey() + ".md"));
            assertThat(overview).contains("(" + page.getKey() + ".md)");
            for (String name : page.getValue()) {
                List<String> arguments = new ArrayList<>(List.of(name.split(" ")));
                arguments.add("--help");
                String usage = run(arguments.toArray(String[]::new)).ok().out().stripTrailing();
                assertThat(text).as("docs/cli/%s.md", page.getKey()).contains(usage);
            }
        }
    }
}
