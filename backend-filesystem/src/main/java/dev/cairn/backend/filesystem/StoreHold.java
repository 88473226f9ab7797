package dev.cairn.backend.filesystem;

import dev.cairn.spi.Hold;
import java.util.concurrent.atomic.AtomicBoolean;

/** A place behind the gate of a store, which keeps the store's locks alive until it is given back. */
final class StoreHold implements Hold {
    private final Hold place;
    private final SharedStore shared;
    private final AtomicBoolean closed = new AtomicBoolean();

    StoreHold(Hold place, SharedStore shared) {
        this.place = place;
        this.shared = shared;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                place.close();
            } finally {
                shared.release();
            }
        }
    }
}
