package io.tickhouse.ingest.ws.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.Levels;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderBookTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aBookOfIntegersIsTheBookOfSortedMaps(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
        TreeMap<Long, Long> asks = new TreeMap<>();
        OrderBook book = new OrderBook(update(0, true, Levels.NONE, Levels.NONE), 0);
        for (int i = 1; i <= 2_000; i++) {
            Levels b = levels(random, 1, 5_000, bids);
            Levels a = levels(random, 5_001, 10_000, asks);
            book.apply(update(i, false, b, a));
            if (i % 50 == 0) {
                assertThat(side(book, true)).as("seed %d, update %d", seed, i).isEqualTo(bids.toString());
                assertThat(side(book, false)).as("seed %d, update %d", seed, i).isEqualTo(asks.toString());
            }
        }
    }

    @Test
    void finerNumbersThanBeforeAreTakenExactly() {
        OrderBook book = new OrderBook(update(1, true, levels(0, 0, 100, 5), levels(0, 0, 101, 7)), 0);
        book.apply(update(2, false, levels(3, 8, 100_001, 1), Levels.NONE));
        assertThat(book.priceScale()).isEqualTo(3);
        assertThat(book.quantityScale()).isEqualTo(8);
        assertThat(book.bidPrice(0)).isEqualTo(100_001);
        assertThat(book.bidQuantity(0)).isEqualTo(1);
        assertThat(book.bidPrice(1)).isEqualTo(100_000);
        assertThat(book.bidQuantity(1)).isEqualTo(500_000_000);
        assertThat(book.askPrice(0)).isEqualTo(101_000);
    }

    @Test
    void numbersThatNoCommonScaleHoldsAreRefusedAndNotWrong() {
        OrderBook book = new OrderBook(update(1, true, levels(0, 0, 1_000_000_000_000L, 5), Levels.NONE), 0);
        assertThatThrownBy(() -> book.apply(update(2, false, levels(12, 0, 1, 1), Levels.NONE)))
                .isInstanceOf(ArithmeticException.class);
        OrderBook fine = new OrderBook(update(1, true, levels(12, 0, 1, 5), Levels.NONE), 0);
        assertThatThrownBy(() -> fine.apply(update(2, false, levels(0, 0, 1_000_000_000_000L, 1), Levels.NONE)))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void anImageOfLimitedDepthIsCompleteDownToItsWorstLevel() {
        OrderBook book = new OrderBook(update(1, true, levels(0, 0, 10, 1, 9, 1, 7, 1), levels(0, 0, 11, 1, 12, 1)), 3);
        book.apply(update(2, false, levels(0, 0, 5, 1, 8, 1), levels(0, 0, 15, 1)));
        assertThat(book.bids()).isEqualTo(5);
        assertThat(book.completeBids()).isEqualTo(4);
        assertThat(book.completeAsks())
                .as("a side shorter than asked for is whole")
                .isEqualTo(3);
        assertThat(book.isShallow(4)).isFalse();
        assertThat(book.isShallow(5)).isTrue();
    }

    @Test
    void aSideThatGrowsWithoutEndKeepsItsBestLevels() {
        OrderBook book = new OrderBook(update(1, true, Levels.NONE, levels(0, 0, 1_000_000, 1)), 0);
        for (int price = 1; price <= 3 * BookSide.MOST_KEPT; price++) {
            book.apply(update(1 + price, false, levels(0, 0, price, 1), Levels.NONE));
        }
        assertThat(book.bids()).isBetween(BookSide.MOST_KEPT, 2 * BookSide.MOST_KEPT);
        assertThat(book.bidPrice(0)).isEqualTo(3 * BookSide.MOST_KEPT);
        assertThat(book.isShallow(2 * BookSide.MOST_KEPT + 1)).isTrue();
    }

    @Test
    void theDifferenceOfTwoBooksIsLookedForAsFarAsBothAreComplete() {
        OrderBook whole = new OrderBook(update(1, true, levels(0, 0, 10, 1, 9, 1, 8, 2), levels(0, 0, 11, 1)), 0);
        OrderBook shallow = new OrderBook(update(1, true, levels(1, 1, 100, 10, 90, 10), levels(1, 1, 110, 10)), 2);
        assertThat(whole.difference(shallow)).isEmpty();
        assertThat(shallow.difference(whole)).isEmpty();
        shallow.apply(update(2, false, levels(1, 1, 90, 11), Levels.NONE));
        assertThat(whole.difference(shallow)).contains("bid 2 from the best: 1 at 9 against 1.1 at 9");
        shallow.apply(update(2, false, levels(1, 1, 90, 0), Levels.NONE));
        assertThat(whole.difference(shallow)).contains("bid 2 from the best: 1 at 9 against none");
    }

    @Test
    void aBookIsCrossedWhenItsBestBidReachesItsBestAsk() {
        OrderBook book = new OrderBook(update(1, true, levels(0, 0, 10, 1), levels(0, 0, 11, 1)), 0);
        assertThat(book.isCrossed()).isFalse();
        book.apply(update(2, false, levels(0, 0, 11, 1), Levels.NONE));
        assertThat(book.isCrossed()).isTrue();
    }

    private static Levels levels(Random random, int from, int to, Map<Long, Long> model) {
        int size = random.nextInt(8);
        long[] prices = new long[size];
        long[] quantities = new long[size];
        for (int i = 0; i < size; i++) {
            prices[i] = (long) from + random.nextInt(to - from);
            quantities[i] = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(1_000);
            if (quantities[i] == 0) {
                model.remove(prices[i]);
            } else {
                model.put(prices[i], quantities[i]);
            }
        }
        return new Levels(prices, quantities, 0, 0);
    }

    private static Levels levels(int priceScale, int quantityScale, long... pairs) {
        long[] prices = new long[pairs.length / 2];
        long[] quantities = new long[pairs.length / 2];
        for (int i = 0; i < prices.length; i++) {
            prices[i] = pairs[2 * i];
            quantities[i] = pairs[2 * i + 1];
        }
        return new Levels(prices, quantities, priceScale, quantityScale);
    }

    private static BookUpdate update(long id, boolean image, Levels bids, Levels asks) {
        return new BookUpdate("AAAUSDT", image, id, id, id - 1, -1, bids, asks, null, null, NOW);
    }

    private static String side(OrderBook book, boolean bids) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < (bids ? book.bids() : book.asks()); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(bids ? book.bidPrice(i) : book.askPrice(i))
                    .append('=')
                    .append(bids ? book.bidQuantity(i) : book.askQuantity(i));
        }
        return text.append('}').toString();
    }
}
