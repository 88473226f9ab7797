package dev.cairn.pipeline;

/** How much an entry of a log matters. */
public enum LogLevel {
    DEBUG,
    INFO,
    WARNING,
    ERROR
}
