package io.tickhouse.ingest.ws.capture;

import io.tickhouse.market.Kline;
import io.tickhouse.market.Source;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closes the candles of venues that do not say so themselves: a candle is closed when the next one begins. That takes memory,
 * which a decoder has none of, and is only true while no word was missed: so it goes by link, and what an ended link left
 * open stays open.
 */
final class OpenKlines {
    /** The one in use and the one that takes its place. */
    private static final int MOST_LINKS = 2;

    private final Map<String, LinkedHashMap<String, Kline>> bySeries = new HashMap<>();

    /**
     * Takes a candle that is told as open.
     *
     * @return the one before it, closed, if this is the first word of a later one on the same link
     */
    Optional<Kline> closedBy(Kline kline, String link) {
        LinkedHashMap<String, Kline> byLink = bySeries.computeIfAbsent(
                kline.getSymbol() + " " + kline.getInterval(), series -> new LinkedHashMap<>());
        @Nullable Kline before = byLink.get(link);
        if (before != null && kline.getOpenTime().isBefore(before.getOpenTime())) {
            return Optional.empty();
        }
        byLink.put(link, kline);
        if (byLink.size() > MOST_LINKS) {
            Iterator<String> links = byLink.keySet().iterator();
            links.next();
            links.remove();
        }
        if (kline.getSource() != Source.LIVE) {
            return Optional.empty(); // what was told on subscribing says nothing of what was missed before
        }
        return before == null || before.getOpenTime().equals(kline.getOpenTime())
                ? Optional.empty()
                : Optional.of(closed(before));
    }

    private static Kline closed(Kline open) {
        return new Kline(
                open.getVenue(),
                open.getSymbol(),
                open.getPriceType(),
                open.getInterval(),
                open.getOpenTime(),
                open.getCloseTime(),
                open.getOpen(),
                open.getHigh(),
                open.getLow(),
                open.getClose(),
                open.getVolume(),
                open.getQuoteVolume(),
                open.getTakerBuyVolume(),
                open.getTakerBuyQuoteVolume(),
                open.getTradeCount(),
                open.getQuantityUnit(),
                true,
                open.getEventTime(),
                open.getPublishTime(),
                open.getReceiveTime(),
                open.getSource());
    }
}
