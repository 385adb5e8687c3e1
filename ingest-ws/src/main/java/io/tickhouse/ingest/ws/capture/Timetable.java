package io.tickhouse.ingest.ws.capture;

import java.time.Duration;
import java.util.PriorityQueue;

/** What the capturing thread is to do later. Time is an argument: nanoseconds of any clock that only goes forward. */
final class Timetable {
    private record Entry(long due, long number, Runnable work) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(due - other.due, 0);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long number;

    /** Does something once. */
    void after(Duration delay, long now, Runnable work) {
        entries.add(new Entry(now + delay.toNanos(), number++, work));
    }

    /** Does something again and again, first after one period; what is late is not made up for. */
    void every(Duration period, long now, Runnable work) {
        after(period, now, () -> {
            work.run();
            every(period, System.nanoTime(), work);
        });
    }

    /** Does what is due. */
    void run(long now) {
        for (Entry next = entries.peek(); next != null && next.due - now <= 0; next = entries.peek()) {
            entries.remove();
            next.work.run();
        }
    }

    /** How long until something is due, at most {@code atMost}. */
    Duration untilNext(long now, Duration atMost) {
        Entry next = entries.peek();
        if (next == null) {
            return atMost;
        }
        Duration wait = Duration.ofNanos(Math.max(0, next.due - now));
        return wait.compareTo(atMost) < 0 ? wait : atMost;
    }
}
