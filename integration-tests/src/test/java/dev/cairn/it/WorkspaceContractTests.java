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

    private static StorageBackend indexed(Path folder, Clock clock) {
        return new IndexedBackend(
                Stores.unforced(folder.resolve("files"), clock),
                Stores.h2("mem:workspace" + OPENED.incrementAndGet(), clock),
                TierOptions.defaults(),
                System::nanoTime);
    }

    @Nested
    class InMemory {
        @Nested
        class Exports extends RunExportContract {
            @Override
            StorageBackend store() {
                return Stores.memory(clock);
            }
        }

        @Nested
        class Templates extends TemplateContract {
            @Override
            StorageBackend store() {
                return Stores.memory(clock);
            }
        }

        @Nested
        class Runs extends RunContract {
            @Override
            StorageBackend store() {
                return Stores.memory(clock);
            }
        }

        @Nested
        class Artifacts extends ArtifactContract {
            @Override
            StorageBackend store() {
                return Stores.memory(clock);
            }
        }

        @Nested
        class Results extends RunResultsContract {
            @Override
            StorageBackend store() {
                return Stores.memory(clock);
            }
        }

        @Nested
        class Tensors extends TensorContract {
            @Override
            StorageBackend store() {
                return Stores.memory(clock);
            }
        }
    }

    @Nested
    class InFiles {
        @Nested
        class Exports extends RunExportContract {
            @Override
            StorageBackend store() {
                return Stores.unforced(folder.resolve("files"), clock);
            }
        }

        @Nested
        class Templates extends TemplateContract {
            @Override
            StorageBackend store() {
                return Stores.unforced(folder.resolve("files"), clock);
            }
        }

        @Nested
        class Runs extends RunContract {
            @Override
            StorageBackend store() {
                return Stores.unforced(folder.resolve("files"), clock);
            }
        }

        @Nested
        class Artifacts extends ArtifactContract {
            @Override
            StorageBackend store() {
                return Stores.unforced(folder.resolve("files"), clock);
            }
        }

        @Nested
        class Results extends RunResultsContract {
            @Override
            StorageBackend store() {
                return Stores.unforced(folder.resolve("files"), clock);
            }
        }

        @Nested
        class Tensors extends TensorContract {
            @Override
            StorageBackend store() {
                return Stores.unforced(folder.resolve("files"), clock);
            }
        }
    }

    @Nested
    class InH2 {
        @Nested
        class Exports extends RunExportContract {
            @Override
            StorageBackend store() {
                return Stores.h2("mem:workspace" + OPENED.incrementAndGet(), clock);
            }
        }

        @Nested
        class Templates extends TemplateContract {
            @Override
            StorageBackend store() {
                return Stores.h2("mem:workspace" + OPENED.incrementAndGet(), clock);
            }
        }

        @Nested
        class Runs extends RunContract {
            @Override
            StorageBackend store() {
                return Stores.h2("mem:workspace" + OPENED.incrementAndGet(), clock);
            }
        }

        @Nested
        class Artifacts extends ArtifactContract {
            @Override
            StorageBackend store() {
                return Stores.h2("mem:workspace" + OPENED.incrementAndGet(), clock);
            }
        }

        @Nested
        class Results extends RunResultsContract {
            @Override
            StorageBackend store() {
                return Stores.h2("mem:workspace" + OPENED.incrementAndGet(), clock);
            }
        }

        @Nested
        class Tensors extends TensorContract {
            @Override
            StorageBackend store() {
                return Stores.h2("mem:workspace" + OPENED.incrementAndGet(), clock);
            }
        }
    }

    @Nested
    class InPostgresql {
        @Nested
        class Exports extends RunExportContract {
            @Override
            StorageBackend store() {
                return Postgres.open(Postgres.emptied("workspace"), clock);
            }
        }

        @Nested
        class Templates extends TemplateContract {
            @Override
            StorageBackend store() {
                return Postgres.open(Postgres.emptied("workspace"), clock);
            }
        }

        @Nested
        class Runs extends RunContract {
            @Override
            StorageBackend store() {
                return Postgres.open(Postgres.emptied("workspace"), clock);
            }
        }

        @Nested
        class Artifacts extends ArtifactContract {
            @Override
            StorageBackend store() {
                return Postgres.open(Postgres.emptied("workspace"), clock);
            }
        }

        @Nested
        class Results extends RunResultsContract {
            @Override
            StorageBackend store() {
                return Postgres.open(Postgres.emptied("workspace"), clock);
            }
        }

        @Nested
        class Tensors extends TensorContract {
            @Override
            StorageBackend store() {
                return Postgres.open(Postgres.emptied("workspace"), clock);
            }
        }
    }

    @Nested
    class InIndexedFiles {
        @Nested
        class Exports extends RunExportContract {
            @Override
            StorageBackend store() {
                return indexed(folder, clock);
            }
        }

        @Nested
        class Templates extends TemplateContract {
            @Override
            StorageBackend store() {
                return indexed(folder, clock);
            }
        }

        @Nested
        class Runs extends RunContract {
            @Override
            StorageBackend store() {
                return indexed(folder, clock);
            }
        }

        @Nested
        class Artifacts extends ArtifactContract {
            @Override
            StorageBackend store() {
                return indexed(folder, clock);
            }
        }

        @Nested
        class Results extends RunResultsContract {
            @Override
            StorageBackend store() {
                return indexed(folder, clock);
            }
        }

        @Nested
        class Tensors extends TensorContract {
            @Override
            StorageBackend store() {
                return indexed(folder, clock);
            }
        }
    }
}
