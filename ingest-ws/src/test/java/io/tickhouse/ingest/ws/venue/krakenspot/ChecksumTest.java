package io.tickhouse.ingest.ws.venue.krakenspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.ws.book.BookKeeper;
import io.tickhouse.ingest.ws.book.BookOutcome;
import io.tickhouse.ingest.ws.conformance.ChannelBookFrames.Sides;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.Levels;
import io.tickhouse.ingest.ws.venue.Message;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final long SEED = 20_260_302L;
    private static final int MUTATIONS = 20_000;

    private final KrakenBookFrames frames = new KrakenBookFrames();

    @Test
    void noMutationOfALevelAmongTheTenBestOfASidePasses() {
        Random random = new Random(SEED);
        for (int i = 0; i < MUTATIONS; i++) {
            BookUpdate image = decode(new String(frames.image(book(random)), StandardCharsets.UTF_8));
            assertThat(keeper().update(image)).isEqualTo(new BookOutcome.Synced(Optional.empty(), List.of()));
            boolean bid = random.nextBoolean();
            BookUpdate mutated = bid
                    ? with(image, mutated(image.bids(), random), image.asks())
                    : with(image, image.bids(), mutated(image.asks(), random));
            assertThat(keeper().update(mutated))
                    .as("seed %d, mutation %d: %s", SEED, i, mutated)
                    .isInstanceOf(BookOutcome.Broken.class);
        }
    }

    private static Sides book(Random random) {
        Sides book = new Sides(new TreeMap<>(), new TreeMap<>());
        int levels = 1 + random.nextInt(10);
        int middle = 1_000 + random.nextInt(1_000_000);
        while (book.bids().size() < levels) {
            book.bids().put(BigDecimal.valueOf(middle - random.nextInt(500), 2), quantity(random));
        }
        while (book.asks().size() < levels) {
            book.asks().put(BigDecimal.valueOf(middle + 1 + random.nextInt(500), 2), quantity(random));
        }
        return book;
    }

    private static BigDecimal quantity(Random random) {
        return BigDecimal.valueOf(1 + random.nextInt(1 << (10 + random.nextInt(20))), 5);
    }

    /** One level has another quantity, is a tick away, is missing, or is there though it should not be. */
    private static Levels mutated(Levels levels, Random random) {
        int at = random.nextInt(levels.size());
        long[] prices = levels.prices().clone();
        long[] quantities = levels.quantities().clone();
        switch (random.nextInt(4)) {
            case 0 -> quantities[at] += 1 + random.nextInt(1_000);
            case 1 -> quantities[at] = 0;
            case 2 -> prices[at] = free(prices, random);
            default -> {
                prices = Arrays.copyOf(prices, prices.length + 1);
                quantities = Arrays.copyOf(quantities, prices.length);
                long price = free(levels.prices(), random);
                prices[prices.length - 1] = price;
                quantities[prices.length - 1] = 1L + random.nextInt(1_000);
            }
        }
        return new Levels(prices, quantities, levels.priceScale(), levels.quantityScale());
    }

    /** A price among the others that is not taken, so that the mutation is within the ten best. */
    private static long free(long[] prices, Random random) {
        long low = Arrays.stream(prices).min().orElseThrow();
        long high = Arrays.stream(prices).max().orElseThrow();
        long price = low;
        while (contains(prices, price)) {
            price = low + random.nextLong(high - low + 2) - (high == low ? 1 : 0);
        }
        return price;
    }

    private static boolean contains(long[] prices, long price) {
        return Arrays.stream(prices).anyMatch(one -> one == price);
    }

    private static BookUpdate with(BookUpdate image, Levels bids, Levels asks) {
        return new BookUpdate(
                image.symbol(),
                true,
                Message.NONE,
                Message.NONE,
                Message.NONE,
                image.checksum(),
                bids,
                asks,
                image.eventTime(),
                null,
                NOW);
    }

    @Test
    void zerosThatWereDroppedAreKnownFromTheInstrument() {
        Sides book = new Sides(new TreeMap<>(), new TreeMap<>());
        book.bids().put(new BigDecimal("100.00"), new BigDecimal("2.00000"));
        book.asks().put(new BigDecimal("101.00"), new BigDecimal("0.50000"));
        String full = new String(frames.image(book), StandardCharsets.UTF_8);
        String dropped = full.replace("100.00", "100")
                .replace("2.00000", "2")
                .replace("101.00", "101.0")
                .replace("0.50000", "0.5");
        assertThat(dropped).isNotEqualTo(full);
        assertThat(keeper().update(decode(full))).isInstanceOf(BookOutcome.Synced.class);
        assertThat(keeper().update(decode(dropped))).isInstanceOf(BookOutcome.Broken.class);
        BookKeeper told = keeper();
        told.decimals(2, 5);
        assertThat(told.update(decode(dropped))).isInstanceOf(BookOutcome.Synced.class);
        BookKeeper toldLater = keeper();
        toldLater.update(decode(dropped));
        toldLater.decimals(2, 5);
        assertThat(toldLater.isSynced()).isFalse();
        assertThat(toldLater.update(decode(dropped))).isInstanceOf(BookOutcome.Synced.class);
    }

    @Test
    void theChannelIsAsDeepAsIsWantedOrAsDeepAsThereIs() {
        assertThat(BookSequence.depth(1)).isEqualTo(10);
        assertThat(BookSequence.depth(10)).isEqualTo(10);
        assertThat(BookSequence.depth(20)).isEqualTo(25);
        assertThat(BookSequence.depth(101)).isEqualTo(500);
        assertThat(BookSequence.depth(10_000)).isEqualTo(1_000);
    }

    private static BookKeeper keeper() {
        return new BookKeeper(new BookSequence(10));
    }

    private static BookUpdate decode(String frame) {
        if (new Frames().decode(frame.getBytes(StandardCharsets.UTF_8), NOW)
                        instanceof Decoded.Mapped(List<Message> messages)
                && messages.getFirst() instanceof Message.Book(BookUpdate update)) {
            return update;
        }
        throw new AssertionError("expected an update of a book: " + frame);
    }
}
