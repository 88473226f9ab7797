package dev.cairn.chain;

import dev.cairn.CorruptException;
import dev.cairn.UnsupportedException;
import dev.cairn.model.Attributes;
import dev.cairn.operator.Operator;
import dev.cairn.operator.OperatorFormat.Description;
import dev.cairn.operator.OperatorFormats;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Makes operators of the steps of a chain: of artifacts, or of parameters. */
final class ChainOperators {
    private final ChainArtifacts artifacts;

    ChainOperators(ChainArtifacts artifacts) {
        this.artifacts = artifacts;
    }

    /** The fitted operator in an artifact of a step; to be closed. */
    Operator read(ChainStep step, String id) {
        ChainArtifact artifact = artifacts.artifact(id);
        String operatorClass = artifact.operatorClass().isBlank() ? step.operatorClass() : artifact.operatorClass();
        Description described = new Description(operatorClass, step.parameters());
        try (InputStream bytes = artifacts.open(id)) {
            Operator operator = OperatorFormats.named(artifact.format()).read(bytes, described);
            // What it leaves unread is not checked yet.
            readToEnd(bytes, operator);
            return operator;
        } catch (UnsupportedException e) {
            throw named(step, e);
        } catch (IOException | UncheckedIOException e) {
            throw new CorruptException(
                    ReplayPlan.name(step) + " cannot be read from the artifact '" + id + "': " + e.getMessage(), e);
        }
    }

    private static void readToEnd(InputStream bytes, Operator operator) throws IOException {
        try {
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException | Error e) {
            operator.close();
            throw e;
        }
    }

    /** The operator of a step that needs nothing but its parameters; to be closed. */
    Operator rebuild(ChainStep step) {
        Attributes parameters = step.parameters();
        try {
            return OperatorFormats.rebuild(new Description(step.operatorClass(), parameters));
        } catch (UnsupportedException e) {
            throw named(step, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    ReplayPlan.name(step) + " cannot be made of its parameters " + parameters + ": " + e.getMessage(),
                    e);
        }
    }

    private static UnsupportedException named(ChainStep step, UnsupportedException e) {
        return new UnsupportedException(ReplayPlan.name(step) + ": " + e.getMessage(), e);
    }
}
