package dev.cairn.cli;

import dev.cairn.VerifyOptions;
import picocli.CommandLine.Command;

/** Reads everything and says what is damaged. */
@Command(
        name = "verify",
        description =
                "Reads all documents, blobs and journals of both stores, and lists what is not as it was written.")
final class VerifyCommand extends CairnCommand {
    @Override
    public Integer call() {
        try (OpenStore store = reading()) {
            return Verifications.run(cairn(), store, VerifyOptions.defaults());
        }
    }
}
