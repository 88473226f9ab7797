package dev.cairn.operator;

import dev.cairn.model.Attributes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads operators of one format, such as {@code onnx}. Found by {@link java.util.ServiceLoader}. What it reads comes from a store or a
 * bundle and may be anybody's: it is data, and nothing of it is executed.
 */
public interface OperatorFormat {
    /** The name of the format, as artifacts state it: small letters, digits, '-' and '_'. */
    String name();

    /**
     * Reads a fitted operator. Its bytes were not changed since they were saved; {@code bytes} is not closed.
     *
     * @param described what the chain or the artifact says of it
     * @throws IOException if these are no bytes of this format; the message says what is wrong
     */
    Operator read(InputStream bytes, Description described) throws IOException;

    /** An operator that needs nothing but its parameters; empty if this format knows none of that class. */
    default Optional<Operator> rebuild(Description described) {
        return Optional.empty();
    }

    /**
     * What is said of an operator beside its bytes.
     *
     * @param operatorClass what it is, in the words of who made it: {@code sklearn.preprocessing.StandardScaler}
     * @param parameters what it was given
     */
    record Description(String operatorClass, Attributes parameters) {}
}
