package dev.cairn.replay.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model in the memory of the runtime. The runtime would touch freed memory if a session were closed while it runs, so each use holds
 * the read lock and closing takes the write lock. Safe for use by many threads.
 */
final class OnnxSession implements AutoCloseable {
    private final String model;
    private final OrtEnvironment environment;
    private final SessionOptions options;
    private final OrtSession session;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxSession(String model, OrtEnvironment environment, SessionOptions options, OrtSession session) {
        this.model = model;
        this.environment = environment;
        this.options = options;
        this.session = session;
    }

    static OnnxSession open(String model, byte[] bytes) throws IOException {
        OrtEnvironment environment = environment(model);
        SessionOptions options = new SessionOptions();
        try {
            configure(options);
            return new OnnxSession(model, environment, options, environment.createSession(bytes, options));
        } catch (OrtException e) {
            options.close();
            throw refused(model, bytes.length, e);
        } catch (RuntimeException e) {
            options.close();
            throw e;
        }
    }

    private static OrtEnvironment environment(String model) throws IOException {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            environment.setTelemetry(false);
            return environment;
        } catch (OrtException | LinkageError e) {
            throw new IOException(
                    "Cannot read " + model + ": ONNX Runtime cannot be loaded on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + innermost(e)
                            + ". It comes for x64 on Linux (glibc) and Windows, for aarch64 on Linux (glibc) and macOS, and is "
                            + "unpacked into java.io.tmpdir, where libraries must be allowed to run.",
                    e);
        }
    }

    /** Why a class could not be initialized is told by the innermost cause alone. */
    private static Throwable innermost(Throwable error) {
        Throwable cause = error.getCause();
        return cause == null ? error : innermost(cause);
    }

    private static void configure(SessionOptions options) throws OrtException {
        // One thread each: the caller's. Whoever has many samples has many callers, and sums do not depend on the
        // machine's size.
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setDeterministicCompute(true);
        // An arena keeps what the largest block took until the session is closed, and a chain holds many sessions.
        options.setCPUArenaAllocator(false);
        options.setMemoryPatternOptimization(false);
        // What it would log to stderr is in the exceptions that it throws.
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        // Otherwise bytes may also be of the runtime's own format, which ModelBytes does not know.
        options.addConfigEntry("session.load_model_format", "ONNX");
    }

    private static IOException refused(String model, int length, OrtException e) {
        return switch (e.getCode()) {
            case ORT_INVALID_PROTOBUF, ORT_NO_MODEL -> ModelBytes.noModel(model, length, e);
            default -> new IOException("Cannot read " + model + ": ONNX Runtime refuses it: " + e.getMessage(), e);
        };
    }

    Map<String, NodeInfo> inputs() throws IOException {
        try {
            return session.getInputInfo();
        } catch (OrtException e) {
            throw new IOException("Cannot read the inputs of " + model + ": " + e.getMessage(), e);
        }
    }

    Map<String, NodeInfo> outputs() throws IOException {
        try {
            return session.getOutputInfo();
        } catch (OrtException e) {
            throw new IOException("Cannot read the outputs of " + model + ": " + e.getMessage(), e);
        }
    }

    String model() {
        return model;
    }

    OrtEnvironment environment() {
        return environment;
    }

    /** Does {@code use} with the session open all the while, as {@link #run} needs it. */
    void whileOpen(Runnable use) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("Cannot run " + model + ": its operator is closed.");
            }
            use.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** One output for one input; only {@link #whileOpen}. The result is to be closed. */
    OrtSession.Result run(String input, OnnxTensor samples, String output) throws OrtException {
        return session.run(Map.of(input, samples), Set.of(output));
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
                options.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("Cannot close " + model + ": " + e.getMessage(), e);
        } finally {
            lock.writeLock().unlock();
        }
    }
}
