package dev.cairn.it;

import dev.cairn.MigrateOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A process that moves everything between two folders, to be killed while it does: {@code transfer|copy|migrate from to}. */
final class Carrier {
    /** What it says when it meets the first document. */
    static final String BEGINS = "begins";

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private Carrier() {}

    public static void main(String[] args) {
        Path from = Path.of(args[1]);
        Path to = Path.of(args[2]);
        TransferReport report = switch (args[0]) {
            case "transfer" -> transfer(from, to);
            case "copy" -> copy(from, to);
            default -> migrate(from, to, Tier.valueOf(args[3]));
        };
        if (!report.isComplete()) {
            throw new IllegalStateException(report.toString());
        }
    }

    static TransferReport transfer(Path from, Path to) {
        try (StorageBackend source = Stores.files(from);
                StorageBackend target = Stores.files(to)) {
            return Transfer.move(source, target).filter(document -> begins()).run();
        }
    }

    static TransferReport copy(Path from, Path to) {
        try (StorageBackend source = Stores.files(from);
                StorageBackend target = Stores.files(to)) {
            return Transfer.copy(source, target).filter(document -> begins()).run();
        }
    }

    static TransferReport migrate(Path primary, Path secondary, Tier to) {
        try (StorageManager manager = open(primary, secondary)) {
            Tier from = to == Tier.PRIMARY ? Tier.SECONDARY : Tier.PRIMARY;
            return manager.migrateResults(info -> begins(), from, to, MigrateOptions.defaults());
        }
    }

    private static boolean begins() {
        if (!BEGUN.getAndSet(true)) {
            System.out.println(BEGINS);
        }
        return true;
    }

    static StorageManager open(Path primary, Path secondary) {
        return StorageManagers.builder()
                .primary(Stores.files(primary))
                .secondary(Stores.files(secondary))
                .build();
    }
}
