package io.tickhouse.ingest.ws.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.Poll;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.market.Instrument;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REST answers, written by hand from the documentation; recorded ones where they are there. */
class AnswersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final VenueAdapter SPOT = new io.tickhouse.ingest.ws.venue.binancespot.Adapter();
    private static final VenueAdapter USDM = new io.tickhouse.ingest.ws.venue.binanceusdm.Adapter();

    @Test
    void aBookIsReadExactlyWithItsIdAndTimes() {
        BookUpdate book = USDM.rest()
                .readBook(
                        "BTCUSDT",
                        bytes(
                                "{\"lastUpdateId\":1027024,\"E\":1767225600012,\"T\":1767225600011,\"bids\":[[\"4.00000000\",\"431.5\"],[\"3.99\",\"1\"]],\"asks\":[[\"4.00000200\",\"12.00000000\"]]}"),
                        NOW);
        assertThat(book.image()).isTrue();
        assertThat(book.lastId()).isEqualTo(1_027_024);
        assertThat(book.bids().prices()).containsExactly(400, 399);
        assertThat(book.bids().quantities()).containsExactly(4_315, 10);
        assertThat(book.asks().prices()).containsExactly(4_000_002);
        assertThat(book.eventTime()).isEqualTo(Instant.parse("2026-01-01T00:00:00.011Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}",
                "{\"lastUpdateId\":1,\"bids\":[]}",
                "{\"bids\":[],\"asks\":[]}",
                "{\"lastUpdateId\":1,\"bids\":[[\"x\",\"1\"]],\"asks\":[]}"
            })
    void whatIsNoBookIsRefused(String body) {
        assertThatThrownBy(() -> SPOT.rest().readBook("A", bytes(body), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tradesForABackfillSaySoAndCarryTheVenuesOwnValue() {
        List<Message.Fact> trades = SPOT.rest()
                .readTrades(
                        "BNBBTC",
                        bytes(
                                "[{\"id\":28457,\"price\":\"4.00000100\",\"qty\":\"12.00000000\",\"quoteQty\":\"48.000012\",\"time\":1767225600011,\"isBuyerMaker\":true,\"isBestMatch\":true},{\"id\":28458,\"price\":\"4.1\",\"qty\":\"1\",\"quoteQty\":\"4.1\",\"time\":1767225600012,\"isBuyerMaker\":false}]"),
                        NOW);
        assertThat(trades).extracting(Message.Fact::firstId).containsExactly(28_457L, 28_458L);
        Trade first = (Trade) trades.getFirst().value();
        assertThat(first.getSource()).isEqualTo(Source.BACKFILL);
        assertThat(first.getSide()).isEqualTo(Side.SELL);
        assertThat(first.getQuoteQuantity()).isEqualByComparingTo("48.000012");
        assertThat(first.getReceiveTime()).isNull();
        assertThat(SPOT.rest().trades("BNBBTC", 28_457, 5_000).orElseThrow().path())
                .isEqualTo("/api/v3/historicalTrades?symbol=BNBBTC&fromId=28457&limit=1000");
        assertThatThrownBy(() -> SPOT.rest().readTrades("BNBBTC", bytes("[{\"id\":1}]"), NOW))
                .hasMessageContaining("expected 'time'");
    }

    @Test
    void instrumentsOfSpotAreTheOnesAskedFor() {
        Selection selection = new Selection(List.of("ETHBTC"), Set.of(DataType.INSTRUMENTS), List.of());
        Poll poll = SPOT.rest().polls(selection).getFirst();
        assertThat(poll.request().path()).isEqualTo("/api/v3/exchangeInfo?symbols=%5B%22ETHBTC%22%5D");
        Instrument instrument = (Instrument) poll.reader()
                .read(
                        bytes(
                                "{\"serverTime\":1,\"symbols\":[{\"symbol\":\"ETHBTC\",\"status\":\"TRADING\",\"baseAsset\":\"ETH\",\"quoteAsset\":\"BTC\",\"filters\":[{\"filterType\":\"PRICE_FILTER\",\"tickSize\":\"0.00001000\"},{\"filterType\":\"LOT_SIZE\",\"stepSize\":\"0.00010000\"}]},{\"symbol\":\"OTHER\"}]}"),
                        NOW)
                .getFirst()
                .value();
        assertThat(instrument.getUnifiedSymbol()).isEqualTo("ETH/BTC");
        assertThat(instrument.getTickSize()).isEqualByComparingTo("0.00001");
        assertThat(instrument.getLotSize()).isEqualByComparingTo("0.0001");
        assertThat(instrument.getSettle()).isNull();
    }

    @Test
    void weightsAndDepthsOfBooksFollowTheDocumentation() {
        List<String> spot = new ArrayList<>();
        List<String> usdm = new ArrayList<>();
        for (int levels : new int[] {1, 100, 101, 1_000, 1_001}) {
            spot.add(SPOT.rest().book("A", levels).path().replaceAll(".*limit=", "") + ":"
                    + SPOT.rest().book("A", levels).weight());
            usdm.add(USDM.rest().book("A", levels).path().replaceAll(".*limit=", "") + ":"
                    + USDM.rest().book("A", levels).weight());
        }
        assertThat(spot).containsExactly("100:5", "100:5", "500:25", "1000:50", "5000:250");
        assertThat(usdm).containsExactly("50:2", "100:5", "500:10", "1000:20", "1000:20");
    }

    @Test
    void everyRecordedInstrumentIsRead() throws Exception {
        String recorded =
                Files.readString(Recording.file("binance-usdm/rest/cryptofeed_BINANCE_FUTURES.exchangeInfo.txt"));
        byte[] body = bytes(recorded.lines().findFirst().orElseThrow().replaceFirst("^[^{]*", ""));
        Selection selection = new Selection(
                List.of("BTCUSDT", "SUSHIUSDT", "BTCUSDT_210924"), Set.of(DataType.INSTRUMENTS), List.of());
        List<Message.Fact> facts =
                USDM.rest().polls(selection).getFirst().reader().read(body, NOW);
        assertThat(facts)
                .extracting(fact -> ((Instrument) fact.value()).getUnifiedSymbol())
                .contains("BTC/USDT:USDT", "SUSHI/USDT:USDT");
        assertThat(USDM.rest().readLimit(body).weight()).isEqualTo(2_400);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
