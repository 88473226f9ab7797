package dev.cairn;

import dev.cairn.transfer.Cancellation;
import dev.cairn.transfer.Progress;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a store is verified. Immutable.
 *
 * @param experiments only these; all of them if there are none
 * @param repair whether what is damaged in one tier is taken from the other where that has it
 * @param trustReplicas whether a document that is damaged in the primary is taken from the secondary, though nobody knows whether that
 *     one is the newest; a decision for a person to make
 * @param setAside whether a damaged document that cannot be repaired is deleted, so that its name is free again; a store of files keeps
 *     its bytes in a folder of their own. A decision for a person to make
 * @param listener told how far it is, five times a second at most and once at the end; counts documents and blobs alike
 * @param cancellation stops it
 */
public record VerifyOptions(
        Set<String> experiments,
        boolean repair,
        boolean trustReplicas,
        boolean setAside,
        Consumer<Progress> listener,
        Cancellation cancellation) {
    public VerifyOptions {
        experiments = Set.copyOf(experiments);
        if ((trustReplicas || setAside) && !repair) {
            throw new IllegalArgumentException("Only a repair trusts replicas or sets anything aside.");
        }
    }

    /** Everything is read, and nothing is changed. */
    public static VerifyOptions defaults() {
        return new VerifyOptions(Set.of(), false, false, false, progress -> {}, new Cancellation());
    }

    /** Everything is read, and what one tier lacks or has damaged is taken from the other. */
    public static VerifyOptions repairing() {
        return new VerifyOptions(Set.of(), true, false, false, progress -> {}, new Cancellation());
    }

    /** The same for some experiments alone. */
    public VerifyOptions withExperiments(String... only) {
        return new VerifyOptions(Set.of(only), repair, trustReplicas, setAside, listener, cancellation);
    }

    /** The same repair, trusting the secondary where the primary's document is damaged. */
    public VerifyOptions trustingReplicas() {
        return new VerifyOptions(experiments, repair, true, setAside, listener, cancellation);
    }

    /** The same repair, deleting damaged documents that no other tier has. */
    public VerifyOptions settingAside() {
        return new VerifyOptions(experiments, repair, trustReplicas, true, listener, cancellation);
    }

    /** The same, telling {@code newListener} how far it is. */
    public VerifyOptions withListener(Consumer<Progress> newListener) {
        return new VerifyOptions(experiments, repair, trustReplicas, setAside, newListener, cancellation);
    }

    /** The same, to be stopped by {@code newCancellation}. */
    public VerifyOptions withCancellation(Cancellation newCancellation) {
        return new VerifyOptions(experiments, repair, trustReplicas, setAside, listener, newCancellation);
    }
}
