package dev.cairn.formats.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a reader hands over. */
final class Collected implements ReadTarget {
    final Map<String, ReadResult> results = new LinkedHashMap<>();
    final List<ExperimentPart> parts = new ArrayList<>();
    final List<String> failures = new ArrayList<>();

    static Collected of(Path source) {
        Collected all = new Collected();
        ResultReaders.recognizing(source).read(source, ReadOptions.none(), all);
        return all;
    }

    ReadResult get(String name) {
        ReadResult result = results.get(name);
        if (result == null) {
            throw new AssertionError("there are " + results.keySet() + ", and failures " + failures);
        }
        return result;
    }

    @Override
    public void result(String name, ReadResult result) {
        if (results.put(name, result) != null) {
            throw new AssertionError("two results are called " + name);
        }
    }

    @Override
    public void part(ExperimentPart part) {
        parts.add(part);
    }

    @Override
    public void failed(Path file, RuntimeException why) {
        failures.add(String.valueOf(why.getMessage()));
    }
}
