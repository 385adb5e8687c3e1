package io.tickhouse.ingest.ws.connection;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Frames on their way from socket threads to the decoding thread. Bounded: when it is full, the socket waits, and the
 * venue's data with it, in the network's buffers. Nothing is dropped here; a venue that loses patience cuts the
 * connection, and the ids missed then show as a gap.
 */
public final class FrameQueue {
    private final ArrayBlockingQueue<Frame> frames;
    private final AtomicLong waits = new AtomicLong();

    /** @param capacity most frames held, 1 or more */
    public FrameQueue(int capacity) {
        frames = new ArrayBlockingQueue<>(capacity);
    }

    /** Hands a frame over, waiting for room. */
    void put(Frame frame) throws InterruptedException {
        if (!frames.offer(frame)) {
            waits.incrementAndGet();
            frames.put(frame);
        }
    }

    /** The next frame; null when none came within that time. */
    public @Nullable Frame poll(Duration atMost) throws InterruptedException {
        return frames.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Frames waiting now. */
    public int size() {
        return frames.size();
    }

    /** How often a socket had to wait for room. */
    public long waits() {
        return waits.get();
    }
}
