package dev.cairn.internal;

import dev.cairn.spi.ChangeListener;
import dev.cairn.spi.DocumentKey;

/** Has a cache forget the results that somebody else changed. */
public final class CacheWatch implements ChangeListener {
    private final ResultCache cache;
    private final DocumentKey any;

    /** Watches for {@code cache} over the results in the scope of {@code any}. */
    public CacheWatch(ResultCache cache, DocumentKey any) {
        this.cache = cache;
        this.any = any;
    }

    @Override
    public void changed(DocumentKey key, long revision) {
        if (key.scope().equals(any.scope()) && key.kind().equals(any.kind())) {
            cache.changed(key.id(), revision);
        }
    }

    @Override
    public void lost() {
        cache.distrust();
    }
}
