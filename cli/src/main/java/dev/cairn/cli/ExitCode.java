package dev.cairn.cli;

/** What the command tells the shell. A promise to scripts: documented in {@code docs/cli.md}, and never given another meaning. */
final class ExitCode {
    /** All was done, or what was looked for was found. */
    static final int OK = 0;

    /** It came to its end, and the answer is no: something failed, something is damaged, something is to be done. */
    static final int INCOMPLETE = 1;

    /** The command was called wrongly, or the configuration is wrong. Nothing was done. */
    static final int USAGE = 2;

    /** There is no such store, result, run or file. */
    static final int NOT_FOUND = 3;

    /** It was refused, by the store or by whoever was asked. Nothing was done. */
    static final int REFUSED = 4;

    /** A store or a disk does not answer. Trying again may help. */
    static final int UNAVAILABLE = 5;

    /** Something that was to be read is damaged. */
    static final int CORRUPT = 6;

    /** A defect of the command itself. */
    static final int DEFECT = 70;

    private ExitCode() {}
}
