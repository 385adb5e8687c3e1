package io.tickhouse.ingest.ws.venue.binance;

import io.tickhouse.ingest.ws.book.BookKeeper;
import io.tickhouse.ingest.ws.book.BookOutcome;
import io.tickhouse.ingest.ws.book.OrderBook;
import io.tickhouse.ingest.ws.sequence.IdSequence;
import io.tickhouse.ingest.ws.sequence.Step;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Levels;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.market.BookTicker;
import io.tickhouse.market.Trade;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts recorded lines through decoder, sequence and book, and notes all that is to be judged. */
final class Replay {
    final List<Trade> trades = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();
    final List<BookOutcome> outcomes = new ArrayList<>();
    final Map<String, Integer> ignored = new HashMap<>();
    /** Update ids at which both the book and the venue's book ticker stand. */
    int compared;

    final List<String> differences = new ArrayList<>();

    private final VenueAdapter adapter;
    private final FrameDecoder decoder;
    private final IdSequence ids = new IdSequence();
    private final Map<Long, BookTicker> tickers;
    final BookKeeper keeper;
    private @Nullable BookUpdate image;

    /** What decoding made of a line, so that many runs over the same lines decode once. */
    private final IdentityHashMap<Recording.Line, Decoded> decoded;
    /** Whole books by update id, for keepers that ask for one. */
    private final NavigableMap<Long, BookUpdate> images;

    /** @param tickers the venue's own best prices by update id */
    Replay(VenueAdapter adapter, Map<Long, BookTicker> tickers) {
        this(adapter, tickers, new IdentityHashMap<>(), new TreeMap<>());
    }

    Replay(
            VenueAdapter adapter,
            Map<Long, BookTicker> tickers,
            IdentityHashMap<Recording.Line, Decoded> decoded,
            NavigableMap<Long, BookUpdate> images) {
        this.decoded = decoded;
        this.images = images;
        this.adapter = adapter;
        this.decoder = adapter.frames();
        this.keeper = new BookKeeper(adapter.books(1));
        this.tickers = tickers;
    }

    /** The venue's own best prices by update id: the last one where it told several. */
    static Map<Long, BookTicker> tickers(VenueAdapter adapter, List<Recording.Line> lines) {
        Map<Long, BookTicker> tickers = new HashMap<>();
        FrameDecoder decoder = adapter.frames();
        for (Recording.Line line : lines) {
            if (!line.isImage()
                    && decoder.decode(line.text(), line.received()) instanceof Decoded.Mapped(List<Message> messages)
                    && messages.getFirst() instanceof Message.Fact fact
                    && fact.value() instanceof BookTicker ticker) {
                tickers.put(ticker.getSequence(), ticker);
            }
        }
        return tickers;
    }

    void line(Recording.Line line) {
        if (line.isImage()) {
            image = adapter.rest().readBook("BTCUSDT", line.text(), line.received());
            offerImage();
            return;
        }
        switch (decoded.computeIfAbsent(line, some -> decoder.decode(some.text(), some.received()))) {
            case Decoded.Mapped(List<Message> messages) -> messages.forEach(this::message);
            case Decoded.Ignored(String reason) -> ignored.merge(reason, 1, Integer::sum);
            case Decoded.Rejected(String cause) ->
                throw new AssertionError(cause + ": " + new String(line.text(), StandardCharsets.UTF_8));
        }
    }

    private void offerImage() {
        BookUpdate last = image;
        if (last != null && keeper.awaitsImage()) {
            outcomes.add(keeper.image(last, 1_000));
        }
    }

    private void message(Message message) {
        if (message instanceof Message.Book(BookUpdate update)) {
            outcomes.add(keeper.update(update));
            var fitting = images.floorEntry(update.lastId());
            if (keeper.awaitsImage() && fitting != null) {
                outcomes.add(keeper.image(fitting.getValue(), 0));
            }
            compare();
        } else if (message instanceof Message.Fact fact && fact.value() instanceof Trade trade) {
            trades.add(trade);
            steps.add(ids.observe(fact.firstId(), fact.lastId()));
        }
    }

    private void compare() {
        OrderBook book = keeper.book();
        if (!keeper.isSynced() || book == null) {
            return;
        }
        BookTicker ticker = tickers.get(book.id());
        if (ticker != null) {
            compared++;
            String ours = BigDecimal.valueOf(book.bidQuantity(0), book.quantityScale())
                            .stripTrailingZeros() + "@"
                    + BigDecimal.valueOf(book.bidPrice(0), book.priceScale()).stripTrailingZeros() + " "
                    + BigDecimal.valueOf(book.askQuantity(0), book.quantityScale())
                            .stripTrailingZeros() + "@"
                    + BigDecimal.valueOf(book.askPrice(0), book.priceScale()).stripTrailingZeros();
            String theirs = ticker.getBidQuantity().stripTrailingZeros() + "@"
                    + ticker.getBidPrice().stripTrailingZeros() + " "
                    + ticker.getAskQuantity().stripTrailingZeros() + "@"
                    + ticker.getAskPrice().stripTrailingZeros();
            if (!ours.equals(theirs)) {
                differences.add(book.id() + ": " + ours + " against " + theirs);
            }
        }
    }

    /** The book as an image of all its levels. */
    BookUpdate asImage() {
        OrderBook book = keeper.book();
        if (book == null) {
            throw new AssertionError("expected a book");
        }
        long[] bidPrices = new long[book.bids()];
        long[] bidQuantities = new long[book.bids()];
        for (int i = 0; i < bidPrices.length; i++) {
            bidPrices[i] = book.bidPrice(i);
            bidQuantities[i] = book.bidQuantity(i);
        }
        long[] askPrices = new long[book.asks()];
        long[] askQuantities = new long[book.asks()];
        for (int i = 0; i < askPrices.length; i++) {
            askPrices[i] = book.askPrice(i);
            askQuantities[i] = book.askQuantity(i);
        }
        return new BookUpdate(
                "BTCUSDT",
                true,
                Message.NONE,
                book.id(),
                Message.NONE,
                Message.NONE,
                new Levels(bidPrices, bidQuantities, book.priceScale(), book.quantityScale()),
                new Levels(askPrices, askQuantities, book.priceScale(), book.quantityScale()),
                null,
                null,
                book.receiveTime());
    }

    long count(Class<? extends BookOutcome> kind) {
        return outcomes.stream().filter(kind::isInstance).count();
    }
}
