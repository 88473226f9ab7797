package dev.cairn.it;

import static dev.cairn.it.Pair.Kind.FILES;
import static dev.cairn.it.Pair.Kind.POSTGRESQL;

import dev.cairn.testkit.BackendFixture;
import dev.cairn.testkit.StorageManagerContract;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A manager on two tiers is one like any other. */
@ParameterizedClass
@MethodSource("pairs")
@SuppressWarnings("NullAway.Init")
class TieredManagerContractTests extends StorageManagerContract {
    @TempDir(factory = FastFolder.class)
    static Path folder;

    @Parameter
    Pair pair;

    static Stream<Pair> pairs() {
        return Pair.chosen(new Pair(FILES, FILES), new Pair(FILES, POSTGRESQL));
    }

    @Override
    protected BackendFixture fixture() {
        return pair.in(folder);
    }
}
