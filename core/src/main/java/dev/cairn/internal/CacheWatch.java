package dev.cairn.internal;

import dev.cairn.spi.ChangeListener;
import dev.cairn.spi.DocumentKey;

/** Has a cache forget the results that somebody else changed. */
public final class CacheWatch implements ChangeListener {
    private final ResultCache cache;

    /** Watches for {@code cache} over results of all scopes. */
    public CacheWatch(ResultCache cache) {
        this.cache = cache;
    }

    @Override
    public void changed(DocumentKey key, long revision) {
        if (key.kind().equals(ResultCodec.KIND)) {
            cache.changed(key, revision);
        }
    }

    @Override
    public void lost() {
        cache.distrust();
    }
}
