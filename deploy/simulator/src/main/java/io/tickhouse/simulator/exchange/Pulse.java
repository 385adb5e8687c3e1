package io.tickhouse.simulator.exchange;

import io.netty.channel.EventLoop;
import io.tickhouse.simulator.feed.Feed;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the venue's time pass: by the wall clock, faster, or as fast as clients take what they are told. */
final class Pulse implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final int STEPS_AT_ONCE = 1_000;
    private static final long SHORTEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Those who are told. */
    interface Clients {
        void flush();

        /** Whether somebody listens and nobody is behind. */
        boolean areReady();
    }

    private final Feed feed;
    private final Clients clients;
    private final EventLoop loop;
    private final int speed;
    private boolean followsOurs;
    private long originMicros;
    private long originNanos;
    private boolean running;
    private boolean scheduled;
    private long lastMicros;

    /**
     * @param speed how much faster than the wall clock; {@link ServerSettings#FULL_SPEED} for as fast as clients take it
     * @param startMicros the venue's time when it first passes, microseconds since the epoch, UTC; or {@link
     *     ServerSettings#OUR_TIME}
     */
    Pulse(Feed feed, Clients clients, EventLoop loop, int speed, long startMicros) {
        this.feed = feed;
        this.clients = clients;
        this.loop = loop;
        this.speed = speed;
        this.followsOurs = startMicros == ServerSettings.OUR_TIME;
        this.originMicros = followsOurs ? ours() : startMicros;
        this.lastMicros = originMicros;
    }

    /** Time passes from now on. */
    void resume() {
        if (!running) {
            running = true;
            originNanos = System.nanoTime();
            originMicros = followsOurs ? ours() : originMicros;
            followsOurs = false; // once it has stood still it is behind
            schedule(0);
        }
    }

    /** Time stands still. */
    void pause() {
        if (running) {
            originMicros = now();
            running = false;
        }
    }

    /** The venue's time, microseconds since the epoch, UTC. */
    long now() {
        if (!running) {
            return originMicros;
        }
        return speed == ServerSettings.FULL_SPEED
                ? lastMicros
                : originMicros + (System.nanoTime() - originNanos) / 1_000 * speed;
    }

    private static long ours() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    /** Clients may be able to take more again. */
    void wake() {
        if (running && speed == ServerSettings.FULL_SPEED) {
            schedule(0);
        }
    }

    @Override
    public void run() {
        scheduled = false;
        if (!running) {
            return;
        }
        try {
            beat();
        } catch (RuntimeException e) {
            running = false;
            LOG.error("the market has stopped at {} microseconds", lastMicros, e);
        }
    }

    private void beat() {
        long until = speed == ServerSettings.FULL_SPEED ? Feed.NEVER - 1 : now();
        int steps = 0;
        long next = feed.next();
        while (next <= until && steps < STEPS_AT_ONCE) {
            lastMicros = next;
            feed.step();
            steps++;
            next = feed.next();
        }
        clients.flush();
        if (next == Feed.NEVER) {
            return;
        }
        if (speed != ServerSettings.FULL_SPEED) {
            long wait = next <= until ? 0 : Math.max((next - now()) * 1_000 / speed, SHORTEST_WAIT_NANOS);
            schedule(Math.min(wait, LONGEST_WAIT_NANOS));
        } else if (clients.areReady()) {
            schedule(0);
        }
    }

    /** By the schedule even when it is due at once: sockets get their turn in between. */
    private void schedule(long nanos) {
        if (!scheduled) {
            scheduled = true;
            var _ = loop.schedule(this, Math.max(1, nanos), TimeUnit.NANOSECONDS);
        }
    }
}
