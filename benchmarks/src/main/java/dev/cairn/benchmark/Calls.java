package dev.cairn.benchmark;

import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Calls of whatever a row gave the arena under the name of a side. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class Calls {
    /** Who is called. */
    @Param("")
    public String side;

    private Callable<?> call;

    @Setup
    public void find() {
        call = Arena.current().call(side);
    }

    /** One call. */
    @Benchmark
    public Object call() throws Exception {
        return call.call();
    }
}
