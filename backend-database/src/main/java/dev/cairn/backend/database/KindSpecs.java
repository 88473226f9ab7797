package dev.cairn.backend.database;

import dev.cairn.query.FieldReader;
import dev.cairn.query.KindSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.hibernate.LockMode;

/**
 * What the store declares of kinds, as of at most a minute ago. Whoever indexes by a declaration that was replaced meanwhile
 * does no harm: the document tells its version, and is indexed again.
 */
final class KindSpecs {
    private static final Duration TRUSTED = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final Clock clock;
    private final Map<String, Declared> known = new ConcurrentHashMap<>();
    private volatile Instant read = Instant.MIN;

    /** Reads what is declared, and declares the fields of results that this software wants and the store does not have. */
    KindSpecs(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
        refresh();
        Declared results = known.get(KindSpec.RESULT.kind());
        if (results == null || !results.spec().and(KindSpec.RESULT).equals(results.spec())) {
            declare(
                    KindSpec.RESULT.kind(),
                    there -> there.map(spec -> spec.and(KindSpec.RESULT)).orElse(KindSpec.RESULT));
        }
    }

    /**
     * A declaration.
     *
     * @param spec the fields
     * @param version 1 for the first one of its kind, and so on
     * @param reader reads them
     * @param envelope those that no body holds
     */
    record Declared(KindSpec spec, long version, FieldReader reader, List<String> envelope) {}

    /** What is declared of {@code kind}. */
    Optional<Declared> of(String kind) {
        if (clock.instant().isAfter(read.plus(TRUSTED))) {
            refresh();
        }
        return Optional.ofNullable(known.get(kind));
    }

    /** Looks again. */
    void refresh() {
        Instant now = clock.instant();
        transactions
                .read(
                        "read what is indexed",
                        session -> session.createSelectionQuery("from KindRow", KindRow.class)
                                .getResultList())
                .forEach(this::learn);
        read = now;
    }

    /** Replaces what is declared of a kind by what {@code change} makes of it; whether that is something else. */
    boolean declare(String kind, Function<Optional<KindSpec>, KindSpec> change) {
        Optional<KindRow> changed = transactions.writeDurably("declare what is indexed", session -> {
            KindRow row = session.get(KindRow.class, kind, LockMode.PESSIMISTIC_WRITE);
            KindSpec wanted = change.apply(Optional.ofNullable(row).map(KindRow::spec));
            if (row == null) {
                KindRow first = new KindRow(wanted, 1);
                session.insert(first);
                return Optional.of(first);
            }
            if (row.spec().equals(wanted)) {
                return Optional.empty();
            }
            KindRow next = new KindRow(wanted, row.version() + 1);
            session.update(next);
            return Optional.of(next);
        });
        changed.ifPresentOrElse(this::learn, this::refresh);
        return changed.isPresent();
    }

    private void learn(KindRow row) {
        KindSpec spec = row.spec();
        Declared declared = new Declared(spec, row.version(), new FieldReader(spec), spec.envelope());
        known.merge(spec.kind(), declared, (one, other) -> one.version() > other.version() ? one : other);
    }
}
