package io.tickhouse.ingest.ws.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.ws.book.BookKeeper;
import io.tickhouse.ingest.ws.book.BookOutcome;
import io.tickhouse.ingest.ws.book.OrderBook;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A seeded market whose book is known at every id, told through the venue's own frames, with one of them dropped, repeated
 * or swapped with its neighbour. A naive book of sorted maps is the judge.
 */
final class BookTrial {
    private static final int UPDATES = 60;

    private final VenueAdapter adapter;
    private final BookFrames frames;
    private final long seed;

    /** What the market's book is after each frame, and the frame. */
    private record Event(long first, long last, byte[] frame, Naive after) {}

    private record Naive(TreeMap<BigDecimal, BigDecimal> bids, TreeMap<BigDecimal, BigDecimal> asks) {
        Naive copy() {
            return new Naive(new TreeMap<>(bids), new TreeMap<>(asks));
        }
    }

    BookTrial(VenueAdapter adapter, BookFrames frames, long seed) {
        this.adapter = adapter;
        this.frames = frames;
        this.seed = seed;
    }

    void run(int number) {
        Random random = new Random(seed + number);
        List<Event> market = market(random);
        List<Event> sent = new ArrayList<>(market);
        int kind = random.nextInt(3);
        // not the last one: nobody can miss what nothing follows
        int at = 1 + random.nextInt(UPDATES - 3);
        String shown = "seed " + (seed + number) + ", "
                + switch (kind) {
                    case 0 -> "dropped " + sent.remove(at).first();
                    case 1 -> {
                        sent.add(at + 1 + random.nextInt(3), sent.get(at));
                        yield "repeated " + sent.get(at).first();
                    }
                    default -> {
                        Collections.swap(sent, at, at + 1);
                        yield "swapped " + sent.get(at).first();
                    }
                };
        int imageAfter = random.nextInt(sent.size() - 1);
        FrameDecoder decoder = adapter.frames();
        BookKeeper keeper = new BookKeeper(adapter.books(1));
        boolean seen = false;
        for (int i = 0; i < sent.size(); i++) {
            BookOutcome outcome = keeper.update(decode(decoder, sent.get(i)));
            seen |= isFault(outcome);
            if (keeper.awaitsImage() && i >= imageAfter) {
                // the venue's book of this moment or of a little earlier, as caches have it
                Event now = latest(sent.subList(Math.max(0, i - random.nextInt(3)), i + 1));
                seen |= isFault(keeper.image(image(now), 0));
            }
            assertNeverSilentlyWrong(keeper, market, shown);
        }
        assertThat(seen).as("%s: seen", shown).isTrue();
        Event end = market.getLast();
        if (!keeper.isSynced()) {
            keeper.image(image(end), 0);
        }
        assertThat(keeper.isSynced()).as(shown).isTrue();
        assertBook(keeper.book(), end, shown);
    }

    private static boolean isFault(BookOutcome outcome) {
        return outcome instanceof BookOutcome.Broken
                || outcome instanceof BookOutcome.Repeated
                || outcome instanceof BookOutcome.Unfit;
    }

    private static Event latest(List<Event> events) {
        return events.stream().max((a, b) -> Long.compare(a.last(), b.last())).orElseThrow();
    }

    private void assertNeverSilentlyWrong(BookKeeper keeper, List<Event> market, String shown) {
        if (keeper.isSynced()) {
            OrderBook book = keeper.book();
            market.stream()
                    .filter(event -> book != null && event.last() == book.id())
                    .forEach(event -> assertBook(book, event, shown));
        }
    }

    private static void assertBook(OrderBook book, Event event, String shown) {
        assertThat(book).as(shown).isNotNull();
        assertThat(book.id()).as(shown).isEqualTo(event.last());
        TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>();
        TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
        for (int i = 0; i < book.bids(); i++) {
            bids.put(
                    BigDecimal.valueOf(book.bidPrice(i), book.priceScale()),
                    BigDecimal.valueOf(book.bidQuantity(i), book.quantityScale()));
        }
        for (int i = 0; i < book.asks(); i++) {
            asks.put(
                    BigDecimal.valueOf(book.askPrice(i), book.priceScale()),
                    BigDecimal.valueOf(book.askQuantity(i), book.quantityScale()));
        }
        assertThat(same(bids, event.after().bids()))
                .as("%s: bids at %s", shown, event.last())
                .isTrue();
        assertThat(same(asks, event.after().asks()))
                .as("%s: asks at %s", shown, event.last())
                .isTrue();
    }

    private static boolean same(Map<BigDecimal, BigDecimal> found, Map<BigDecimal, BigDecimal> expected) {
        return found.size() == expected.size()
                && expected.entrySet().stream()
                        .allMatch(level -> found.containsKey(level.getKey())
                                && found.get(level.getKey()).compareTo(level.getValue()) == 0);
    }

    private BookUpdate image(Event event) {
        return adapter.rest()
                .readBook(
                        BookFrames.SYMBOL,
                        frames.image(
                                event.last(),
                                event.after().bids(),
                                event.after().asks()),
                        Golden.RECEIVED);
    }

    private static BookUpdate decode(FrameDecoder decoder, Event event) {
        if (decoder.decode(event.frame(), Golden.RECEIVED) instanceof Decoded.Mapped(List<Message> messages)
                && messages.getFirst() instanceof Message.Book(BookUpdate update)) {
            return update;
        }
        throw new AssertionError(
                "expected an update of a book: " + new String(event.frame(), java.nio.charset.StandardCharsets.UTF_8));
    }

    private List<Event> market(Random random) {
        Naive book = new Naive(new TreeMap<>(), new TreeMap<>());
        for (int i = 1; i <= 30; i++) {
            book.bids().put(price(1_000 - i), quantity(random));
            book.asks().put(price(1_000 + i), quantity(random));
        }
        List<Event> events = new ArrayList<>();
        long last = 1_000;
        for (int i = 0; i < UPDATES; i++) {
            long previous = last;
            long first = last + 1;
            Map<BigDecimal, BigDecimal> bids = new TreeMap<>();
            Map<BigDecimal, BigDecimal> asks = new TreeMap<>();
            for (int change = random.nextInt(4); change >= 0; change--) {
                boolean bid = random.nextBoolean();
                BigDecimal price = price(bid ? 999 - random.nextInt(35) : 1_001 + random.nextInt(35));
                BigDecimal quantity = random.nextInt(3) == 0 ? BigDecimal.ZERO : quantity(random);
                (bid ? bids : asks).put(price, quantity);
                last++;
            }
            set(book.bids(), bids);
            set(book.asks(), asks);
            events.add(new Event(first, last, frames.update(first, last, previous, bids, asks), book.copy()));
        }
        return events;
    }

    private static void set(Map<BigDecimal, BigDecimal> side, Map<BigDecimal, BigDecimal> changes) {
        changes.forEach((price, quantity) -> {
            if (quantity.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        });
    }

    private static BigDecimal price(int ticks) {
        return BigDecimal.valueOf(ticks, 2);
    }

    private static BigDecimal quantity(Random random) {
        // now and then finer than anything before it
        return BigDecimal.valueOf(1 + random.nextInt(100_000), 2 + random.nextInt(4));
    }
}
