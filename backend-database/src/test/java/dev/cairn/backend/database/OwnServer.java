package dev.cairn.backend.database;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL server of one test, with {@code fsync} on, that can be killed and started again on its data. */
final class OwnServer implements AutoCloseable {
    private final Path data;
    private final int port;
    private EmbeddedPostgres server;

    private OwnServer(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
        this.port = server.getPort();
    }

    /** Starts one whose data is in {@code folder}; skips the test, visibly, where tests use a server of their own. */
    static OwnServer start(Path folder) throws IOException {
        assumeTrue(System.getenv("CAIRN_TEST_POSTGRES_URL") == null, "tests start no server of their own here");
        Path data = folder.resolve("data");
        return new OwnServer(data, on(data).start());
    }

    private static EmbeddedPostgres.Builder on(Path data) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
    }

    String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&password=postgres";
    }

    /** Ends the postmaster and all its processes at once, as {@code kill -9} does, and waits until they are gone. */
    void kill() throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        List<ProcessHandle> processes = new ArrayList<>(List.of(postmaster));
        processes.addAll(postmaster.descendants().toList());
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }

    /** Starts it again after {@link #kill}. */
    void startAgain() throws IOException {
        server.close();
        server = on(data).setPort(port).start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
