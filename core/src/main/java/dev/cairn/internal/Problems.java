package dev.cairn.internal;

import dev.cairn.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What is wrong with a configuration, collected step by step so that all of it is told at once. */
public final class Problems {
    private final String subject;
    private final List<String> found = new ArrayList<>();

    /** Of {@code subject}, such as "the configuration of the filesystem backend". */
    public Problems(String subject) {
        this.subject = subject;
    }

    /** One problem, a whole sentence. */
    public void add(String problem) {
        found.add(problem);
    }

    /** What {@code step} makes; empty if it is refused, and its problems are kept. */
    public <T> Optional<T> of(Supplier<T> step) {
        return of(step, problem -> problem);
    }

    /** The same, and the problems are kept as {@code told} words them. */
    public <T> Optional<T> of(Supplier<T> step, UnaryOperator<String> told) {
        try {
            return Optional.of(step.get());
        } catch (ConfigurationException e) {
            e.problems().stream().map(told).forEach(found::add);
            return Optional.empty();
        }
    }

    /**
     * Goes on if nothing is wrong.
     *
     * @throws ConfigurationException otherwise; names all problems
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(subject, found);
        }
    }
}
