package io.tickhouse.ingest.ws.book;

import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.BookView;
import io.tickhouse.ingest.ws.venue.Levels;
import io.tickhouse.ingest.ws.venue.json.DecimalText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One symbol's order book: exact, at the finest decimals seen so far. It knows how deep it is complete: an image of limited
 * depth says nothing of the levels behind it, which become known as they change.
 */
public final class OrderBook implements BookView {
    private final BookSide bids = BookSide.bids();
    private final BookSide asks = BookSide.asks();
    private int priceScale;
    private int quantityScale;
    private long id;
    private @Nullable Instant eventTime;
    private @Nullable Instant publishTime;
    private Instant receiveTime;

    /**
     * A book as an image shows it.
     *
     * @param depth levels a side that were asked for: a side as long as that may go on unseen; 0 if the image is whole
     */
    public OrderBook(BookUpdate image, int depth) {
        receiveTime = image.receiveTime();
        apply(image);
        if (depth > 0 && bids.size() >= depth) {
            bids.endAtWorst();
        }
        if (depth > 0 && asks.size() >= depth) {
            asks.endAtWorst();
        }
    }

    /**
     * Sets the levels of an update.
     *
     * @throws ArithmeticException if its numbers and the book's have no common scale that fits a long
     */
    void apply(BookUpdate update) {
        refine(update);
        bids.set(update.bids(), factor(update.bids(), true), factor(update.bids(), false));
        asks.set(update.asks(), factor(update.asks(), true), factor(update.asks(), false));
        id = update.lastId();
        eventTime = update.eventTime();
        publishTime = update.publishTime();
        receiveTime = update.receiveTime();
    }

    private void refine(BookUpdate update) {
        refine(
                Math.max(update.bids().priceScale(), update.asks().priceScale()),
                Math.max(update.bids().quantityScale(), update.asks().quantityScale()));
        check(update.bids());
        check(update.asks());
    }

    /**
     * Keeps at least so many decimals from now on.
     *
     * @throws ArithmeticException if a number does not fit a long then; the book is of no use any more
     */
    void refine(int leastPriceScale, int leastQuantityScale) {
        int price = Math.max(priceScale, leastPriceScale);
        int quantity = Math.max(quantityScale, leastQuantityScale);
        if (price > priceScale || quantity > quantityScale) {
            long priceFactor = DecimalText.power(price - priceScale);
            long quantityFactor = DecimalText.power(quantity - quantityScale);
            bids.scale(priceFactor, quantityFactor);
            asks.scale(priceFactor, quantityFactor);
            priceScale = price;
            quantityScale = quantity;
        }
    }

    /** That all numbers fit a long at the book's scales, which is sure as a rule. */
    private void check(Levels levels) {
        long priceFactor = factor(levels, true);
        long quantityFactor = factor(levels, false);
        if (priceFactor > 1 || quantityFactor > 1) {
            for (int i = 0; i < levels.size(); i++) {
                Math.multiplyExact(levels.prices()[i], priceFactor);
                Math.multiplyExact(levels.quantities()[i], quantityFactor);
            }
        }
    }

    private long factor(Levels levels, boolean price) {
        return levels.size() == 0
                ? 1
                : DecimalText.power(price ? priceScale - levels.priceScale() : quantityScale - levels.quantityScale());
    }

    /** Keeps that many levels a side, which are all that a channel of that depth tells: it is complete down to the last. */
    void cut(int depth) {
        bids.cut(depth);
        bids.endWhereCut(depth);
        asks.cut(depth);
        asks.endWhereCut(depth);
    }

    /** True when the best bid is not below the best ask. */
    public boolean isCrossed() {
        return bids.size() > 0 && asks.size() > 0 && bids.bestKey() >= -asks.bestKey();
    }

    /** Bids from the best on without a hole. */
    public int completeBids() {
        return bids.complete();
    }

    /** Asks from the best on without a hole. */
    public int completeAsks() {
        return asks.complete();
    }

    /** True when fewer levels than that are certain on a side that has more. */
    public boolean isShallow(int depth) {
        return (bids.hasHorizon() && bids.complete() < depth) || (asks.hasHorizon() && asks.complete() < depth);
    }

    /** Update id it stands at. */
    public long id() {
        return id;
    }

    /** The venue's time of the last update; the time of receipt where it says none. */
    public Instant eventTime() {
        return eventTime == null ? receiveTime : eventTime;
    }

    public @Nullable Instant publishTime() {
        return publishTime;
    }

    public Instant receiveTime() {
        return receiveTime;
    }

    @Override
    public int bids() {
        return bids.size();
    }

    @Override
    public int asks() {
        return asks.size();
    }

    @Override
    public long bidPrice(int fromBest) {
        return bids.price(fromBest);
    }

    @Override
    public long bidQuantity(int fromBest) {
        return bids.quantity(fromBest);
    }

    @Override
    public long askPrice(int fromBest) {
        return asks.price(fromBest);
    }

    @Override
    public long askQuantity(int fromBest) {
        return asks.quantity(fromBest);
    }

    @Override
    public int priceScale() {
        return priceScale;
    }

    @Override
    public int quantityScale() {
        return quantityScale;
    }

    /** The first level, best first, in which this book and another differ as far as both are complete; empty if none. */
    public Optional<String> difference(OrderBook other) {
        Optional<String> inBids = difference("bid", this, bids, other, other.bids);
        return inBids.isPresent() ? inBids : difference("ask", this, asks, other, other.asks);
    }

    private static Optional<String> difference(String side, OrderBook a, BookSide ofA, OrderBook b, BookSide ofB) {
        // where one book ends its knowledge, the other's levels prove nothing
        int levels = Math.max(reach(ofA, a, ofB, b), reach(ofB, b, ofA, a));
        for (int i = 0; i < levels; i++) {
            String here = i < ofA.size() ? a.level(ofA, i) : "none";
            String there = i < ofB.size() ? b.level(ofB, i) : "none";
            if (!here.equals(there)) {
                return Optional.of(side + " " + (i + 1) + " from the best: " + here + " against " + there);
            }
        }
        return Optional.empty();
    }

    /** Levels of a side that are complete in both books. */
    private static int reach(BookSide side, OrderBook own, BookSide otherSide, OrderBook other) {
        int complete = side.complete();
        if (!otherSide.hasHorizon()) {
            return complete;
        }
        BigDecimal limit = BigDecimal.valueOf(otherSide.horizon(), other.priceScale);
        int reach = 0;
        while (reach < complete && own.key(side, reach).compareTo(limit) >= 0) {
            reach++;
        }
        return reach;
    }

    private BigDecimal key(BookSide side, int fromBest) {
        return BigDecimal.valueOf(side == bids ? side.price(fromBest) : -side.price(fromBest), priceScale);
    }

    private String level(BookSide side, int fromBest) {
        return plain(side.quantity(fromBest), quantityScale) + " at " + plain(side.price(fromBest), priceScale);
    }

    private static String plain(long number, int scale) {
        return BigDecimal.valueOf(number, scale).stripTrailingZeros().toPlainString();
    }
}
