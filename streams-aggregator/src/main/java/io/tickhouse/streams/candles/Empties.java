package io.tickhouse.streams.candles;

import io.tickhouse.market.QuantityUnit;
import java.math.BigDecimal;
import java.util.function.Consumer;

/**
 * What is published of one interval's candles without trades. Each is published once, between the candle before it and the
 * clock; once more when it is proven later that there was no trade. Times are microseconds since 1970-01-01T00:00:00Z.
 */
final class Empties {
    private static final long UNSET = Long.MIN_VALUE;

    private final EmptyPolicy policy;
    private final int mostInARow;
    private final CandleInterval interval;
    private long until;
    private long before;
    private long from;
    private long to;
    private long unproven;
    private boolean modified;

    Empties(CandlePolicy policy, CandleInterval interval, SeriesRecord.Filled saved) {
        this.policy = policy.empties();
        this.mostInARow = policy.emptiesInARow();
        this.interval = interval;
        this.until = saved.until();
        this.before = saved.before();
        this.from = saved.from();
        this.to = saved.to();
        this.unproven = saved.unproven();
    }

    /** Proves that there was no trade in a stretch of time after a candle. */
    interface Proof {
        boolean silent(CandleBuilder before, long from, long to);
    }

    /** True when the interval that opens then was published as one without trades. */
    boolean publishedAt(long openTime) {
        return policy != EmptyPolicy.NONE && from <= openTime && openTime < to;
    }

    /** A candle closed: the next one to be without trades can be the one behind it. */
    void passed(CandleBuilder closed) {
        if (policy != EmptyPolicy.NONE && closed.closeTime > until) {
            until = closed.closeTime;
            before = closed.openTime;
            modified = true;
        }
    }

    /** An earlier archive follows a later one: nothing is known between them. */
    void stepBack() {
        until = UNSET;
        before = UNSET;
        modified = true;
    }

    /**
     * Publishes the intervals without trades that end at or before the moment.
     *
     * @return how many were left out since there were too many in a row
     */
    long fill(CandleSeries series, long limit, Proof proof, Consumer<EmptyCandle> publisher) {
        if (policy == EmptyPolicy.NONE || until == UNSET || limit < until + interval.length()) {
            return 0;
        }
        long count = (limit - until) / interval.length();
        if (count > mostInARow) {
            until = interval.openTime(limit);
            modified = true;
            return count;
        }
        while (interval.closeTime(until) <= limit) {
            CandleBuilder there = series.find(until).orElse(null);
            long open = until;
            until = interval.closeTime(until);
            modified = true;
            if (there != null) {
                before = open;
                continue;
            }
            series.find(before).ifPresent(last -> publish(last, open, proof, publisher));
        }
        return 0;
    }

    private void publish(CandleBuilder last, long open, Proof proof, Consumer<EmptyCandle> publisher) {
        long close = interval.closeTime(open);
        boolean complete = proof.silent(last, open, close);
        if (to != open) {
            from = open;
            unproven = open;
        }
        if (complete && unproven == open) {
            unproven = close;
        }
        to = close;
        publisher.accept(candle(last, open, complete, 0));
    }

    /** Publishes once more those of which it is proven now that there was no trade. */
    void proveAgain(CandleSeries series, Proof proof, Consumer<EmptyCandle> publisher) {
        if (unproven >= to) {
            return;
        }
        CandleBuilder last = series.find(before).orElse(null);
        while (last != null && unproven < to && proof.silent(last, unproven, interval.closeTime(unproven))) {
            if (series.find(unproven).isEmpty()) {
                publisher.accept(candle(last, unproven, true, 1));
            }
            unproven = interval.closeTime(unproven);
            modified = true;
        }
    }

    private EmptyCandle candle(CandleBuilder last, long open, boolean complete, int revision) {
        BigDecimal price = policy == EmptyPolicy.PREVIOUS ? last.last.price() : BigDecimal.ZERO;
        QuantityUnit unit = last.unit;
        return new EmptyCandle(open, interval.closeTime(open), price, unit, complete, revision, last.last.source());
    }

    boolean isModified() {
        return modified;
    }

    SeriesRecord.Filled save() {
        modified = false;
        return new SeriesRecord.Filled(until, before, from, to, unproven);
    }
}
