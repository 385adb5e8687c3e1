package io.tickhouse.simulator.market;

/**
 * When orders come within a day. Each minute has its share: busier in the European and American sessions, and noisy with
 * a memory, so that quiet and hectic minutes come in clusters. Inside a minute orders are spread evenly at random, some
 * following the last one within milliseconds.
 */
final class Arrivals {
    static final int MINUTES = 1_440;
    private static final long MINUTE_MICROS = 60_000_000L;
    private static final double REACTION = 0.25;

    private final SplitMix random;
    private final long[] endOfMinute = new long[MINUTES];
    private int minute = -1;
    private long leftInMinute;
    private long timeMicros;
    private long leftMicros;

    Arrivals(SplitMix random, long trades) {
        this.random = random;
        double[] cumulated = new double[MINUTES];
        double sum = 0;
        double memory = 0;
        for (int i = 0; i < MINUTES; i++) {
            double shock = (Long.bitCount(random.nextLong()) - 32) / 4.0;
            memory = 0.93 * memory + 0.3 * shock;
            sum += session(i) * StrictMath.exp(memory);
            cumulated[i] = sum;
        }
        for (int i = 0; i < MINUTES; i++) {
            endOfMinute[i] = i == MINUTES - 1 ? trades : (long) (trades * (cumulated[i] / sum));
        }
    }

    /** Moves to the next minute that has trades when this one is used up; true when it moved. */
    boolean advanceMinute() {
        if (leftInMinute > 0) {
            return false;
        }
        do {
            minute++;
            leftInMinute = endOfMinute[minute] - (minute == 0 ? 0 : endOfMinute[minute - 1]);
        } while (leftInMinute == 0);
        timeMicros = minute * MINUTE_MICROS;
        leftMicros = MINUTE_MICROS;
        return true;
    }

    /** Places an order of so many trades (at most {@link #leftInMinute()}); its time is {@link #timeMicros()}. */
    void place(int trades) {
        // the smallest of the remaining uniform draws: sorted times without holding or sorting them
        double share = 1 - StrictMath.pow(random.unit(), (double) trades / leftInMinute);
        if (random.chance(REACTION)) {
            share *= 0.01;
        }
        long gap = Math.min((long) (leftMicros * share), leftMicros - 1);
        timeMicros += gap;
        leftMicros -= gap;
        leftInMinute -= trades;
    }

    int minute() {
        return minute;
    }

    long leftInMinute() {
        return leftInMinute;
    }

    /** Microseconds since 00:00 UTC, below 24 hours, never decreasing. */
    long timeMicros() {
        return timeMicros;
    }

    private static double session(int minute) {
        int hour = minute / 60;
        double busy = hour < 7 ? 0.7 : hour < 13 ? 1.0 : hour < 17 ? 1.8 : hour < 21 ? 1.2 : 0.6;
        // funding and candle closes: the first minutes of an hour are busier
        return minute % 60 < 2 ? busy * 1.8 : busy;
    }
}
