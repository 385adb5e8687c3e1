package io.tickhouse.ingest.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.BookTicker;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.Instrument;
import io.tickhouse.market.Kline;
import io.tickhouse.market.Source;
import io.tickhouse.market.Ticker;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.simulator.exchange.kraken.KrakenExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is particular to Kraken: books by the channel and their checksums, answers for each symbol, trades told again. */
@WithLocalStack
@Timeout(180)
class KrakenTest {
    @BeforeAll
    static void provision(Endpoints stack) {
        RunningCapture.provision(stack);
    }

    @Test
    void tradesComeOnceAndWithoutAHoleOverReconnectsAndBooksAreRightAgain(Endpoints stack) throws Exception {
        String symbol = "BTCKA/USD";
        try (SimulatedKraken kraken =
                new SimulatedKraken(stack, KrakenExchange.of(symbol).tradesPerSecond(8), "ws.symbols=" + symbol)) {
            kraken.awaitLive(symbol);
            for (String fault : List.of("abort:*", "close:*:1000", "close:*:1001", "half-frame:*@trade:1")) {
                kraken.venue.inject(fault);
                kraken.awaitBack(symbol);
                kraken.bookIsTheMarkets(symbol, 2, 5);
            }
            assertThat(kraken.accountForEveryId(symbol)).isZero();
            assertThat(kraken.statuses(symbol, "trades"))
                    .extracting(FeedStatus::getState)
                    .contains(FeedState.DISCONNECTED);
            List<Trade> trades = kraken.trades(symbol);
            assertThat(trades).extracting(Trade::getSource).contains(Source.LIVE, Source.BACKFILL);
            assertThat(trades)
                    .allMatch(trade -> (trade.getReceiveTime() == null) == (trade.getSource() != Source.LIVE));
        }
    }

