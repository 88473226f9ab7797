package dev.cairn.testkit.faults;

import dev.cairn.spi.DocumentKey;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a fault does to a step that it strikes. */
sealed interface Effect {
    /** Something that happens before the step is carried out, and instead of it if it throws. */
    record Before(BiConsumer<Step, Fault> action) implements Effect {}

    /** Something that happens when the step is done, and instead of its answer if it throws. */
    record After(BiConsumer<Step, Fault> action) implements Effect {}

    /** Only the first part is carried out; {@code end} throws what follows. */
    record Torn(Consumer<Step> end) implements Effect {}

    /** The step is carried out twice. */
    record Twice() implements Effect {}

    /**
     * The answer is damaged.
     *
     * @param only the one document that is; null if all that the step reads are
     */
    record Damaged(@Nullable DocumentKey only) implements Effect {}
}
