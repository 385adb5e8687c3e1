package io.tickhouse.ingest.ws.rest;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks nothing of a host that fails: after so many failures in a row requests fail at once for a while, and then a few probes
 * tell whether the host is back. A host that refuses answers all the same. Thread-safe.
 */
public final class Circuit {
    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);
    /** One of them has to be answered. */
    private static final int PROBES = 3;

    private static final int WHOLE_RATE = 100;

    private final RestSettings settings;
    private final CircuitBreaker breaker;
    private volatile String lastFailure = "";

    Circuit(RestSettings settings, InstantSource clock) {
        this.settings = settings;
        breaker = CircuitBreaker.of(
                settings.baseUrl(),
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                settings.circuitFailures(), settings.circuitFailures(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(WHOLE_RATE)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .waitDurationInOpenState(settings.circuitWait())
                        .clock(clock.withZone(ZoneOffset.UTC))
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> tell(
                        event.getStateTransition().getFromState(),
                        event.getStateTransition().getToState()));
    }

    private void tell(State from, State to) {
        if (from == State.CLOSED && to == State.OPEN) {
            LOG.atWarn().addKeyValue("host", settings.baseUrl()).log("the circuit opens: {}", why());
        } else if (to == State.CLOSED) {
            LOG.atInfo().addKeyValue("host", settings.baseUrl()).log("the circuit is closed: the host answers again");
        } else {
            LOG.atDebug().addKeyValue("host", settings.baseUrl()).log("the circuit is {}", to);
        }
    }

    private String why() {
        return settings.circuitFailures() + " requests in a row failed, the last one with " + lastFailure;
    }

    /** Leave to ask once. Closing one of which no outcome was told gives it back. */
    final class Permit implements AutoCloseable {
        private boolean told;

        /**
         * Whether it still holds.
         *
         * @throws RestException if the host has failed since
         */
        void check() throws RestException {
            if (breaker.getState() == State.OPEN) {
                throw notAsked();
            }
        }

        /** The host has answered, whatever it said. */
        void answered() {
            told = true;
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }

        /** The host has not answered, or could not. */
        void failed(RestException failure, String cause) {
            told = true;
            lastFailure = cause;
            breaker.onError(0, TimeUnit.NANOSECONDS, failure);
        }

        @Override
        public void close() {
            if (!told) {
                breaker.releasePermission();
            }
        }
    }

    /**
     * Gives leave to ask.
     *
     * @throws RestException at once while the host fails, or while others probe it
     */
    Permit enter() throws RestException {
        if (!breaker.tryAcquirePermission()) {
            throw notAsked();
        }
        return new Permit();
    }

    private RestException notAsked() {
        return new RestException(settings.baseUrl() + " is not asked: " + why() + "; it is probed every "
                + settings.circuitWait().toMillis() + " ms");
    }

    /** 0 while requests are let through, 1 while none are, 0.5 while the host is probed. */
    public double openness() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> 1;
            case HALF_OPEN -> 0.5;
            case CLOSED, DISABLED, METRICS_ONLY -> 0;
        };
    }
}
