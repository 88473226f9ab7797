package dev.cairn.compose;

import dev.cairn.OutcomeUnknownException;
import dev.cairn.TierOptions;
import dev.cairn.UnavailableException;
import dev.cairn.spi.StorageBackend;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before one tier, as {@link TierOptions} describe: keeps an outage from costing a time-out for each call. A call that
 * takes too long goes on in its own thread, which nobody interrupts, and its answer is dropped.
 */
final class TierGuard {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);

    private static final Logger LOG = LoggerFactory.getLogger(TierGuard.class);

    private final String location;
    private final CircuitBreaker breaker;
    private final Retry retry;
    private final TimeLimiter limiter;
    private final boolean limited;
    private final Executor threads;
    private volatile @Nullable String problem;

    /**
     * Guards {@code tier}.
     *
     * @param threads runs what may be given up; as many at once as are asked for
     */
    TierGuard(String name, StorageBackend tier, TierOptions options, MonotonicClock clock, Executor threads) {
        this.location = tier.location();
        this.threads = threads;
        this.limited = !options.timeout().isZero();
        IntervalFunction pauses = IntervalFunction.ofExponentialBackoff(options.pause(), 2, options.longestPause());
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(options.failures())
                        .minimumNumberOfCalls(options.failures())
                        .failureRateThreshold(100)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitIntervalFunctionInOpenState(pauses)
                        .recordException(TierGuard::isSilence)
                        .ignoreException(Slow.class::isInstance)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> log(event.getStateTransition()));
        this.retry = Retry.of(
                name,
                RetryConfig.custom()
                        .maxAttempts(options.attempts())
                        .intervalFunction(IntervalFunction.ofRandomized(BETWEEN_ATTEMPTS))
                        .retryOnException(e -> e instanceof UnavailableException && !(e.getCause() instanceof Refusal))
                        .build());
        this.limiter = TimeLimiter.of(
                name,
                TimeLimiterConfig.custom()
                        .timeoutDuration(limited ? options.timeout() : Duration.ofDays(1))
                        .cancelRunningFuture(false)
                        .build());
    }

    /** Carries out a read: tried again, refused at once while the tier does not answer, given up when it takes too long. */
    <T> T read(Supplier<T> call) {
        return retry.executeSupplier(() -> once(call));
    }

    /** Carries out a read once: refused at once, or given up. */
    private <T> T once(Supplier<T> call) {
        return permitted(limited ? () -> inTime(call) : call);
    }

    /**
     * Carries out something that may be done later: refused at once while the tier does not answer, and not waited for if it
     * takes too long, which says nothing of the tier: there may be much to do.
     */
    <T> T copy(Supplier<T> call) {
        return permitted(() -> {
            try {
                return limited ? inTime(call) : call.get();
            } catch (UnavailableException e) {
                throw e.getCause() instanceof Refusal ? new Slow(e) : e;
            }
        });
    }

    /** The same without giving it up: for a thread that nobody waits for. */
    <T> T patiently(Supplier<T> call) {
        return permitted(call);
    }

    private <T> T permitted(Supplier<T> call) {
        try {
            return breaker.executeSupplier(() -> noted(call));
        } catch (CallNotPermittedException e) {
            throw new UnavailableException(
                    location + " has not answered lately, so it is not asked for a moment; the last time: " + problem,
                    new Refusal(e));
        } catch (Slow e) {
            throw e.given;
        } catch (Failed e) {
            throw e.error;
        }
    }

    /** Carries out what must be tried now, however long it takes, and takes note of whether the tier answered. */
    <T> T always(Supplier<T> call) {
        long start = breaker.getCurrentTimestamp();
        try {
            T answer = noted(call);
            if (breaker.getState() == CircuitBreaker.State.CLOSED) {
                breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
            } else {
                breaker.transitionToClosedState();
            }
            return answer;
        } catch (Failed e) {
            throw e.error;
        } catch (UnavailableException | OutcomeUnknownException e) {
            breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), e);
            throw e;
        }
    }

    /** Asks the tier now, whether it answered before or not, and waits no longer than for a read. */
    <T> T asked(Supplier<T> call) {
        return always(limited ? () -> inTime(call) : call);
    }

    /** Whether the tier is asked at present; one that is not may be asked again soon. */
    boolean isTrusted() {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** What went wrong when the tier last did not answer; null if it answered since. */
    @Nullable
    String problem() {
        return problem;
    }

    private void log(CircuitBreaker.StateTransition transition) {
        if (transition == CircuitBreaker.StateTransition.CLOSED_TO_OPEN) {
            LOG.warn("{} does not answer, and is asked only now and then until it does: {}", location, problem);
        } else if (transition.getToState() == CircuitBreaker.State.CLOSED) {
            LOG.info("{} answers again.", location);
        }
    }

    private <T> T noted(Supplier<T> call) {
        try {
            T answer = call.get();
            problem = null;
            return answer;
        } catch (UnavailableException | OutcomeUnknownException e) {
            problem = e.getMessage();
            throw e;
        } catch (Error e) {
            // The breaker gives a trial back for an exception, and not for an error.
            throw new Failed(e);
        }
    }

    /** Waits for the answer of another thread; an interrupt ends no waiting, and stays set. */
    private <T> T inTime(Supplier<T> call) {
        CompletableFuture<T> future = CompletableFuture.supplyAsync(call, threads);
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return limiter.executeFutureSupplier(() -> future);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            throw new UnavailableException(
                    location + " did not answer within "
                            + limiter.getTimeLimiterConfig()
                                    .getTimeoutDuration()
                                    .toMillis() + " ms.",
                    new Refusal(e));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The answer of " + location + " could not be awaited", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether a tier did not answer, rather than answered that it will not. */
    static boolean isSilence(Throwable e) {
        return e instanceof UnavailableException || e instanceof OutcomeUnknownException;
    }

    /** Marks what is of no use to try again at once. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Carries the failure of a call that took too long past the breaker. */
    private static final class Slow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final UnavailableException given;

        Slow(UnavailableException given) {
            super(given);
            this.given = given;
        }
    }

    /** Carries an error past the breaker. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Error error;

        Failed(Error error) {
            super(error);
            this.error = error;
        }
    }
}
