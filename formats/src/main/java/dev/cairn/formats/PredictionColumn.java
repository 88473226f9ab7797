package dev.cairn.formats;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.Type.Repetition.OPTIONAL;

import dev.cairn.formats.parquet.ParquetColumn;
import dev.cairn.model.Attributes;
import dev.cairn.pipeline.PredictionRecord;
import dev.cairn.spi.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * A column of the Parquet files of predictions. All are optional, so that one which is left out later is none that readers miss.
 *
 * @param type its name and type
 * @param value what a prediction has there; null for nothing
 * @param writer writes such a value
 */
record PredictionColumn(Type type, Function<PredictionRecord, @Nullable Object> value, Writer writer)
        implements ParquetColumn<PredictionRecord> {
    /** All of them, in their order. */
    static final List<PredictionColumn> ALL = List.of(
            text("id", PredictionRecord::id),
            text("run", PredictionRecord::run),
            text("pipeline", PredictionRecord::pipeline),
            text("chain", PredictionRecord::chain),
            text("dataset", PredictionRecord::dataset),
            text("model", PredictionRecord::model),
            text("modelClass", PredictionRecord::modelClass),
            text("fold", PredictionRecord::fold),
            text("partition", PredictionRecord::partition),
            real("valScore", PredictionRecord::valScore),
            real("testScore", PredictionRecord::testScore),
            real("trainScore", PredictionRecord::trainScore),
            text("metric", PredictionRecord::metric),
            text("task", PredictionRecord::task),
            whole("samples", PredictionRecord::samples),
            whole("features", PredictionRecord::features),
            text("scores", prediction -> json(prediction.scores())),
            text("bestParameters", prediction -> json(prediction.bestParameters())),
            text("preprocessings", PredictionRecord::preprocessings),
            new PredictionColumn(
                    Types.primitive(INT32, OPTIONAL).named("branch"),
                    PredictionRecord::branch,
                    (to, value) -> to.addInteger((Integer) value)),
            text("branchName", PredictionRecord::branchName),
            whole("exclusionCount", PredictionRecord::exclusionCount),
            real("exclusionRate", PredictionRecord::exclusionRate),
            new PredictionColumn(
                    Types.primitive(BOOLEAN, OPTIONAL).named("hasArrays"),
                    PredictionRecord::hasArrays,
                    (to, value) -> to.addBoolean((Boolean) value)),
            time("created", PredictionRecord::created));

    /** Writes a value. */
    interface Writer {
        void write(RecordConsumer to, Object value);
    }

    private static PredictionColumn text(String name, Function<PredictionRecord, @Nullable Object> value) {
        PrimitiveType type = Types.primitive(BINARY, OPTIONAL).as(stringType()).named(name);
        return new PredictionColumn(type, value, (to, text) -> to.addBinary(Binary.fromString((String) text)));
    }

    private static PredictionColumn real(String name, Function<PredictionRecord, @Nullable Object> value) {
        PrimitiveType type = Types.primitive(DOUBLE, OPTIONAL).named(name);
        return new PredictionColumn(type, value, (to, number) -> to.addDouble((Double) number));
    }

    private static PredictionColumn whole(String name, Function<PredictionRecord, @Nullable Object> value) {
        PrimitiveType type = Types.primitive(INT64, OPTIONAL).named(name);
        return new PredictionColumn(type, value, (to, number) -> to.addLong((Long) number));
    }

    private static PredictionColumn time(String name, Function<PredictionRecord, @Nullable Object> value) {
        PrimitiveType type = Types.primitive(INT64, OPTIONAL)
                .as(timestampType(true, TimeUnit.MICROS))
                .named(name);
        return new PredictionColumn(type, value, (to, time) -> to.addLong(micros((Instant) time)));
    }

    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
    }

    private static String json(Attributes attributes) {
        return new String(Json.write(attributes), StandardCharsets.UTF_8);
    }

    @Override
    public void write(RecordConsumer to, int number, PredictionRecord prediction) {
        Object there = value.apply(prediction);
        if (there != null) {
            to.startField(type.getName(), number);
            writer.write(to, there);
            to.endField(type.getName(), number);
        }
    }
}
