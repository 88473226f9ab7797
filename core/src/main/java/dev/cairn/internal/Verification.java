package dev.cairn.internal;

import dev.cairn.CorruptException;
import dev.cairn.Damage;
import dev.cairn.NotFoundException;
import dev.cairn.Tier;
import dev.cairn.VerifyOptions;
import dev.cairn.VerifyReport;
import dev.cairn.compose.ReadOnlyBackend;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Progress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything that a store holds, in both tiers, and says what is not as it was written: every document, every blob once, every
 * entry of every journal. Keeps of each scope the names of its blobs in memory. Others may read and write meanwhile. For one use.
 */
public final class Verification {
    private static final int BLOCK = 1 << 18;
    private static final int PAGE = 1000;

    private final TieredBackend tiers;
    private final VerifyOptions options;
    private final DamageRepair repair;
    private final ProgressTeller teller;
    private final long began = System.nanoTime();
    private final List<Damage> damages = new ArrayList<>();
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    private long moreDamages;
    private long documents;
    private long blobs;
    private long bytes;
    private long entries;

    /** Reads both tiers of {@code tiers}. */
    public Verification(TieredBackend tiers, VerifyOptions options) {
        this.tiers = tiers;
        this.options = options;
        this.repair = new DamageRepair(tiers, options);
        this.teller = new ProgressTeller(options.listener(), this::progress, System::nanoTime);
    }

    private Progress progress() {
        long done = documents + blobs;
        return new Progress(
                done, done, damages.size() + moreDamages, bytes, entries, Duration.ofNanos(System.nanoTime() - began));
    }

    /** Reads everything. */
    public VerifyReport run() {
        if (options.repair()) {
            ReadOnlyBackend.requireWritable(tiers, "repair anything");
        }
        verify(Tier.PRIMARY, tiers.primary());
        tiers.secondary().ifPresent(secondary -> verify(Tier.SECONDARY, secondary));
        teller.tellLast();
        return new VerifyReport(documents, blobs, bytes, entries, damages, moreDamages, goesOn());
    }

    private boolean goesOn() {
        return !options.cancellation().isCancelled();
    }

    private void verify(Tier tier, StorageBackend store) {
        TreeSet<String> scopes = new TreeSet<>(store.documents().scopes());
        scopes.addAll(store.blobs().scopes());
        scopes.removeIf(scope ->
                !options.experiments().isEmpty() && !options.experiments().contains(scope));
        scopes.stream().takeWhile(scope -> goesOn()).forEach(scope -> {
            Map<Digest, DocumentKey> named = documents(tier, store, scope);
            blobs(tier, store, scope, named);
        });
        journals(tier, store, scopes);
    }

    /** Reads the documents of a scope; the blobs that they name, each with one document that does. */
    private Map<Digest, DocumentKey> documents(Tier tier, StorageBackend store, String scope) {
        Map<Digest, DocumentKey> named = new HashMap<>();
        List<Slot> damaged = new ArrayList<>();
        for (String kind : store.documents().kinds(scope)) {
            try (Stream<Slot> slots = store.documents().scan(scope, kind, EnumSet.allOf(DocumentState.class))) {
                slots.takeWhile(slot -> goesOn()).forEach(slot -> {
                    documents++;
                    Document document = slot.document();
                    if (slot.damage() != null) {
                        damaged.add(slot);
                    } else if (document != null && document.state() == DocumentState.LIVE) {
                        document.content().blobs().values().forEach(ref -> named.put(ref.digest(), document.key()));
                    }
                    teller.maybeTell();
                });
            }
        }
        Map<DocumentKey, Slot> known = new LinkedHashMap<>();
        List<Slot> unknown = new ArrayList<>();
        for (Slot slot : damaged) {
            if (slot.key() == null) {
                unknown.add(slot);
            } else {
                known.put(slot.key(), slot);
            }
        }
        if (!unknown.isEmpty()) {
            namedByTheOther(tier, store, scope, known);
            Set<String> told = new HashSet<>();
            known.values().forEach(slot -> told.add(message(slot)));
            unknown.removeIf(slot -> told.contains(message(slot)));
        }
        known.values().forEach(slot -> document(tier, store, scope, slot));
        unknown.forEach(slot -> document(tier, store, scope, slot));
        return named;
    }

    private static String message(Slot slot) {
        return slot.damage() == null ? "" : String.valueOf(slot.damage().getMessage());
    }

