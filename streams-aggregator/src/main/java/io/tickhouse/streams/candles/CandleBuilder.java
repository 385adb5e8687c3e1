package io.tickhouse.streams.candles;

import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import java.math.BigDecimal;

/**
 * One candle in the making, or made and open to corrections: exact sums of its trades in whatever order they come. Open
 * and close are the first and last by event time, then sequence, then id, so that disorder and late merges give the same
 * candle. Times are microseconds since 1970-01-01T00:00:00Z.
 */
public final class CandleBuilder {
    final long openTime;
    final long closeTime;
    final QuantityUnit unit;
    final ExactSum volume;
    final ExactSum bought;
    final ExactSum sold;
    final ExactSum quote;
    Edge first;
    Edge last;
    BigDecimal high;
    BigDecimal low;
    long tradeCount;
    /** Lowest and highest sequence; meaningless where trades have none. */
    long lowestSequence = Long.MAX_VALUE;

    long highestSequence = Long.MIN_VALUE;
    boolean simulated;
    /** The interval is over: a final state was emitted or is due. */
    boolean closed;
    /** As last emitted. */
    boolean complete;
    /** A state that is not emitted yet is to be, once more trades of the same burst are in. */
    boolean due;
    /** Revision of the last emission; -1 before the first. */
    int revision = -1;
    /** Differs from what the store holds. */
    boolean modified = true;

    /** A candle with its first trade. */
    CandleBuilder(long openTime, long closeTime, Contribution trade) {
        this(openTime, closeTime, trade.trade().getQuantityUnit(), trade.edge(), trade.edge(), new Sums());
        add(trade);
    }

    /** A candle as saved, without what the caller sets afterwards. */
    CandleBuilder(long openTime, long closeTime, QuantityUnit unit, Edge first, Edge last, Sums sums) {
        this.openTime = openTime;
        this.closeTime = closeTime;
        this.unit = unit;
        this.first = first;
        this.last = last;
        this.high = first.price();
        this.low = first.price();
        this.volume = sums.volume();
        this.bought = sums.bought();
        this.sold = sums.sold();
        this.quote = sums.quote();
    }

    /** Adds a trade that was not added before, in any order. */
    void add(Contribution contribution) {
        Trade trade = contribution.trade();
        Edge edge = contribution.edge();
        if (edge.price().compareTo(high) > 0) {
            high = edge.price();
        }
        if (edge.price().compareTo(low) < 0) {
            low = edge.price();
        }
        if (trade.getSequence() != null) {
            lowestSequence = Math.min(lowestSequence, edge.sequence());
            highestSequence = Math.max(highestSequence, edge.sequence());
        }
        if (edge.compareTo(first) < 0) {
            first = edge;
        }
        if (edge.compareTo(last) > 0) {
            last = edge;
        }
        volume.add(contribution.quantity());
        quote.add(contribution.quote());
        if (trade.getSide() == Side.BUY) {
            bought.add(contribution.quantity());
        } else if (trade.getSide() == Side.SELL) {
            sold.add(contribution.quantity());
        }
        simulated |= edge.source() == Source.SIMULATED;
        tradeCount++;
        modified = true;
    }

    /** A candle with what a shorter one within it holds. */
    CandleBuilder(long openTime, long closeTime, CandleBuilder part) {
        this(
                openTime,
                closeTime,
                part.unit,
                part.first,
                part.last,
                new Sums(part.volume.copy(), part.bought.copy(), part.sold.copy(), part.quote.copy()));
        this.high = part.high;
        this.low = part.low;
        this.tradeCount = part.tradeCount;
        this.lowestSequence = part.lowestSequence;
        this.highestSequence = part.highestSequence;
        this.simulated = part.simulated;
    }

    /** Adds all trades of a shorter candle, none of which was added before. */
    void merge(CandleBuilder part) {
        if (part.high.compareTo(high) > 0) {
            high = part.high;
        }
        if (part.low.compareTo(low) < 0) {
            low = part.low;
        }
        lowestSequence = Math.min(lowestSequence, part.lowestSequence);
        highestSequence = Math.max(highestSequence, part.highestSequence);
        if (part.first.compareTo(first) < 0) {
            first = part.first;
        }
        if (part.last.compareTo(last) > 0) {
            last = part.last;
        }
        volume.add(part.volume);
        bought.add(part.bought);
        sold.add(part.sold);
        quote.add(part.quote);
        simulated |= part.simulated;
        tradeCount += part.tradeCount;
        modified = true;
    }

    /** True when its trades have contiguous ids. */
    boolean hasSequence() {
        return lowestSequence <= highestSequence;
    }

    /** The sums of a candle: quantities × 10^18, quote × 10^36. */
    record Sums(ExactSum volume, ExactSum bought, ExactSum sold, ExactSum quote) {
        Sums() {
            this(new ExactSum(), new ExactSum(), new ExactSum(), new ExactSum());
        }
    }
}
