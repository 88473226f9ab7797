package dev.cairn.spi;

/**
 * Names a journal: the document that owns it, which need not exist yet, and a name of its own, such as {@code log}.
 *
 * @param owner the owner's key
 * @param name the name, unique for the owner; the same rule as for an id
 */
public record JournalKey(DocumentKey owner, String name) {
    public JournalKey {
        Names.check("journal name", name);
    }

    @Override
    public String toString() {
        return "journal " + Names.quote(name) + " of " + owner;
    }
}
