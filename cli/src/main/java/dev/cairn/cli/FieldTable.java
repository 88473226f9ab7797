package dev.cairn.cli;

import dev.cairn.query.FieldInfo;
import java.util.List;
import java.util.Locale;

/** Fields as rows. */
final class FieldTable {
    private static final int SOME = 5;

    private FieldTable() {}

    static Table of(List<FieldInfo> fields) {
        return Table.of(
                List.of("field", "types", "documents", "least", "greatest", "values"),
                fields.stream()
                        .map(field -> Table.row(
                                field.path().toString(),
                                field.types().stream()
                                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                                        .sorted()
                                        .toList(),
                                field.documents(),
                                field.least(),
                                field.greatest(),
                                field.values().stream().limit(SOME).toList())));
    }
}