    /** What a store cannot tell the name of any more, it is asked for by the names that the other tier has. */
    private void namedByTheOther(Tier tier, StorageBackend store, String scope, Map<DocumentKey, Slot> known) {
        StorageBackend other =
                tier == Tier.SECONDARY ? tiers.primary() : tiers.secondary().orElse(null);
        if (other == null) {
            return;
        }
        for (String kind : other.documents().kinds(scope)) {
            List<DocumentKey> keys;
            try (Stream<DocumentKey> all = other.documents().keys(scope, kind)) {
                keys = all.toList();
            }
            for (int from = 0; from < keys.size(); from += PAGE) {
                List<DocumentKey> some = keys.subList(from, Math.min(keys.size(), from + PAGE));
                store.documents().get(some).stream()
                        .filter(slot -> slot.damage() != null && slot.key() != null)
                        .forEach(slot -> known.put(Objects.requireNonNull(slot.key()), slot));
            }
        }
    }

    private void document(Tier tier, StorageBackend store, String scope, Slot found) {
        DocumentKey key = found.key();
        // One that is whole now was replaced meanwhile.
        Slot slot = key == null ? found : store.documents().get(key);
        CorruptException damage = slot.damage();
        if (damage != null) {
            String what = (key == null ? "A document" : "The " + key) + ": " + damage.getMessage();
            add(tier, scope, Damage.Part.DOCUMENT, what, repair.document(tier, key));
        }
    }

    private void blobs(Tier tier, StorageBackend store, String scope, Map<Digest, DocumentKey> named) {
        List<Digest> damaged = new ArrayList<>();
        try (Stream<BlobInfo> all = store.blobs().list(scope)) {
            all.takeWhile(blob -> goesOn()).forEach(blob -> {
                blobs++;
                if (!isWhole(store, scope, blob.digest())) {
                    damaged.add(blob.digest());
                } else {
                    named.remove(blob.digest());
                }
                teller.maybeTell();
            });
        }
        for (Digest digest : damaged) {
            DocumentKey owner = named.remove(digest);
            String what = "The blob " + digest + " does not hold the bytes that are its name; "
                    + (owner == null ? "no document names it, and 'gc' removes it." : "it belongs to " + owner + ".");
            add(tier, scope, Damage.Part.BLOB, what, repair.blob(tier, scope, digest));
        }
        if (goesOn()) {
            named.forEach((digest, owner) -> missing(tier, store, digest, owner));
        }
    }

    /** What was listed neither before nor after it was put, or whose document has changed meanwhile, is not missing. */
    private void missing(Tier tier, StorageBackend store, Digest digest, DocumentKey owner) {
        Document now = store.documents().get(owner).document();
        boolean names = now != null
                && now.state() == DocumentState.LIVE
                && now.content().blobs().values().stream().map(BlobRef::digest).anyMatch(digest::equals);
        if (names && !isThere(store, owner.scope(), digest)) {
            String what = "The blob " + digest + " is not there; it belongs to " + owner + ".";
            add(tier, owner.scope(), Damage.Part.MISSING_BLOB, what, repair.blob(tier, owner.scope(), digest));
        }
    }

    private static boolean isThere(StorageBackend store, String scope, Digest digest) {
        try (BlobReader reader = store.blobs().open(scope, digest)) {
            return reader.size() >= 0;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** Whether a blob holds the bytes that are its name; one that was removed meanwhile holds none that are wrong. */
    private boolean isWhole(StorageBackend store, String scope, Digest digest) {
        MessageDigest computed = Digest.sha256();
        try (BlobReader reader = store.blobs().open(scope, digest)) {
            long position = 0;
            for (int read = BLOCK; read == BLOCK; position += read) {
                read = reader.read(position, block.clear());
                computed.update(block.flip());
            }
            bytes += position;
        } catch (NotFoundException e) {
            return true;
        } catch (CorruptException e) {
            return false;
        }
        return Digest.finish(computed).equals(digest);
    }

    private void journals(Tier tier, StorageBackend store, Set<String> scopes) {
        try (Stream<DocumentKey> owners = store.journals().owners()) {
            owners.takeWhile(owner -> goesOn())
                    .filter(owner -> scopes.contains(owner.scope())
                            || options.experiments().isEmpty())
                    .forEach(owner -> store.journals()
                            .names(owner)
                            .forEach(name -> journal(tier, store, new JournalKey(owner, name))));
        }
    }

    private void journal(Tier tier, StorageBackend store, JournalKey key) {
        JournalPage page = store.journals().read(key, 0, PAGE);
        while (goesOn() && page.entries().size() + page.damages().size() > 0) {
            entries += page.entries().size();
            for (String damage : page.damages()) {
                String what = "The " + key + ": " + damage;
                add(tier, key.owner().scope(), Damage.Part.JOURNAL, what, repair.entry());
            }
            teller.maybeTell();
            page = store.journals().read(key, page.next(), PAGE);
        }
    }

    private void add(Tier tier, String scope, Damage.Part part, String what, DamageRepair.Outcome outcome) {
        if (damages.size() < VerifyReport.MOST_DAMAGES) {
            @Nullable String why = outcome.why();
            damages.add(new Damage(tier, scope, part, Objects.requireNonNull(what), outcome.outcome(), why));
        } else {
            moreDamages++;
        }
    }
}
