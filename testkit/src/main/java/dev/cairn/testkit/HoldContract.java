package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cairn.UnsupportedException;
import dev.cairn.spi.Capability;
import dev.cairn.spi.Hold;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Saves hold the store together; one who holds it exclusively keeps them all out. */
abstract class HoldContract extends ContractTest {
    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        others.shutdownNow();
    }

    private Future<Hold> inAnotherThread(Supplier<Hold> hold) {
        return others.submit(hold::get);
    }

    private static void assertWaits(Future<Hold> hold) {
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> hold.get(100, TimeUnit.MILLISECONDS));
    }

    private static Hold got(Future<Hold> hold) throws Exception {
        return hold.get(20, TimeUnit.SECONDS);
    }

    @Nested
    @DisplayName("An exclusive hold")
    class Exclusive {
        private Hold holdExclusively() {
            assume(Capability.EXCLUSIVE_HOLD);
            return backend.holdExclusively();
        }

        @Test
        void waitsForASharedOne() throws Exception {
            assume(Capability.EXCLUSIVE_HOLD);
            Hold shared = backend.hold();
            Future<Hold> exclusive = inAnotherThread(backend::holdExclusively);
            assertWaits(exclusive);
            shared.close();
            got(exclusive).close();
        }

        @Test
        void keepsSharedOnesWaiting() throws Exception {
            Hold exclusive = holdExclusively();
            Future<Hold> shared = inAnotherThread(backend::hold);
            assertWaits(shared);
            exclusive.close();
            got(shared).close();
        }

        @Test
        void keepsAnotherExclusiveOneWaiting() throws Exception {
            Hold exclusive = holdExclusively();
            Future<Hold> another = inAnotherThread(backend::holdExclusively);
            assertWaits(another);
            exclusive.close();
            got(another).close();
        }

        @Test
        void releasesNothingMoreWhenItIsClosedAgain() throws Exception {
            Hold first = holdExclusively();
            first.close();
            Hold second = holdExclusively();
            first.close();
            Future<Hold> shared = inAnotherThread(backend::hold);
            assertWaits(shared);
            second.close();
            got(shared).close();
        }

        @Test
        void mayBeClosedByAnotherThread() throws Exception {
            Hold exclusive = holdExclusively();
            Together.run(exclusive::close);
            got(inAnotherThread(backend::hold)).close();
        }

        @Test
        void isTakenByAThreadThatIsInterrupted() {
            assume(Capability.EXCLUSIVE_HOLD);
            Together.run(() -> {
                Thread.currentThread().interrupt();
                backend.holdExclusively().close();
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            });
        }

        @Test
        void isRefusedByABackendThatDoesNotDeclareIt() {
            assumeFalse(
                    backend.capabilities().has(Capability.EXCLUSIVE_HOLD),
                    () -> backend.location() + " declares the capability EXCLUSIVE_HOLD");
            assertThatExceptionOfType(UnsupportedException.class).isThrownBy(() -> backend.holdExclusively());
        }
    }

    @Nested
    @DisplayName("A shared hold")
    class Shared {
        @Test
        void doesNotExcludeAnother() throws Exception {
            try (Hold one = backend.hold();
                    Hold sameThread = backend.hold();
                    Hold otherThread = got(inAnotherThread(backend::hold))) {
                assertThat(otherThread).isNotNull();
            }
        }

        @Test
        void releasesNothingMoreWhenItIsClosedAgain() throws Exception {
            assume(Capability.EXCLUSIVE_HOLD);
            Hold one = backend.hold();
            Hold other = backend.hold();
            one.close();
            one.close();
            Future<Hold> exclusive = inAnotherThread(backend::holdExclusively);
            assertWaits(exclusive);
            other.close();
            got(exclusive).close();
        }

        @Test
        void mayBeClosedByAnotherThread() throws Exception {
            assume(Capability.EXCLUSIVE_HOLD);
            Together.run(backend.hold()::close);
            got(inAnotherThread(backend::holdExclusively)).close();
        }
    }
}
