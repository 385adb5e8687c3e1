package io.tickhouse.ingest.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.simulator.exchange.binance.BinanceExchange;
import io.tickhouse.simulator.exchange.binance.BinanceProduct;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** Binance spot as the simulator speaks it, and the service capturing trades and a book of one symbol there. */
final class SimulatedSpot implements AutoCloseable {
    private static final int TRADES_PER_SECOND = 200;
    private static final int MOST_ATTEMPTS = 3;

    final BinanceExchange venue;
    final RunningCapture service;
    private final Endpoints stack;
    private final String symbol;

    SimulatedSpot(Endpoints stack, String symbol, String... settings) throws IOException {
        this(stack, List.of(symbol), Instant.now(), settings);
    }

    SimulatedSpot(Endpoints stack, List<String> symbols, Instant start, String... settings) throws IOException {
        this.stack = stack;
        this.symbol = symbols.getFirst();
        this.venue = BinanceExchange.of(BinanceProduct.SPOT)
                .symbols(symbols.toArray(String[]::new))
                .tradesPerSecond(TRADES_PER_SECOND)
                .start(start)
                .begin();
        Stream<String> own = Stream.of(
                "ws.symbols=" + String.join(",", symbols),
                "ws.types=trades,l2",
                "ws.binance.spot.url=" + venue.wsUrl(),
                "ws.binance.spot.rest.url=" + venue.restUrl());
        this.service = new RunningCapture(
                stack, Stream.concat(own, Arrays.stream(settings)).toArray(String[]::new));
    }

    /** Trades come and the book is in step. */
    SimulatedSpot awaitCaptured() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> service.row(symbol, "trades").published() > 0 && isLive());
        return this;
    }

    private boolean isLive() {
        return service.row(symbol, "trades").state().equals("LIVE")
                && service.row(symbol, "l2").state().equals("LIVE/SYNCED");
    }

    /** The last trade there was. */
    long lastId() {
        return venue.emitted(symbol).lastTradeId();
    }

    /** Waits until trades behind this one have come and the book is in step; returns when that was seen. */
    Instant awaitBehind(long id) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> service.row(symbol, "trades").lastId() > id && isLive());
        return Instant.now();
    }

    /**
     * Stops the market and the service and checks that every id from the first one captured to the last there was is in the
     * topic once or counted as missing. Returns how many are missing.
     */
    long accountForEveryId() {
        CaptureRow row = Objects.requireNonNull(pauseAtTheLast(List.of(symbol)).get(symbol));
        assertThat(service.stop()).isEqualTo(ExitCodes.OK);
        return accountFor(symbol, row);
    }

    /** As {@link #accountForEveryId()}, for all of the venue's symbols: ids missing of all of them. */
    long accountForEveryIdOf(List<String> symbols) {
        Map<String, CaptureRow> rows = pauseAtTheLast(symbols);
        assertThat(service.stop()).isEqualTo(ExitCodes.OK);
        return symbols.stream()
                .mapToLong(each -> accountFor(each, Objects.requireNonNull(rows.get(each))))
                .sum();
    }

    /**
     * Stops the market so that its last trade has come in. A last trade that is lost is told by the next alone: then the
     * market goes on for a while.
     */
    private Map<String, CaptureRow> pauseAtTheLast(List<String> symbols) {
        for (int attempt = 1; ; attempt++) {
            venue.pause();
            try {
                return symbols.stream().collect(Collectors.toMap(each -> each, this::awaitLast));
            } catch (ConditionTimeoutException lost) {
                if (attempt == MOST_ATTEMPTS) {
                    throw lost;
                }
                venue.resume();
                symbols.forEach(this::awaitNext);
            }
        }
    }

    private void awaitNext(String of) {
        long last = venue.emitted(of).lastTradeId();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> service.row(of, "trades").lastId() > last);
    }

    private CaptureRow awaitLast(String of) {
        long last = venue.emitted(of).lastTradeId();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> service.row(of, "trades").lastId() == last);
        return new CaptureRow(
                service.row(of, "trades").published(), service.row(of, "trades").missing());
    }

    private long accountFor(String of, CaptureRow row) {
        long last = venue.emitted(of).lastTradeId();
        List<Long> ids = RunningCapture.records(stack, Topics.TRADES, "binance-spot:" + of).stream()
                .map(Trade::getSequence)
                .toList();
        Set<Long> different = new HashSet<>(ids);
        assertThat(ids).as("nothing is doubled").hasSize(different.size());
        assertThat(ids).hasSize((int) row.published());
        long first = ids.stream().mapToLong(Long::longValue).min().orElseThrow();
        assertThat(row.published() + row.missing())
                .as("published and missing out of %d to %d", first, last)
                .isEqualTo(last - first + 1);
        return row.missing();
    }

    private record CaptureRow(long published, long missing) {}

    List<FeedStatus> statuses(String of, String type) {
        return RunningCapture.records(stack, Topics.FEED_STATUS, "binance-spot:" + of).stream()
                .filter(status -> status.getDataType().equals(type))
                .toList();
    }

    @Override
    public void close() {
        service.close();
        venue.close();
    }
}
