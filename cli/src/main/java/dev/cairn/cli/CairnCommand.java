package dev.cairn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share: the options of {@link Cairn}, which stand before or behind the name of the command. */
abstract class CairnCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    CommandSpec spec;

    /** The options that stand for every command. */
    final Cairn cairn() {
        return (Cairn) spec.root().userObject();
    }

    final Output output() {
        return cairn().output();
    }

    final Terminal terminal() {
        return cairn().terminal();
    }

    /** The store, to be read only; nothing of it changes. */
    final OpenStore reading() {
        return cairn().open(true);
    }

    /** The store, to be changed. */
    final OpenStore writing() {
        return cairn().open(false);
    }
}
