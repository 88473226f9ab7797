package dev.cairn.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8, letter by letter. */
final class TextCodec implements ArtifactCodec {
    @Override
    public String mediaType() {
        return "text/plain";
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == String.class;
    }

    @Override
    public void write(Object value, OutputStream out) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap((String) value));
        out.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
    }

    @Override
    public Object read(InputStream in, Class<?> type) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(in.readAllBytes()))
                .toString();
    }
}
