package dev.cairn.it;

import static dev.cairn.it.Pair.Kind.FILES;
import static dev.cairn.it.Pair.Kind.H2;
import static dev.cairn.it.Pair.Kind.H2_IN_MEMORY;
import static dev.cairn.it.Pair.Kind.MEMORY;
import static dev.cairn.it.Pair.Kind.POSTGRESQL;

import dev.cairn.testkit.BackendContract;
import dev.cairn.testkit.BackendFixture;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Two tiers are a backend like any other, whichever two they are. */
@ParameterizedClass
@MethodSource("pairs")
@SuppressWarnings("NullAway.Init")
class TieredContractTests extends BackendContract {
    @TempDir(factory = FastFolder.class)
    static Path folder;

    @Parameter
    Pair pair;

    static Stream<Pair> pairs() {
        return Pair.chosen(
                new Pair(MEMORY, FILES),
                new Pair(FILES, FILES),
                new Pair(FILES, H2),
                new Pair(H2_IN_MEMORY, FILES),
                new Pair(POSTGRESQL, FILES));
    }

    @Override
    protected BackendFixture fixture() {
        return pair.in(folder);
    }
}
