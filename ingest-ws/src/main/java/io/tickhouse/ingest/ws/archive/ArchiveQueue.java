package io.tickhouse.ingest.ws.archive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way from sockets to the disk. Bounded in frames and in characters: what finds no room is missed, and a gap stands in its
 * place. The writer comes now and then by itself and is woken only when half of the room is taken, since waking costs as much
 * as reading some frames.
 */
final class ArchiveQueue {
    static final String FULL = "the disk did not keep up";

    private final int mostFrames;
    private final long mostCharacters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition halfFull = lock.newCondition();
    private final Missed missed = new Missed();
    private List<ArchiveItem> items = new ArrayList<>();
    private long characters;
    private boolean closed;

    ArchiveQueue(int mostFrames, long mostCharacters) {
        this.mostFrames = mostFrames;
        this.mostCharacters = mostCharacters;
    }

    /** Takes it if there is room; false if it is missed. Never waits for room. */
    boolean offer(ArchiveItem item) {
        lock.lock();
        try {
            if (items.size() >= mostFrames || characters >= mostCharacters) {
                missed.add(item);
                return false;
            }
            items.add(item);
            characters += item.characters();
            if (items.size() > mostFrames / 2 || characters > mostCharacters / 2) {
                halfFull.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** All that waits, in order, with a gap at its end if something was missed after it. */
    List<ArchiveItem> drain(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (!closed && items.size() <= mostFrames / 2 && characters <= mostCharacters / 2 && nanos > 0) {
                nanos = halfFull.awaitNanos(nanos);
            }
            List<ArchiveItem> taken = items;
            items = new ArrayList<>();
            characters = 0;
            if (missed.frames() > 0) {
                taken.add(missed.take(FULL));
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will be offered. */
    void close() {
        lock.lock();
        try {
            closed = true;
            halfFull.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
