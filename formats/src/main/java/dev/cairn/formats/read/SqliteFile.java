package dev.cairn.formats.read;

import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.UnsupportedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * An SQLite database, opened for reading alone: nothing is written to it or beside it. One that was left in the middle of a change, with a
 * journal or a log beside it, is copied to a temporary folder together with that and read there, as SQLite would change it.
 */
final class SqliteFile implements AutoCloseable {
    private static final int HEADER = 100;

    /** SQLITE_OPEN_READONLY and SQLITE_OPEN_URI. */
    private static final String READ_ONLY = "65";

    private static final List<String> BESIDE = List.of("-wal", "-journal");

    private final Path file;
    private final @Nullable Path copies;
    private final Connection connection;

    private SqliteFile(Path file, @Nullable Path copies, Connection connection) {
        this.file = file;
        this.copies = copies;
        this.connection = connection;
    }

    static SqliteFile open(Path file) {
        try {
            checkSize(file);
            boolean unfinished = false;
            for (String ending : BESIDE) {
                Path beside = file.resolveSibling(file.getFileName() + ending);
                unfinished |= Files.exists(beside) && Files.size(beside) > 0;
            }
            if (!unfinished) {
                String mode = writesAhead(file) ? "?immutable=1" : "?mode=ro";
                return new SqliteFile(file, null, connect(file, file, mode, READ_ONLY));
            }
            Path copies = Files.createTempDirectory("cairn-sqlite");
            try {
                Path copy = copy(file, copies);
                return new SqliteFile(file, copies, connect(file, copy, "", null));
            } catch (IOException | RuntimeException e) {
                delete(copies);
                throw e;
            }
        } catch (IOException e) {
            throw BadFile.unreadable(file, e);
        }
    }

    private static ByteBuffer header(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(HEADER);
            if (header.length < HEADER) {
                throw BadFile.whole(file, "it has " + header.length + " bytes, less than the header of a database");
            }
            return ByteBuffer.wrap(header);
        }
    }

    /** What a file that was cut off lacks may be of a table that is not read, so it is looked for first. */
    private static void checkSize(Path file) throws IOException {
        ByteBuffer header = header(file);
        int stored = Short.toUnsignedInt(header.getShort(16));
        long page = stored == 1 ? 65536 : stored;
        long pages = Integer.toUnsignedLong(header.getInt(28));
        boolean counted = header.getInt(24) == header.getInt(92);
        long size = Files.size(file);
        if (counted && pages * page > size) {
            throw BadFile.whole(
                    file,
                    "it has " + size + " bytes, and its header says that it has " + pages * page + "; it was cut off");
        }
    }

    private static boolean writesAhead(Path file) throws IOException {
        return header(file).get(18) == 2;
    }

    private static Path copy(Path file, Path folder) throws IOException {
        Path copy = folder.resolve("database");
        Files.copy(file, copy);
        for (String ending : BESIDE) {
            Path beside = file.resolveSibling(file.getFileName() + ending);
            if (Files.exists(beside)) {
                Files.copy(beside, folder.resolve("database" + ending));
            }
        }
        copy.toFile().setWritable(true);
        return copy;
    }

    private static Connection connect(Path named, Path file, String mode, @Nullable String openMode) {
        Properties properties = new Properties();
        if (openMode != null) {
            properties.setProperty("open_mode", openMode);
        }
        String url =
                "jdbc:sqlite:file:" + file.toAbsolutePath().normalize().toUri().getRawPath() + mode;
        try {
            return DriverManager.getConnection(url, properties);
        } catch (SQLException e) {
            if ("08001".equals(e.getSQLState())) {
                throw new UnsupportedException("Cannot read '" + named + "': it is an SQLite database, and there is no "
                        + "driver for that. Add org.xerial:sqlite-jdbc to the class path.");
            }
            throw failed(named, e);
        }
    }

    /** What an exception of the driver says. */
    static StorageException failed(Path file, SQLException why) {
        int code = why.getErrorCode() & 0xFF;
        if (code == 11 || code == 26) {
            return BadFile.whole(file, "the database is damaged: " + why.getMessage());
        }
        return new UnavailableException("Cannot read '" + file + "': " + why.getMessage(), why);
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        try {
            connection.close();
            if (copies != null) {
                delete(copies);
            }
        } catch (SQLException e) {
            throw failed(file, e);
        } catch (IOException e) {
            throw BadFile.unreadable(file, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
