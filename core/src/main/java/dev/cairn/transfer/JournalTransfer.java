package dev.cairn.transfer;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.DivergedException;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalStore;
import dev.cairn.transfer.JournalMatch.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings the journals of one owner into the target: their whole entries in order, page by page. What is there is compared first, so
 * that only what is missing is appended, and each append names the end behind which it belongs: of two that copy at once one has to
 * compare again, and nothing comes twice. In a move, removes from the source what the target has, at the end up to which it has it.
 * Used by one thread.
 */
final class JournalTransfer {
    private static final int TRIES = 10;
    private static final int TOLD = 3;

    private final Transfer transfer;
    private final JournalStore source;
    private final JournalStore target;
    private final DocumentKey owner;
    private final boolean replacing;
    private final Map<String, Reached> reached = new HashMap<>();
    private final Set<String> damages = new LinkedHashSet<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private long sent;

    /** {@code replacing} says whether a journal of the target that holds something else gives way. */
    JournalTransfer(Transfer transfer, DocumentKey owner, boolean replacing) {
        this.transfer = transfer;
        this.source = transfer.source.journals();
        this.target = transfer.target.journals();
        this.owner = owner;
        this.replacing = replacing;
    }

    /** Up to where the source was copied, and where the target ended then. */
    private record Reached(long position, long end) {}

    /** A journal that was compared, and the end of the target's before. */
    private record Compared(JournalKey key, JournalMatch match, long end) {}

    /** How many entries were appended in the target. */
    long sent() {
        return sent;
    }

    /** What a person should know, a sentence each. */
    List<String> remarks() {
        List<String> all = new ArrayList<>(remarks);
        damages.stream().limit(TOLD).forEach(all::add);
        if (damages.size() > TOLD) {
            all.add("And more entries of the journals of the " + owner + " are damaged.");
        }
        return all;
    }

    /** Throws if entries of the source could not be read, for what is removed there is gone. */
    void requireUndamaged() {
        if (!damages.isEmpty()) {
            throw new CorruptException("Entries of the journals of the " + owner + " in " + transfer.source.location()
                    + " are damaged. What can be read is in " + transfer.target.location()
                    + "; the source keeps the document and its journals. "
                    + damages.iterator().next());
        }
    }

    /** How many entries {@link #bring} would append; changes nothing. */
    long missing() {
        long count = 0;
        for (String name : source.names(owner)) {
            JournalKey key = new JournalKey(owner, name);
            JournalMatch match = compare(key);
            if (match.relation() != Relation.SAME) {
                JournalCursor rest = new JournalCursor(source, key, match.position());
                for (; match.relation() != Relation.LONGER && rest.hasNext(); count++) {
                    rest.next();
                }
            }
        }
        return count;
    }

    /**
     * Appends in the target what is missing there. Nothing is appended to any journal if one of them holds something else that is to
     * stay.
     *
     * @param durably whether what was there already is made durable too
     * @throws DivergedException if that is so
     */
    void bring(boolean durably) {
        List<Compared> all = new ArrayList<>();
        for (String name : source.names(owner)) {
            JournalKey key = new JournalKey(owner, name);
            if (durably || compare(key).relation() != Relation.SAME) {
                all.add(comparedWithEnd(key));
            }
        }
        for (Compared journal : all) {
            long before = sent;
            completed(journal);
            if (durably || sent > before) {
                target.force(journal.key());
            }
        }
    }

    /**
     * Removes the journals from the source, once what was appended meanwhile is in the target too.
     *
     * @throws ConflictException if that does not come to an end
     */
    void giveUp() {
        for (int i = 0; i < TRIES; i++) {
            List<String> names = source.names(owner);
            if (names.isEmpty()) {
                return;
            }
            for (String name : names) {
                giveUp(new JournalKey(owner, name));
            }
        }
        throw new ConflictException(
                "The journals of the " + owner + " in " + transfer.source.location()
                        + " are appended to faster than they can be moved. The document is in "
                        + transfer.target.location()
                        + " by now, and what was not moved is still in the source; end what "
                        + "writes there, and move again.",
                0);
    }

