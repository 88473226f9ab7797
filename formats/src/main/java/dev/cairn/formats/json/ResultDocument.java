package dev.cairn.formats.json;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.cairn.model.Attachment;
import dev.cairn.model.Attributes;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.History;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import dev.cairn.model.Problem;
import dev.cairn.model.ResultSet;
import dev.cairn.model.RunInfo;
import dev.cairn.model.Solver;
import dev.cairn.spi.Body;
import dev.cairn.spi.ColumnsJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result as it stands in JSON; what is small stands first. That it is a result is checked when it is made, so that it can be said where it is not. */
record ResultDocument(
        int format,
        String content,
        Problem problem,
        Solver solver,
        RunInfo run,
        Attributes environment,
        Attributes metadata,
        List<String> tags,
        List<String> lineage,

        @JsonSerialize(contentUsing = PartsJson.SetWriter.class)
        @JsonDeserialize(contentUsing = PartsJson.SetReader.class)
        List<ResultSet> resultSets,

        @JsonSerialize(using = ColumnsJson.Writer.class) @JsonDeserialize(using = ColumnsJson.NamedReader.class)
        Map<String, Column> history,

        @JsonSerialize(using = ColumnsJson.Writer.class) @JsonDeserialize(using = ColumnsJson.Reader.class)
        Map<ColumnName, Column> columns,

        @JsonSerialize(contentUsing = PartsJson.AttachmentWriter.class)
        @JsonDeserialize(contentUsing = PartsJson.AttachmentReader.class)
        List<Attachment> attachments)
        implements Body {
    ResultDocument {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("problem", problem);
        fields.put("solver", solver);
        fields.put("run", run);
        fields.put("environment", environment);
        fields.put("metadata", metadata);
        fields.put("tags", tags);
        fields.put("lineage", lineage);
        fields.put("resultSets", resultSets);
        fields.put("history", history);
        fields.put("columns", columns);
        fields.put("attachments", attachments);
        List<String> missing = new ArrayList<>();
        fields.forEach((name, value) -> {
            if (value == null) {
                missing.add(name);
            }
        });
        if (format < 1 || !ResultJson.CONTENT.equals(content) || !missing.isEmpty()) {
            throw new IllegalArgumentException(
                    missing.isEmpty()
                            ? "it has no format, or its content is not " + ResultJson.CONTENT
                            : "these fields are missing: " + String.join(", ", missing));
        }
    }

    static ResultDocument of(OptimizationResult result) {
        return new ResultDocument(
                ResultJson.FORMAT,
                ResultJson.CONTENT,
                result.problem(),
                result.solver(),
                result.run(),
                result.environment(),
                result.metadata(),
                List.copyOf(result.tags()),
                result.lineage(),
                result.resultSets(),
                result.history().columns(),
                result.columns(),
                result.attachments());
    }

    @JsonIgnore
    OptimizationResult result() {
        OptimizationResultBuilder result = OptimizationResult.builder()
                .problem(problem)
                .solver(solver)
                .run(run)
                .environment(environment)
                .metadata(metadata);
        tags.forEach(result::tag);
        lineage.forEach(result::madeFrom);
        resultSets.forEach(result::resultSet);
        columns.forEach(result::column);
        attachments.forEach(result::attachment);
        History.Builder generations = History.builder();
        history.forEach(generations::column);
        return result.history(generations.build()).build();
    }
}
