package dev.cairn.report;

import dev.cairn.query.FieldInfo;
import dev.cairn.query.FieldValue;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which fields results and runs have, with their types and ranges. */
final class FieldSection {
    private static final int SHOWN_VALUES = 8;

    private final ReportData data;

    FieldSection(ReportData data) {
        this.data = data;
    }

    void write(Html html) {
        Sections.open(html, Sections.FIELDS);
        fields(html, "of results", data.manager().results().fields());
        fields(html, "of runs", data.experiment().results().fields());
    }

    private void fields(Html html, String of, List<FieldInfo> all) {
        if (all.isEmpty()) {
            return;
        }
        html.element("h3", "Fields " + of);
        List<FieldInfo> shown = all.stream().limit(data.options().rows()).toList();
        Sections.tellOfRest(html, shown.size(), all.size(), "fields");
        PageTable table = new PageTable("field", "types", "documents", "least", "greatest", "values");
        for (FieldInfo field : shown) {
            table.add(
                    Cell.of(field.path().toString()),
                    Cell.of(field.types().stream()
                            .map(type -> type.name().toLowerCase(Locale.ROOT))
                            .sorted()
                            .collect(Collectors.joining(", "))),
                    Cell.of(field.documents()),
                    Cell.of(field.least()),
                    Cell.of(field.greatest()),
                    Cell.of(values(field)));
        }
        table.write(html);
    }

    /** Of times the range says enough. */
    private static String values(FieldInfo field) {
        if (field.types().equals(Set.of(FieldValue.Type.TIME))) {
            return "";
        }
        String first = field.values().stream()
                .limit(SHOWN_VALUES)
                .map(value -> AxisNames.shortened(Cell.of(value).text()))
                .collect(Collectors.joining(", "));
        int more = field.values().size() - SHOWN_VALUES;
        if (more <= 0 && field.allValues()) {
            return first;
        }
        return first + (field.allValues() ? ", and " + more + " more" : ", and more");
    }
}