    private void giveUp(JournalKey key) {
        long end = source.append(key, List.of());
        long before = sent;
        Reached known = reached.get(key.name());
        if (known == null || known.position() > end) {
            completed(comparedWithEnd(key));
        } else {
            resume(key, known);
        }
        requireUndamaged();
        if (known == null || sent > before) {
            target.force(key);
        }
        if (source.delete(key, end)) {
            // Whatever is appended from now on begins anew there, and goes on here.
            reached.computeIfPresent(key.name(), (name, at) -> new Reached(0, at.end()));
        }
    }

    private void resume(JournalKey key, Reached known) {
        try {
            append(key, known.position(), known.end());
        } catch (ConflictException somebodyAppendedInTheTarget) {
            completed(comparedWithEnd(key));
        }
    }

    private JournalMatch compare(JournalKey key) {
        JournalCursor here = new JournalCursor(source, key, 0);
        JournalCursor there = new JournalCursor(target, key, 0);
        JournalMatch match = JournalMatch.of(here, there);
        damages.addAll(here.damages());
        if (match.relation() == Relation.OTHER && !replacing) {
            throw new DivergedException("The " + key + " holds other entries in " + transfer.target.location()
                    + " than in " + transfer.source.location() + ". Neither was changed"
                    + (here.damages().isEmpty() && there.damages().isEmpty() ? "" : "; entries of it are damaged")
                    + ". Decide which one stays: Existing.OVERWRITE replaces the target's.");
        }
        return match;
    }

    private Compared comparedWithEnd(JournalKey key) {
        // The end first: what somebody appends after it makes the append below a conflict.
        long end = target.append(key, List.of());
        return new Compared(key, compare(key), end);
    }

    private void completed(Compared first) {
        Compared journal = first;
        for (int i = 1; ; i++) {
            try {
                complete(journal);
                return;
            } catch (ConflictException e) {
                if (i == TRIES) {
                    throw e;
                }
                journal = comparedWithEnd(journal.key());
            }
        }
    }

    private void complete(Compared journal) {
        JournalKey key = journal.key();
        switch (journal.match().relation()) {
            case SAME -> reached.put(key.name(), new Reached(journal.match().position(), journal.end()));
            case BEGINNING -> append(key, journal.match().position(), journal.end());
            case LONGER, OTHER -> {
                if (replacing) {
                    replace(journal);
                } else {
                    reached.remove(key.name());
                    remarks.add("The " + key + " has more entries in " + transfer.target.location()
                            + " than in the source; they stayed.");
                }
            }
        }
    }

    private void replace(Compared journal) {
        JournalKey key = journal.key();
        if (!target.delete(key, journal.end())) {
            throw new ConflictException(
                    "Somebody appends to the " + key + " in " + transfer.target.location() + ".", 0);
        }
        append(key, 0, 0);
    }

    /** Appends what stands in the source from {@code position} on behind {@code end} of the target. */
    private void append(JournalKey key, long position, long end) {
        JournalCursor rest = new JournalCursor(source, key, position);
        long behind = end;
        while (rest.hasNext()) {
            List<String> page = rest.nextPage();
            long before = behind;
            behind = target.append(key, before, page);
            sent += page.size();
            if (transfer.verified) {
                verify(key, before, page);
            }
        }
        damages.addAll(rest.damages());
        reached.put(key.name(), new Reached(rest.position(), behind));
    }

    private void verify(JournalKey key, long position, List<String> page) {
        JournalCursor there = new JournalCursor(target, key, position);
        for (String entry : page) {
            if (!there.hasNext() || !there.next().equals(entry)) {
                throw new CorruptException("The " + key + " does not come back from " + transfer.target.location()
                        + " as it was appended, from position " + position
                        + " on. Somebody replaced it meanwhile, or it was damaged there.");
            }
        }
    }
}
