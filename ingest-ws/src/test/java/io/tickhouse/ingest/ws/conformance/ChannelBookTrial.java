package io.tickhouse.ingest.ws.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.ws.book.BookKeeper;
import io.tickhouse.ingest.ws.book.BookOutcome;
import io.tickhouse.ingest.ws.book.OrderBook;
import io.tickhouse.ingest.ws.conformance.ChannelBookFrames.Sides;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A seeded market told through the venue's own frames by a channel that begins with an image and again with one whenever the
 * book breaks, with one frame dropped, repeated or swapped with its neighbour. While a book is called good it is the
 * market's, level by level.
 */
final class ChannelBookTrial {
    private static final int STEPS = 60;

    private final VenueAdapter adapter;
    private final ChannelBookFrames frames;
    private final long seed;
    private int broken;

    private record Event(byte[] frame, Sides after) {}

    ChannelBookTrial(VenueAdapter adapter, ChannelBookFrames frames, long seed) {
        this.adapter = adapter;
        this.frames = frames;
        this.seed = seed;
    }

    /** In how many runs so far a book broke. A frame may be repeated, or what it said told again by the next, to no harm. */
    int broken() {
        return broken;
    }

    void run(int number) {
        Random random = new Random(seed + number);
        List<Event> sent = market(random);
        Event end = sent.getLast();
        int at = 1 + random.nextInt(sent.size() - 5);
        String shown = "seed " + (seed + number) + ", "
                + switch (random.nextInt(3)) {
                    case 0 -> "dropped " + new String(sent.remove(at).frame(), StandardCharsets.UTF_8);
                    case 1 -> {
                        sent.add(at + 1 + random.nextInt(3), sent.get(at));
                        yield "repeated " + new String(sent.get(at).frame(), StandardCharsets.UTF_8);
                    }
                    default -> {
                        Collections.swap(sent, at, at + 1);
                        yield "swapped " + new String(sent.get(at).frame(), StandardCharsets.UTF_8);
                    }
                };
        FrameDecoder decoder = adapter.frames();
        BookKeeper keeper = new BookKeeper(adapter.books(frames.depth()));
        boolean broke = false;
        for (Event event : sent) {
            BookOutcome outcome = keeper.update(decode(decoder, event.frame()));
            if (outcome instanceof BookOutcome.Broken) {
                broke = true;
                assertThat(keeper.isSynced()).as(shown).isFalse();
                assertThat(keeper.awaitsImage()).as(shown).isTrue();
                assertThat(keeper.update(decode(decoder, frames.image(event.after()))))
                        .as(shown)
                        .isInstanceOf(BookOutcome.Synced.class);
            }
            assertBook(keeper, event.after(), shown);
        }
        broken += broke ? 1 : 0;
        keeper.update(decode(decoder, frames.image(end.after())));
        assertBook(keeper, end.after(), shown);
    }

    private void assertBook(BookKeeper keeper, Sides market, String shown) {
        OrderBook book = keeper.book();
        assertThat(keeper.isSynced()).as(shown).isTrue();
        assertThat(book).as(shown).isNotNull();
        List<String> bids = new ArrayList<>();
        for (int i = 0; i < book.completeBids(); i++) {
            bids.add(level(
                    BigDecimal.valueOf(book.bidPrice(i), book.priceScale()),
                    BigDecimal.valueOf(book.bidQuantity(i), book.quantityScale())));
        }
        List<String> asks = new ArrayList<>();
        for (int i = 0; i < book.completeAsks(); i++) {
            asks.add(level(
                    BigDecimal.valueOf(book.askPrice(i), book.priceScale()),
                    BigDecimal.valueOf(book.askQuantity(i), book.quantityScale())));
        }
        assertThat(bids).as(shown).isEqualTo(best(market.bids().descendingMap()));
        assertThat(asks).as(shown).isEqualTo(best(market.asks()));
    }

    private List<String> best(SortedMap<BigDecimal, BigDecimal> side) {
        return side.entrySet().stream()
                .limit(frames.depth())
                .map(level -> level(level.getKey(), level.getValue()))
                .toList();
    }

    private static String level(BigDecimal price, BigDecimal quantity) {
        return quantity.stripTrailingZeros().toPlainString() + "@"
                + price.stripTrailingZeros().toPlainString();
    }

    private static BookUpdate decode(FrameDecoder decoder, byte[] frame) {
        if (decoder.decode(frame, Golden.RECEIVED) instanceof Decoded.Mapped(List<Message> messages)
                && messages.getFirst() instanceof Message.Book(BookUpdate update)) {
            return update;
        }
        throw new AssertionError("expected an update of a book: " + new String(frame, StandardCharsets.UTF_8));
    }

    private List<Event> market(Random random) {
        Sides book = new Sides(new TreeMap<>(), new TreeMap<>());
        for (int i = 1; i <= 30; i++) {
            book.bids().put(BigDecimal.valueOf(1_000 - i, 2), quantity(random));
            book.asks().put(BigDecimal.valueOf(1_000 + i, 2), quantity(random));
        }
        List<Event> events = new ArrayList<>();
        events.add(new Event(frames.image(book), book.copy()));
        while (events.size() < STEPS) {
            Sides before = book.copy();
            for (int change = random.nextInt(4); change >= 0; change--) {
                boolean bid = random.nextBoolean();
                BigDecimal price = BigDecimal.valueOf(bid ? 999 - random.nextInt(35) : 1_001 + random.nextInt(35), 2);
                Map<BigDecimal, BigDecimal> side = bid ? book.bids() : book.asks();
                if (random.nextInt(3) == 0 && side.size() > 5) {
                    side.remove(price);
                } else {
                    side.put(price, quantity(random));
                }
            }
            Sides after = book.copy();
            frames.update(before, after).ifPresent(frame -> events.add(new Event(frame, after)));
        }
        return events;
    }

    private static BigDecimal quantity(Random random) {
        return BigDecimal.valueOf(1 + random.nextInt(100_000), 2 + random.nextInt(4));
    }
}
