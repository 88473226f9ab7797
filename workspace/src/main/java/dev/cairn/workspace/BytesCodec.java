package dev.cairn.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Bytes as they are. */
final class BytesCodec implements ArtifactCodec {
    static final String MEDIA_TYPE = "application/octet-stream";

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == byte[].class;
    }

    @Override
    public void write(Object value, OutputStream out) throws IOException {
        out.write((byte[]) value);
    }

    @Override
    public Object read(InputStream in, Class<?> type) throws IOException {
        return in.readAllBytes();
    }
}
