package dev.cairn.spi;

/**
 * What one store took before and after it gave space back.
 *
 * @param location where the store is
 * @param before how many bytes it took
 * @param after how many bytes it takes now; others may have written meanwhile
 */
public record Vacuumed(String location, long before, long after) {
    /** How many bytes were given back; less than zero if more was written meanwhile. */
    public long freed() {
        return before - after;
    }
}
