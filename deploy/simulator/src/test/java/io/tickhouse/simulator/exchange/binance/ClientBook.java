package io.tickhouse.simulator.exchange.binance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A book as a client keeps it by the venue's documented rule; throws when the rule is broken. */
final class ClientBook {
    final NavigableMap<BigDecimal, BigDecimal> bids = new TreeMap<>();
    final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    final Deque<JsonNode> buffered = new ArrayDeque<>();
    long updateId;

    private final boolean spot;
    private boolean synced;

    /** Behind these the image said nothing. */
    BigDecimal deepestBid = BigDecimal.ZERO;

    BigDecimal deepestAsk = BigDecimal.ZERO;

    ClientBook(BinanceProduct product) {
        spot = product == BinanceProduct.SPOT;
    }

    boolean isSynced() {
        return synced;
    }

    void image(JsonNode image) {
        updateId = image.get("lastUpdateId").asLong();
        set(bids, image.get("bids"));
        set(asks, image.get("asks"));
        deepestBid = bids.firstKey();
        deepestAsk = asks.lastKey();
        while (!buffered.isEmpty()) {
            diff(buffered.removeFirst());
        }
    }

    void diff(JsonNode diff) {
        if (updateId == 0) {
            buffered.addLast(diff);
            return;
        }
        long first = diff.get("U").asLong();
        long last = diff.get("u").asLong();
        if (!synced) {
            if (spot ? last <= updateId : last < updateId) {
                return;
            }
            check(first <= (spot ? updateId + 1 : updateId), diff);
            synced = true;
        } else {
            check(spot ? first == updateId + 1 : diff.get("pu").asLong() == updateId, diff);
        }
        check(first <= last, diff);
        set(bids, diff.get("b"));
        set(asks, diff.get("a"));
        updateId = last;
        check(bids.lastKey().compareTo(asks.firstKey()) < 0, diff);
    }

    private void check(boolean holds, JsonNode diff) {
        if (!holds) {
            throw new AssertionError("expected a diff that continues " + updateId + ", found " + diff);
        }
    }

    private static void set(NavigableMap<BigDecimal, BigDecimal> side, JsonNode levels) {
        for (JsonNode level : levels) {
            BigDecimal price = new BigDecimal(level.get(0).asText());
            BigDecimal quantity = new BigDecimal(level.get(1).asText());
            if (quantity.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        }
    }

    /** Best prices and quantities as a book ticker tells them. */
    String best() {
        return text(bids.lastKey()) + " " + text(bids.lastEntry().getValue()) + " " + text(asks.firstKey()) + " "
                + text(asks.firstEntry().getValue());
    }

    static String best(JsonNode ticker) {
        StringBuilder text = new StringBuilder();
        for (String name : new String[] {"b", "B", "a", "A"}) {
            text.append(text(new BigDecimal(ticker.get(name).asText()))).append(' ');
        }
        return text.toString().strip();
    }

    private static String text(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
