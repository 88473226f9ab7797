package dev.cairn.spi;

/** Something held until it is closed; closing it twice does nothing more. May be closed by another thread. */
public interface Hold extends AutoCloseable {
    @Override
    void close();
}
