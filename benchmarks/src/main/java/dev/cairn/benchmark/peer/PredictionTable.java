package dev.cairn.benchmark.peer;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Random;

/** JDBC by hand: a row for each prediction, its arrays in the row. No sums, no look at parents. */
public final class PredictionTable implements AutoCloseable {
    private static final List<String> FOUND_BY = List.of(
            "pipeline",
            "chain",
            "model_class",
            "fold",
            "part",
            "dataset",
            "metric",
            "val_score",
            "test_score",
            "train_score");

    private final Jdbc jdbc;
    private final Random random = new Random(1);
    private long number;

    /** Makes the table; {@code indexed} with an index for each column by which predictions are found, as Cairn finds them. */
    public PredictionTable(Database database, boolean indexed) {
        this.jdbc = new Jdbc(database);
        String bytes = database.h2() ? "varbinary" : "bytea";
        Jdbc.checked(() -> {
            jdbc.execute(
                    "create table prediction (id varchar(64) primary key, pipeline varchar(64), chain varchar(64), "
                            + "model varchar(200), model_class varchar(64), fold varchar(16), part varchar(16), dataset varchar(64), "
                            + "metric varchar(32), val_score double precision, test_score double precision, "
                            + "train_score double precision, y_true " + bytes + ", y_pred " + bytes + ", weights "
                            + bytes + ")");
            for (String column : indexed ? FOUND_BY : List.<String>of()) {
                jdbc.execute("create index prediction_" + column + " on prediction (" + column + ")");
            }
            jdbc.commit();
            return true;
        });
    }

    /** Saves as many, each with three arrays of {@code samples}. */
    public Object save(int batch, int samples) {
        return Jdbc.checked(() -> {
            PreparedStatement insert =
                    jdbc.prepare("insert into prediction values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
            for (int i = 0; i < batch; i++) {
                number++;
                int at = 1;
                insert.setString(at++, "prediction-" + number);
                insert.setString(at++, "pipeline");
                insert.setString(at++, "chain");
                insert.setString(at++, "model " + number);
                insert.setString(at++, "PLS");
                insert.setString(at++, "0");
                insert.setString(at++, "val");
                insert.setString(at++, "wheat");
                insert.setString(at++, "rmse");
                insert.setDouble(at++, random.nextDouble());
                insert.setDouble(at++, random.nextDouble());
                insert.setDouble(at++, random.nextDouble());
                insert.setBytes(at++, array(samples));
                insert.setBytes(at++, array(samples));
                insert.setBytes(at, array(samples));
                insert.addBatch();
            }
            insert.executeBatch();
            jdbc.commit();
            return number;
        });
    }

    private byte[] array(int samples) {
        ByteBuffer bytes = ByteBuffer.allocate(samples * Double.BYTES);
        bytes.asDoubleBuffer().put(random.doubles(samples).toArray());
        return bytes.array();
    }

    @Override
    public void close() {
        jdbc.close();
    }
}
