package dev.cairn.it;

import dev.cairn.TierOptions;
import dev.cairn.compose.IndexedBackend;
import dev.cairn.spi.StorageBackend;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;

/** A workspace does the same in every store. */
class WorkspaceContractTests {
    private static final AtomicInteger OPENED = new AtomicInteger();

    /** All that a workspace does, in one kind of store. */
    abstract static class Everything {
        /** Opens the store, a new one for each test. */
        abstract StorageBackend store(Path folder, Clock clock);

        @Nested
        class Runs extends RunContract {
            @Override
            StorageBackend store() {
                return Everything.this.store(folder, clock);
            }
        }

        @Nested
        class Artifacts extends ArtifactContract {
            @Override
            StorageBackend store() {
                return Everything.this.store(folder, clock);
            }
        }

        @Nested
        class Results extends RunResultsContract {
            @Override
            StorageBackend store() {
                return Everything.this.store(folder, clock);
            }
        }

        @Nested
        class Tensors extends TensorContract {
            @Override
            StorageBackend store() {
                return Everything.this.store(folder, clock);
            }
        }

        @Nested
        class OfPipelines extends PipelineContract {
            @Override
            StorageBackend store() {
                return Everything.this.store(folder, clock);
            }
        }

        @Nested
        class OfOperators extends OperatorContract {
            @Override
            StorageBackend store() {
                return Everything.this.store(folder, clock);
            }
        }

        @Nested
        class OfPredictions extends PredictionContract {
            @Override
            StorageBackend store() {
                return Everything.this.store(folder, clock);
            }
        }

        @Nested
        class Exports extends RunExportContract {
            @Override
            StorageBackend store() {
                return Everything.this.store(folder, clock);
            }
        }

        @Nested
        class Templates extends TemplateContract {
            @Override
            StorageBackend store() {
                return Everything.this.store(folder, clock);
            }
        }
    }

    @Nested
    class InMemory extends Everything {
        @Override
        StorageBackend store(Path folder, Clock clock) {
            return Stores.memory(clock);
        }
    }

    @Nested
    class InFiles extends Everything {
        @Override
        StorageBackend store(Path folder, Clock clock) {
            return Stores.unforced(folder.resolve("files"), clock);
        }
    }

    @Nested
    class InH2 extends Everything {
        @Override
        StorageBackend store(Path folder, Clock clock) {
            return Stores.h2("mem:workspace" + OPENED.incrementAndGet(), clock);
        }
    }

    @Nested
    class InPostgresql extends Everything {
        @Override
        StorageBackend store(Path folder, Clock clock) {
            return Postgres.open(Postgres.emptied("workspace"), clock);
        }
    }

    @Nested
    class InIndexedFiles extends Everything {
        @Override
        StorageBackend store(Path folder, Clock clock) {
            return new IndexedBackend(
                    Stores.unforced(folder.resolve("files"), clock),
                    Stores.h2("mem:workspace" + OPENED.incrementAndGet(), clock),
                    TierOptions.defaults(),
                    System::nanoTime);
        }
    }
}
