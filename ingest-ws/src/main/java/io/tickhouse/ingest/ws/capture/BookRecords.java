package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.book.OrderBook;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.Levels;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.market.BookState;
import io.tickhouse.market.L2Delta;
import io.tickhouse.market.L2Snapshot;
import io.tickhouse.market.Level;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Books and their updates as records. */
final class BookRecords {
    private final Venue venue;
    private CaptureSettings settings;

    BookRecords(Venue venue, CaptureSettings settings) {
        this.venue = venue;
        this.settings = settings;
    }

    /** Goes on with other settings. */
    void adopt(CaptureSettings next) {
        settings = next;
    }

    /**
     * The top of a book, as far down as it is complete.
     *
     * @param gridMicros the moment it stands for
     * @param nowMicros the moment it is taken
     */
    L2Snapshot snapshot(String symbol, OrderBook book, BookState state, long number, long gridMicros, long nowMicros) {
        int bids = Math.min(settings.depth(), book.completeBids());
        List<Level> bidLevels = new ArrayList<>(bids);
        for (int i = 0; i < bids; i++) {
            bidLevels.add(level(book.bidPrice(i), book.priceScale(), book.bidQuantity(i), book.quantityScale()));
        }
        int asks = Math.min(settings.depth(), book.completeAsks());
        List<Level> askLevels = new ArrayList<>(asks);
        for (int i = 0; i < asks; i++) {
            askLevels.add(level(book.askPrice(i), book.priceScale(), book.askQuantity(i), book.quantityScale()));
        }
        return L2Snapshot.newBuilder()
                .setVenue(venue.name())
                .setSymbol(symbol)
                .setGridTime(Times.instant(gridMicros))
                .setIntervalMs(Math.toIntExact(settings.interval().toMillis()))
                .setDepth(settings.depth())
                .setCaptureId(settings.captureId())
                .setNumber(number)
                .setSequence(none(book.id()))
                .setCaptureLatencyUs(nowMicros - gridMicros)
                .setBookState(state)
                .setQuantityUnit(venue.quantityUnit())
                .setBids(bidLevels)
                .setAsks(askLevels)
                .setEventTime(book.eventTime())
                .setPublishTime(book.publishTime())
                .setReceiveTime(book.receiveTime())
                .setSource(Source.LIVE)
                .build();
    }

    /**
     * An update as the venue sent it.
     *
     * @param depth levels a side that the channel keeps; 0 if all
     */
    L2Delta delta(BookUpdate update, int depth) {
        return L2Delta.newBuilder()
                .setVenue(venue.name())
                .setSymbol(update.symbol())
                .setFirstSequence(none(update.firstId()))
                .setLastSequence(none(update.lastId()))
                .setPreviousSequence(none(update.previousId()))
                .setChecksum(none(update.checksum()))
                .setDepth(depth == 0 ? null : depth)
                .setSnapshot(update.image())
                .setQuantityUnit(venue.quantityUnit())
                .setBids(levels(
                        update.bids(), Comparator.comparing(Level::getPrice).reversed()))
                .setAsks(levels(update.asks(), Comparator.comparing(Level::getPrice)))
                .setEventTime(update.eventTime() == null ? update.receiveTime() : update.eventTime())
                .setPublishTime(update.publishTime())
                .setReceiveTime(update.receiveTime())
                .setSource(Source.LIVE)
                .build();
    }

    private static @Nullable Long none(long number) {
        return number == Message.NONE ? null : number;
    }

    private static List<Level> levels(Levels levels, Comparator<Level> bestFirst) {
        List<Level> list = new ArrayList<>(levels.size());
        for (int i = 0; i < levels.size(); i++) {
            list.add(level(levels.prices()[i], levels.priceScale(), levels.quantities()[i], levels.quantityScale()));
        }
        list.sort(bestFirst);
        return list;
    }

    private static Level level(long price, int priceScale, long quantity, int quantityScale) {
        return new Level(BigDecimal.valueOf(price, priceScale), BigDecimal.valueOf(quantity, quantityScale));
    }
}
