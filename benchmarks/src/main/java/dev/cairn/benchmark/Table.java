package dev.cairn.benchmark;

import java.util.List;

/** The table as Markdown. */
final class Table {
    private Table() {}

    static String of(List<Line> lines) {
        StringBuilder text = new StringBuilder("""
                | row | work | Cairn | against | figure | least to greatest | target | met |
                |---|---|---|---|---|---|---|---|
                """);
        for (Line line : lines) {
            text.append("| ")
                    .append(String.join(
                            " | ",
                            String.valueOf(line.row()),
                            line.work(),
                            line.ours(),
                            line.against(),
                            line.figure(),
                            line.spread(),
                            line.target(),
                            line.met() == null ? "" : line.met() ? "yes" : "**no**"))
                    .append(" |\n");
        }
        return text.toString();
    }
}
