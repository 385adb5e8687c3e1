package io.tickhouse.ingest.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import io.tickhouse.market.BookState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.L2Snapshot;
import io.tickhouse.market.Level;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.simulator.exchange.kraken.KrakenExchange;
import io.tickhouse.simulator.feed.BookImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Kraken spot as the simulator speaks it, and the service capturing there. */
final class SimulatedKraken implements AutoCloseable {
    private static final int DEPTH = 10;

    final KrakenExchange venue;
    final RunningCapture service;
    private final Endpoints stack;

    SimulatedKraken(Endpoints stack, KrakenExchange.Builder market, String... settings) throws IOException {
        this.stack = stack;
        this.venue = market.begin();
        Stream<String> own = Stream.of(
                "ws.venues=kraken-spot",
                "ws.types=trades,l2",
                "ws.l2.depth=" + DEPTH,
                "ws.l2.interval.ms=100",
                "ws.kraken.spot.url=" + venue.wsUrl(),
                "ws.kraken.spot.rest.url=" + venue.restUrl());
        this.service = new RunningCapture(
                stack, Stream.concat(own, Arrays.stream(settings)).toArray(String[]::new));
    }

    boolean isLive(String symbol) {
        return service.row(symbol, "trades").state().equals("LIVE")
                && service.row(symbol, "l2").state().equals("LIVE/SYNCED");
    }

    void awaitLive(String... symbols) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Arrays.stream(symbols)
                        .allMatch(symbol ->
                                isLive(symbol) && service.row(symbol, "trades").published() > 0));
    }

    /** Trades behind the last one there was have come and the book is in step. */
    void awaitBack(String symbol) {
        long last = venue.lastTradeId(symbol);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> service.row(symbol, "trades").lastId() > last && isLive(symbol));
    }

    /**
     * Stops the market and the service: every id from the first captured to the last there was is in the topic once or
     * counted as missing. Returns how many are missing.
     */
    long accountForEveryId(String symbol) {
        venue.pause();
        long last = venue.lastTradeId(symbol);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.row(symbol, "trades").lastId() == last);
        long missing = service.row(symbol, "trades").missing();
        assertThat(service.stop()).isEqualTo(ExitCodes.OK);
        List<Long> ids = trades(symbol).stream().map(Trade::getSequence).toList();
        assertThat(ids).as("nothing is doubled").doesNotHaveDuplicates();
        assertThat(ids.size() + missing)
                .isEqualTo(last - ids.stream().mapToLong(Long::longValue).min().orElseThrow() + 1);
        return missing;
    }

    List<Trade> trades(String symbol) {
        return RunningCapture.records(stack, Topics.TRADES, "kraken-spot:" + symbol);
    }

    List<FeedStatus> statuses(String symbol, String type) {
        return RunningCapture.records(stack, Topics.FEED_STATUS, "kraken-spot:" + symbol).stream()
                .filter(status -> status.getDataType().equals(type))
                .toList();
    }

    /** With the market at a standstill the next snapshots show its book, level by level. */
    void bookIsTheMarkets(String symbol, int priceScale, int quantityScale) {
        venue.pause();
        BookImage market = venue.book(symbol, DEPTH);
        List<String> bids = levels(market.bidTicks(), market.bids(), priceScale, quantityScale);
        List<String> asks = levels(market.askTicks(), market.asks(), priceScale, quantityScale);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            L2Snapshot last = RunningCapture.records(stack, Topics.L2_SNAPSHOTS, "kraken-spot:" + symbol)
                    .getLast();
            assertThat(last.getBookState()).isEqualTo(BookState.SYNCED);
            assertThat(levels(last.getBids())).isEqualTo(bids);
            assertThat(levels(last.getAsks())).isEqualTo(asks);
        });
        venue.resume();
    }

    private static List<String> levels(List<Level> levels) {
        return levels.stream()
                .map(level -> plain(level.getQuantity()) + "@" + plain(level.getPrice()))
                .toList();
    }

    private static List<String> levels(long[] ticks, long[] quantities, int priceScale, int quantityScale) {
        return IntStream.range(0, ticks.length)
                .mapToObj(i -> plain(BigDecimal.valueOf(quantities[i], quantityScale)) + "@"
                        + plain(BigDecimal.valueOf(ticks[i], priceScale)))
                .toList();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    @Override
    public void close() {
        service.close();
        venue.close();
    }
}
