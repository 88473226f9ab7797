package dev.cairn.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.workspace.ArtifactCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Times as text by ISO 8601: a codec as a user would add it. */
public final class DurationCodec implements ArtifactCodec {
    @Override
    public String mediaType() {
        return "application/x-iso-duration";
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == Duration.class;
    }

    @Override
    public void write(Object value, OutputStream out) throws IOException {
        out.write(value.toString().getBytes(UTF_8));
    }

    @Override
    public Object read(InputStream in, Class<?> type) throws IOException {
        return Duration.parse(new String(in.readAllBytes(), UTF_8));
    }
}
