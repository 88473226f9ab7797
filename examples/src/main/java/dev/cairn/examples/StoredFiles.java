package dev.cairn.examples;

import java.nio.file.Path;

record StoredFiles(Path r, String k) {
    void show(Report report) {}
}
