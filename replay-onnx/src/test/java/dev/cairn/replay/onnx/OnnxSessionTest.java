package dev.cairn.replay.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cairn.operator.Predictor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One operator and many threads. */
class OnnxSessionTest {
    private static final int THREADS = 6;
    private static final double[][] SAMPLES = Spectra.of(Spectra.content(300, 1), Spectra.classes(300, 2), 2);
    private static final byte[] MEAN =
            Graphs.mean(FLOAT, -1, Spectra.WAVELENGTHS, true).bytes();

    @Test
    void manyThreadsGetWhatOneGets() throws Exception {
        try (Predictor mean = Reading.predictor(MEAN)) {
            double[] expected = mean.predict(SAMPLES);
            List<double[]> predicted = together(() -> {
                double[] last = mean.predict(SAMPLES);
                for (int call = 0; call < 200; call++) {
                    last = mean.predict(SAMPLES);
                    assertThat(last).containsExactly(expected);
                }
                return last;
            });
            assertThat(predicted).hasSize(THREADS);
        }
    }

    @Test
    void closingWhileOthersPredictEndsEachCallWithAResultOrAnError() throws Exception {
        Predictor mean = Reading.predictor(MEAN);
        double[] expected = mean.predict(SAMPLES);
        CountDownLatch running = new CountDownLatch(THREADS);
        List<String> ends = together(() -> {
            try {
                for (int call = 0; ; call++) {
                    assertThat(mean.predict(SAMPLES)).containsExactly(expected);
                    if (call == 5) {
                        running.countDown();
                        running.await();
                        mean.close();
                    }
                }
            } catch (IllegalStateException e) {
                return String.valueOf(e.getMessage());
            }
        });
        assertThat(ends)
                .hasSize(THREADS)
                .containsOnly("Cannot run the ONNX model 'test.Model': its operator is closed.");
    }

    @Test
    void closesOnceAndIsClosedForNoSamplesToo() throws IOException {
        Predictor mean = Reading.predictor(MEAN);
        mean.close();
        mean.close();
        assertThatIllegalStateException().isThrownBy(() -> mean.predict(new double[0][]));
    }

    @Test
    void closingOneLeavesAnotherOfTheSameModelOpen() throws IOException {
        try (Predictor stays = Reading.predictor(MEAN)) {
            Reading.predictor(MEAN).close();
            assertThat(stays.predict(SAMPLES)).hasSize(SAMPLES.length);
        }
    }

    private static <T> List<T> together(Callable<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                futures.add(threads.submit(task));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
