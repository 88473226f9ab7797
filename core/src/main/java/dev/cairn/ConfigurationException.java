package dev.cairn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store cannot be opened as it is configured. Lists everything that is wrong at once; secrets are masked.
 */
public final class ConfigurationException extends StorageException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** One problem, a whole sentence. */
    public ConfigurationException(String problem) {
        this(problem, (Throwable) null);
    }

    /** One problem, a whole sentence, and what made it known. */
    public ConfigurationException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
        this.problems = List.of(problem);
    }

    /** Several problems of the thing that {@code subject} names, such as "the filesystem backend". */
    public ConfigurationException(String subject, List<String> problems) {
        super(
                problems.size() == 1
                        ? problems.get(0)
                        : problems.size() + " problems with " + subject + ":\n  - " + String.join("\n  - ", problems),
                null);
        this.problems = List.copyOf(problems);
    }

    /** Each problem as a sentence, in the order in which they were met; at least one. */
    public List<String> problems() {
        return problems;
    }
}
