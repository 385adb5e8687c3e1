package io.tickhouse.simulator.feed;

import io.tickhouse.simulator.market.Interval;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The candles of one interval: the running one and the last ones before it. */
public final class CandleSeries {
    /** As many as one answer of a venue may hold, and a day of minutes. */
    private static final int KEPT = 1_500;

    private static final long MICROS = 1_000_000;

    private final Interval interval;
    private final Deque<Candle> finished = new ArrayDeque<>();
    private long openMicros;
    private long closeMicros;
    private long open;
    private long high;
    private long low;
    private long close;
    private long volume;
    private long value;
    private long trades;
    private long buyVolume;
    private long buyValue;
    private long firstId = Candle.NO_TRADE;
    private long lastId = Candle.NO_TRADE;

    CandleSeries(Interval interval, long startMicros, long price) {
        this.interval = interval;
        this.openMicros = interval.openOf(Math.floorDiv(startMicros, MICROS)) * MICROS;
        this.closeMicros = interval.closeOf(openMicros / MICROS) * MICROS;
        stand(price);
    }

    public Interval interval() {
        return interval;
    }

    void add(long id, long price, long quantity, long tradeValue, boolean buyerMaker) {
        if (trades == 0) {
            stand(price);
            firstId = id;
        }
        high = Math.max(high, price);
        low = Math.min(low, price);
        close = price;
        volume += quantity;
        value = Math.addExact(value, tradeValue);
        trades++;
        lastId = id;
        if (!buyerMaker) {
            buyVolume += quantity;
            buyValue += tradeValue;
        }
    }

    /** When the running candle ends: its first microsecond after. */
    long closeMicros() {
        return closeMicros;
    }

    /** Ends the running candle and begins the next. */
    Candle finish() {
        Candle candle = running();
        finished.addLast(candle);
        if (finished.size() > KEPT) {
            finished.removeFirst();
        }
        openMicros = closeMicros;
        closeMicros = interval.closeOf(openMicros / MICROS) * MICROS;
        volume = 0;
        value = 0;
        trades = 0;
        buyVolume = 0;
        buyValue = 0;
        firstId = Candle.NO_TRADE;
        lastId = Candle.NO_TRADE;
        stand(close);
        return candle;
    }

    /** The running candle as it stands. */
    public Candle running() {
        return new Candle(
                openMicros,
                closeMicros,
                open,
                high,
                low,
                close,
                volume,
                value,
                trades,
                buyVolume,
                buyValue,
                firstId,
                lastId);
    }

    /** The last finished candles and the running one, oldest first. */
    public List<Candle> all() {
        List<Candle> all = new ArrayList<>(finished);
        all.add(running());
        return all;
    }

    private void stand(long price) {
        open = price;
        high = price;
        low = price;
        close = price;
    }
}
