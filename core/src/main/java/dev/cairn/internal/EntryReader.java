package dev.cairn.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Goes through the whole entries of a recording, in order. For one thread at a time. */
abstract class EntryReader implements Iterator<String>, AutoCloseable {
    private static final int MOST_DAMAGES = 100;

    private final List<String> damages = new ArrayList<>();

    /** What could not be read so far, a sentence each, the first {@value #MOST_DAMAGES}. */
    final List<String> damages() {
        return List.copyOf(damages);
    }

    final void damaged(String what) {
        if (damages.size() < MOST_DAMAGES) {
            damages.add(what);
        }
    }

    @Override
    public abstract void close();
}
