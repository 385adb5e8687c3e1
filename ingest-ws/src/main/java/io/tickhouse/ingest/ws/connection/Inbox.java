package io.tickhouse.ingest.ws.connection;

import io.tickhouse.ingest.ws.rest.RestAnswer;
import io.tickhouse.ingest.ws.venue.RestRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one way from sockets and requests to the capturing thread. Bounded in frames and in characters: when it is full, the
 * socket waits, and the venue's data with it, in the network's buffers. Nothing is dropped here; a venue that loses
 * patience cuts the connection, and what was missed then shows as a gap. What is not a frame always finds room. A socket that
 * waits is woken when half of it is free, since waking costs as much as reading some frames.
 */
public final class Inbox {
    private final int mostFrames;
    private final long mostCharacters;
    private final FrameTap tap;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final ArrayDeque<Inbound> waiting = new ArrayDeque<>();
    private final AtomicLong waits = new AtomicLong();
    private int frames;
    private long characters;

    /**
     * An empty one.
     *
     * @param mostFrames 1 or more
     * @param mostCharacters 1 or more; a single frame may exceed it
     */
    public Inbox(int mostFrames, long mostCharacters) {
        this(mostFrames, mostCharacters, FrameTap.NONE);
    }

    /**
     * An empty one that is listened to.
     *
     * @param mostFrames 1 or more
     * @param mostCharacters 1 or more; a single frame may exceed it
     * @param tap hears of every frame and answer in the order in which they can be taken
     */
    public Inbox(int mostFrames, long mostCharacters, FrameTap tap) {
        this.mostFrames = mostFrames;
        this.mostCharacters = mostCharacters;
        this.tap = tap;
    }

    /** Hands a frame over, waiting for room. */
    void put(Inbound.Frame frame) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (isFull()) {
                waits.incrementAndGet();
                while (isFull()) {
                    emptied.await();
                }
            }
            frames++;
            characters += frame.text().length();
            tap.frame(frame);
            add(frame);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return frames >= mostFrames || characters >= mostCharacters;
    }

    /** Tells something that is not a frame; never waits. */
    public void tell(Inbound notice) {
        lock.lock();
        try {
            add(notice);
        } finally {
            lock.unlock();
        }
    }

    /** Tells of an answer over REST and what is to be done with it; never waits. */
    public void answered(RestRequest request, RestAnswer answer, Inbound.Task work) {
        lock.lock();
        try {
            tap.answer(request, answer);
            add(work);
        } finally {
            lock.unlock();
        }
    }

    private void add(Inbound item) {
        waiting.add(item);
        if (waiting.size() == 1) {
            filled.signal();
        }
    }

    /**
     * Moves what waits, in order.
     *
     * @param into to this collection
     * @param most so many at most
     * @param patience how long to wait for the first
     */
    public void drain(Collection<Inbound> into, int most, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (waiting.isEmpty() && nanos > 0) {
                nanos = filled.awaitNanos(nanos);
            }
            for (int i = 0; i < most && !waiting.isEmpty(); i++) {
                Inbound item = waiting.remove();
                if (item instanceof Inbound.Frame frame) {
                    frames--;
                    characters -= frame.text().length();
                }
                into.add(item);
            }
            if (frames <= mostFrames / 2 && characters <= mostCharacters / 2) {
                emptied.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Frames waiting now. */
    public int frames() {
        lock.lock();
        try {
            return frames;
        } finally {
            lock.unlock();
        }
    }

    /** True when nothing at all waits. */
    public boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** How often a socket had to wait for room. */
    public long waits() {
        return waits.get();
    }
}