    @Test
    void whatTheFiftyTradesToldOnSubscribingDoNotReachIsToldAsMissing(Endpoints stack) throws Exception {
        String symbol = "BTCKB/USD";
        try (SimulatedKraken kraken =
                new SimulatedKraken(stack, KrakenExchange.of(symbol).tradesPerSecond(200), "ws.symbols=" + symbol)) {
            kraken.awaitLive(symbol);
            kraken.venue.inject("down:*:3");
            await().until(() -> kraken.service.row(symbol, "trades").state().equals("DISCONNECTED"));
            kraken.awaitBack(symbol);
            assertThat(kraken.accountForEveryId(symbol)).isPositive();
            assertThat(kraken.statuses(symbol, "trades"))
                    .anyMatch(status -> String.valueOf(status.getReason()).contains("ids missing after"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BTCKC/USD, drop:btckc/usd@book-10:1, false",
        "BTCKD/USD, altered:btckd/usd@book-10:1, false",
        "BTCKE/USD, altered:btcke/usd@book-10:1, true"
    })
    void aBookWhoseChecksumIsWrongIsMendedWhileTheOthersGoOn(
            String symbol, String fault, boolean dropsZeros, Endpoints stack) throws Exception {
        String other = "ETH" + symbol;
        try (SimulatedKraken kraken = new SimulatedKraken(
                stack,
                KrakenExchange.of(symbol, other).tradesPerSecond(40).dropsZeros(dropsZeros),
                "ws.symbols=" + symbol + "," + other)) {
            kraken.awaitLive(symbol, other);
            for (int i = 1; i <= 3; i++) {
                int breaks = i;
                // what was dropped may be told again by the next update, to no harm
                await().pollInterval(Duration.ofMillis(500)).until(() -> {
                    boolean broke = kraken.service.row(symbol, "l2").resyncs() >= breaks;
                    if (!broke) {
                        kraken.venue.inject(fault);
                    }
                    return broke && kraken.isLive(symbol);
                });
            }
            kraken.bookIsTheMarkets(symbol, 2, 5);
            assertThat(kraken.service.row(other, "l2").resyncs()).isZero();
            assertThat(kraken.accountForEveryId(symbol)).isZero();
            assertThat(kraken.statuses(symbol, "l2"))
                    .filteredOn(status -> status.getState() == FeedState.RESYNC)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allMatch(status -> String.valueOf(status.getReason()).matches("expected the checksum .*|crossed"))
                    .anyMatch(status -> String.valueOf(status.getReason()).startsWith("expected the checksum "));
        }
    }

    @Test
    void anImageThatIsWrongIsAskedForAgain(Endpoints stack) throws Exception {
        String symbol = "BTCKF/USD";
        try (SimulatedKraken kraken =
                new SimulatedKraken(stack, KrakenExchange.of(symbol).tradesPerSecond(40), "ws.symbols=" + symbol)) {
            kraken.awaitLive(symbol);
            kraken.venue.inject("altered:*@book-10");
            kraken.venue.inject("abort:*");
            await().until(() -> kraken.service.row(symbol, "l2").resyncs() >= 4);
            kraken.venue.clearFaults();
            await().until(() -> kraken.isLive(symbol));
            kraken.bookIsTheMarkets(symbol, 2, 5);
        }
    }

    @Test
    void rotationBreaksNoBookAndDoublesNoTrade(Endpoints stack) throws Exception {
        String symbol = "BTCKG/USD";
        try (SimulatedKraken kraken = new SimulatedKraken(
                stack,
                KrakenExchange.of(symbol).tradesPerSecond(40),
                "ws.symbols=" + symbol,
                "ws.rotate.after.ms=1500",
                "ws.rotate.overlap.ms=500")) {
            kraken.awaitLive(symbol);
            await().until(() -> kraken.statuses(symbol, "trades").stream()
                            .filter(status -> status.getState() == FeedState.ROTATED)
                            .count()
                    >= 3);
            kraken.bookIsTheMarkets(symbol, 2, 5);
            assertThat(kraken.service.row(symbol, "l2").resyncs()).isZero();
            assertThat(kraken.accountForEveryId(symbol)).isZero();
        }
    }

    @Test
    void aSymbolThatIsRefusedIsToldAndTheOthersGoOn(Endpoints stack) throws Exception {
        try (SimulatedKraken kraken = new SimulatedKraken(
                stack, KrakenExchange.of("BTCKH/USD").tradesPerSecond(40), "ws.symbols=BTCKH/USD,NONE/USD")) {
            kraken.awaitLive("BTCKH/USD");
            await().until(() -> kraken.service.row("NONE/USD", "trades").state().equals("STALE"));
            kraken.service.awaitReady();
            for (String type : List.of("trades", "l2")) {
                await().until(() -> kraken.statuses("NONE/USD", type).stream()
                        .anyMatch(status -> status.getState() == FeedState.STALE
                                && "refused: Currency pair not supported NONE/USD".equals(status.getReason())));
            }
            assertThat(kraken.statuses("NONE/USD", "trades"))
                    .extracting(FeedStatus::getState)
                    .doesNotContain(FeedState.CONNECTED, FeedState.LIVE);
        }
    }

    @Test
    void aQuietMarketKeepsItsConnectionByHeartbeatsAndSilenceEndsIt(Endpoints stack) throws Exception {
        String symbol = "BTCKI/USD";
        try (SimulatedKraken kraken =
                new SimulatedKraken(stack, KrakenExchange.of(symbol).tradesPerSecond(40), "ws.symbols=" + symbol)) {
            kraken.awaitLive(symbol);
            kraken.venue.pause();
            Instant quietUntil = Instant.now().plusSeconds(7);
            await().atMost(Duration.ofSeconds(10)).until(() -> Instant.now().isAfter(quietUntil));
            assertThat(kraken.statuses(symbol, "trades"))
                    .extracting(FeedStatus::getState)
                    .doesNotContain(FeedState.DISCONNECTED, FeedState.STALE);
            kraken.venue.inject("silence:*:8");
            kraken.venue.resume();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> kraken.statuses(symbol, "trades").stream()
                            .anyMatch(status -> "stale: no frame of any kind for 5000 ms".equals(status.getReason())));
            kraken.awaitBack(symbol);
        }
    }

    @Test
    void whatTheVenueSaysOfItsSystemIsToldWhenItChanges(Endpoints stack) throws Exception {
        try (TestVenue venue = new TestVenue()) {
            venue.granting(false);
            try (RunningCapture _ = new RunningCapture(
                    stack,
                    "ws.venues=kraken-spot",
                    "ws.symbols=SYS/USD",
                    "ws.types=trades",
                    "ws.kraken.spot.url=" + venue.url(),
                    "ws.kraken.spot.rest.url=http://127.0.0.1:1")) {
                TestVenue.Client client = venue.client();
                assertThat(client.requestLine()).startsWith("GET /v2 ");
                assertThat(client.text())
                        .isEqualTo(
                                "{\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":[\"SYS/USD\"],"
                                        + "\"snapshot\":true},\"req_id\":1}");
                for (String word : List.of("online", "online", "maintenance", "maintenance", "online")) {
                    client.send(
                            "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"system\":\"" + word + "\"}]}");
                }
                await().untilAsserted(() -> assertThat(
                                RunningCapture.records(stack, Topics.FEED_STATUS, "kraken-spot:SYS/USD"))
                        .extracting(FeedStatus::getReason)
                        .filteredOn(reason -> String.valueOf(reason).startsWith("the venue says"))
                        .containsExactly(
                                "the venue says of its system: maintenance", "the venue says of its system: online"));
            }
        }
    }

    @Test
    void candlesAreClosedWhenTheNextBeginsAndTickersAndInstrumentsAreRead(Endpoints stack) throws Exception {
        String symbol = "BTCKJ/USD";
        try (SimulatedKraken kraken = new SimulatedKraken(
                stack,
                KrakenExchange.of(symbol)
                        .tradesPerSecond(2)
                        .speed(30)
                        .start(Instant.now().minusSeconds(3_600)),
                "ws.symbols=" + symbol,
                "ws.types=trades,klines,tickers,book-tickers,instruments",
                "ws.kline.intervals=1m,5m")) {
            String key = "kraken-spot:" + symbol;
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> RunningCapture.records(stack, Topics.KLINES, key).stream()
                                    .filter(kline -> kline.getClosed()
                                            && kline.getInterval().equals("1m"))
                                    .count()
                            >= 3);
            kraken.venue.pause();
            kraken.service.stop();
            List<Trade> trades = kraken.trades(symbol);
            Instant first = trades.stream()
                    .map(Trade::getEventTime)
                    .min(Instant::compareTo)
                    .orElseThrow();
            List<Kline> closed = RunningCapture.records(stack, Topics.KLINES, key).stream()
                    .filter(kline -> kline.getClosed() && kline.getOpenTime().isAfter(first))
                    .toList();
            assertThat(closed)
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(kline -> assertThat(trades.stream()
                                    .filter(trade -> !trade.getEventTime().isBefore(kline.getOpenTime())
                                            && trade.getEventTime().isBefore(kline.getCloseTime()))
                                    .count())
                            .isEqualTo(kline.getTradeCount()));
            Instrument instrument =
                    RunningCapture.records(stack, Topics.INSTRUMENTS, key).getFirst();
            assertThat(instrument.getUnifiedSymbol()).isEqualTo(symbol);
            assertThat(instrument.getTickSize()).isEqualByComparingTo("0.01");
            assertThat(instrument.getLotSize()).isEqualByComparingTo("0.00001");
            Ticker ticker = RunningCapture.records(stack, Topics.TICKERS, key).getLast();
            assertThat(ticker.getLast()).isPositive();
            BookTicker best =
                    RunningCapture.records(stack, Topics.BOOK_TICKERS, key).getLast();
            assertThat(best.getBidPrice()).isLessThan(best.getAskPrice());
        }
    }
}
