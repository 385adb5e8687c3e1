package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import io.tickhouse.service.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a request again after what passes by itself: lost connections, silence, 5xx, 429 and 418. What one thread is asked to
 * wait for, all wait for.
 */
final class Retry {
    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);

    private final FetchSettings settings;
    private final StopSignal stop;
    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

    Retry(FetchSettings settings, StopSignal stop) {
        this.settings = settings;
        this.stop = stop;
    }

    /** An answer that asks to come back later. */
    static final class ComeBackLater extends IOException {
        private static final long serialVersionUID = 1L;

        private final Duration wait;

        /** @param wait what the server asked for; zero when it did not say */
        ComeBackLater(String message, Duration wait) {
            super(message);
            this.wait = wait;
        }
    }

    /** One try. */
    interface Request<T> {
        T send() throws IOException, ArchiveException, InterruptedException;
    }

    <T> T of(String what, Request<T> request) throws ArchiveException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            waitUntilAsked(what);
            try {
                return request.send();
            } catch (IOException e) {
                String why = e.getMessage() == null ? e.toString() : e.getMessage();
                if (attempt >= settings.attempts()) {
                    throw new Unreachable(
                            what + ": failed " + attempt + " times, last: " + why
                                    + ". Nothing was loaded from it; try again later",
                            e);
                }
                Duration wait = wait(attempt, e);
                LOG.atWarn()
                        .addKeyValue("what", what)
                        .addKeyValue("attempt", attempt)
                        .addKeyValue("wait_ms", wait.toMillis())
                        .addKeyValue("why", why)
                        .log("fetching failed; trying again");
                if (stop.await(wait)) {
                    throw new InterruptedException("stopped while waiting to fetch " + what + " again");
                }
            }
        }
    }

    /** Between half and the whole of the doubled backoff, so that many clients do not come back at once. */
    private Duration wait(int attempt, IOException why) {
        long longest = settings.longestBackoff().toMillis();
        long doubled = Math.min(longest, settings.backoff().toMillis() << Math.min(attempt - 1, 20));
        long jittered = doubled - ThreadLocalRandom.current().nextLong(doubled / 2 + 1);
        long asked = why instanceof ComeBackLater later
                ? Math.min(settings.longestAsked().toMillis(), later.wait.toMillis())
                : 0;
        if (asked > 0) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(asked);
            quietUntil.accumulateAndGet(until, (one, other) -> one - other > 0 ? one : other);
        }
        return Duration.ofMillis(Math.max(jittered, asked));
    }

    private void waitUntilAsked(String what) throws InterruptedException {
        long left = quietUntil.get() - System.nanoTime();
        if (left > 0 && stop.await(Duration.ofNanos(left))) {
            throw new InterruptedException("stopped while waiting to fetch " + what);
        }
    }
}
