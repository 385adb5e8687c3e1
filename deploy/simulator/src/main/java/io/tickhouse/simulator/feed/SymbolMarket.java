package io.tickhouse.simulator.feed;

import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Market;
import io.tickhouse.simulator.market.Sizes;
import io.tickhouse.simulator.market.SplitMix;
import java.util.List;

/**
 * One symbol of a simulated market. The best prices walk, orders come and take from the book what is there, others place
 * and cancel: trades, sums and candles follow from that alone.
 */
public final class SymbolMarket {
    private static final double SAME_SIDE = 0.72;
    private static final double ONE_TRADE = 0.66;
    private static final double LARGE_ORDER = 0.01;
    private static final double TRADES_AN_ORDER = 2.4;
    private static final double LIQUIDATION = 0.002;
    private static final int FEWEST_LEVELS = 100;

    private final Instrument instrument;
    private final MarketEvents events;
    private final SplitMix random;
    private final Sizes sizes;
    private final OrderArrivals arrivals;
    private final LivePrices prices;
    private final LiveBook book;
    private final Quotes quotes;
    private final TradeTape tape;
    private final Summaries summaries;
    private long nextOrder;
    private long nextGrid;
    private long now;
    private boolean buy;

    SymbolMarket(MarketSettings settings, String symbol, MarketEvents events) {
        this.instrument = Instrument.of(settings.market(), symbol);
        this.events = events;
        long seed = SplitMix.derive(
                SplitMix.derive(settings.seed(), settings.market().folder()), symbol);
        boolean futures = settings.market() != Market.SPOT;
        this.random = new SplitMix(SplitMix.derive(seed, "orders"));
        this.sizes = new Sizes(new SplitMix(SplitMix.derive(seed, "sizes")), instrument.medianLots());
        this.arrivals = new OrderArrivals(
                new SplitMix(SplitMix.derive(seed, "arrivals")), settings.tradesPerSecond() / TRADES_AN_ORDER);
        this.now = settings.startMicros();
        this.prices = new LivePrices(seed, instrument, now, settings.tradesPerSecond());
        long ids = SplitMix.derive(seed, "ids") >>> 32;
        this.book = new LiveBook(
                new SplitMix(SplitMix.derive(seed, "updates")),
                futures ? 3 : 2,
                futures ? 400 : 1,
                (futures ? 5_000_000_000_000L : 50_000_000_000L) + ids);
        this.quotes = new Quotes(
                book, new SplitMix(SplitMix.derive(seed, "quotes")), sizes, instrument.anchorTicks() > 200_000);
        quotes.open(prices.bid(), prices.ask());
        this.tape = new TradeTape(100_000_000L + ids);
        this.summaries = new Summaries(this, events, seed, now, prices.bid() * instrument.tick(), futures);
        this.nextOrder = arrivals.after(now);
        this.nextGrid = Math.ceilDiv(now + 1, MarketEvents.GRID_MICROS) * MarketEvents.GRID_MICROS;
    }

    long next() {
        return Math.min(nextGrid, nextOrder);
    }

    void step() {
        if (nextGrid <= nextOrder) {
            now = nextGrid;
            book.trim();
            summaries.grid(now);
            events.grid(this, now);
            nextGrid += MarketEvents.GRID_MICROS;
        } else {
            now = nextOrder;
            order();
            nextOrder = arrivals.after(now);
        }
    }

    /** Orders at this moment until there have been so many trades. */
    void burst(int trades) {
        long end = tape.lastId() + trades;
        while (tape.lastId() < end) {
            order();
        }
    }

    private void order() {
        book.trim();
        buy = random.chance(SAME_SIDE) == buy;
        prices.take(buy, now);
        quotes.move(prices.bid(), prices.ask());
        tellBest();
        boolean liquidation = instrument.market() != Market.SPOT && random.chance(LIQUIDATION);
        BookSide taken = book.side(!buy);
        for (int left = orderTrades(); left > 0 && taken.levels() > FEWEST_LEVELS; left--) {
            trade(taken, liquidation);
        }
        summaries.orderEnded();
        for (int left = 2 + random.below(6); left > 0; left--) {
            quotes.change();
            tellBest();
        }
    }

    private void trade(BookSide taken, boolean liquidation) {
        long ticks = taken.best();
        long there = taken.quantity(ticks);
        long quantity = Math.min(sizes.next(), there);
        book.set(!buy, ticks, there - quantity);
        long id = tape.add(ticks, quantity, !buy, now);
        events.trade(this, id, ticks, quantity, !buy, now);
        tellBest();
        summaries.traded(id, ticks, quantity, !buy, now, liquidation);
    }

    private void tellBest() {
        if (quotes.bestChanged()) {
            events.best(this, now);
        }
    }

    private int orderTrades() {
        if (random.chance(ONE_TRADE)) {
            return 1;
        }
        if (random.chance(LARGE_ORDER)) {
            return 20 + random.below(80);
        }
        return 2 + Math.min(12, Long.numberOfTrailingZeros(random.nextLong()) * 2) + random.below(2);
    }

    public String symbol() {
        return instrument.symbol();
    }

    public Instrument instrument() {
        return instrument;
    }

    public LiveBook book() {
        return book;
    }

    public TradeTape tape() {
        return tape;
    }

    public Aggregates aggregates() {
        return summaries.aggregates();
    }

    public List<CandleSeries> candles() {
        return summaries.candles();
    }

    public ReferenceRates rates() {
        return summaries.rates();
    }

    /** The book when the market began: older than any diff. */
    public BookImage firstImage() {
        return quotes.firstImage();
    }
}
