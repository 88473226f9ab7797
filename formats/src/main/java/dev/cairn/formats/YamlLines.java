package dev.cairn.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.cairn.spi.Json;
import java.io.IOException;
import java.io.StringWriter;

/** Turns YAML into JSON with each value in the line in which it stood: so who reads that can tell the line of what is wrong. */
final class YamlLines {
    private final YAMLParser from;
    private final JsonGenerator to;
    private int line = 1;

    private YamlLines(YAMLParser from, JsonGenerator to) {
        this.from = from;
        this.to = to;
    }

    /** All of it; closes the parser. */
    static String json(YAMLParser yaml) throws IOException {
        StringWriter json = new StringWriter();
        try (yaml;
                JsonGenerator generator = new JsonFactory().createGenerator(json)) {
            YamlLines lines = new YamlLines(yaml, generator);
            for (JsonToken token = yaml.nextToken(); token != null; token = yaml.nextToken()) {
                lines.copy(token);
            }
        }
        return json.toString();
    }

    private void copy(JsonToken token) throws IOException {
        if (from.isCurrentAlias()) {
            throw new JsonParseException(from, "aliases are not read; write what '*" + from.getText() + "' stands for");
        }
        for (int now = from.currentTokenLocation().getLineNr(); line < now; line++) {
            to.writeRaw('\n');
        }
        switch (token) {
            case VALUE_NUMBER_FLOAT -> Json.writeReal(to, from.getDoubleValue());
            case VALUE_NUMBER_INT -> to.writeNumber(from.getBigIntegerValue());
            case VALUE_EMBEDDED_OBJECT -> throw new JsonParseException(from, "tags that name a type are not read");
            default -> to.copyCurrentEvent(from);
        }
    }
}
