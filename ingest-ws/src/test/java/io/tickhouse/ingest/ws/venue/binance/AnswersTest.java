package io.tickhouse.ingest.ws.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.Poll;
import io.tickhouse.ingest.ws.venue.RestRequest;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.market.FundingRate;
import io.tickhouse.market.Instrument;
import io.tickhouse.market.OpenInterest;
import io.tickhouse.market.QuantityUnit;
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
    private static final VenueAdapter COINM = new io.tickhouse.ingest.ws.venue.binancecoinm.Adapter();

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
        assertThat(SPOT.rest()
                        .trades("BNBBTC", 28_457, NOW, 5_000)
                        .orElseThrow()
                        .path())
                .isEqualTo("/api/v3/historicalTrades?symbol=BNBBTC&fromId=28457&limit=1000");
        assertThat(USDM.rest().trades("BTCUSDT", 7, NOW, 5_000).orElseThrow())
                .isEqualTo(
                        new RestRequest("/fapi/v1/historicalTrades?symbol=BTCUSDT&fromId=7&limit=500", 20).withKey());
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
        List<String> coinm = new ArrayList<>();
        for (int levels : new int[] {1, 100, 101, 1_000, 1_001}) {
            spot.add(SPOT.rest().book("A", levels).path().replaceAll(".*limit=", "") + ":"
                    + SPOT.rest().book("A", levels).weight());
            usdm.add(USDM.rest().book("A", levels).path().replaceAll(".*limit=", "") + ":"
                    + USDM.rest().book("A", levels).weight());
            coinm.add(COINM.rest().book("A", levels).path().replaceAll(".*limit=", "") + ":"
                    + COINM.rest().book("A", levels).weight());
        }
        assertThat(spot).containsExactly("100:5", "100:5", "500:25", "1000:50", "5000:250");
        assertThat(usdm).containsExactly("50:2", "100:5", "500:10", "1000:20", "1000:20");
        assertThat(coinm).isEqualTo(usdm);
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

    @Test
    void aCoinMarginedInstrumentSaysWhatAContractIsWorth() {
        byte[] body = bytes(
                "{\"rateLimits\":[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":2400}],\"symbols\":[{\"symbol\":\"BTCUSD_PERP\",\"pair\":\"BTCUSD\",\"contractType\":\"PERPETUAL\",\"deliveryDate\":4133404800000,\"onboardDate\":1597042800000,\"contractStatus\":\"TRADING\",\"contractSize\":100,\"marginAsset\":\"BTC\",\"baseAsset\":\"BTC\",\"quoteAsset\":\"USD\",\"filters\":[{\"filterType\":\"PRICE_FILTER\",\"tickSize\":\"0.1\"},{\"filterType\":\"LOT_SIZE\",\"stepSize\":\"1\"}]},{\"symbol\":\"ETHUSD_260327\",\"pair\":\"ETHUSD\",\"contractType\":\"CURRENT_QUARTER\",\"deliveryDate\":1774598400000,\"onboardDate\":0,\"contractStatus\":\"PENDING_TRADING\",\"contractSize\":10,\"marginAsset\":\"ETH\",\"baseAsset\":\"ETH\",\"quoteAsset\":\"USD\",\"filters\":[]}]}");
        List<Message.Fact> facts = instruments(COINM, body, "BTCUSD_PERP", "ETHUSD_260327");
        Instrument perpetual = (Instrument) facts.getFirst().value();
        assertThat(perpetual.getUnifiedSymbol()).isEqualTo("BTC/USD:BTC");
        assertThat(perpetual.getKind()).isEqualTo("PERPETUAL");
        assertThat(perpetual.getStatus()).isEqualTo("TRADING");
        assertThat(perpetual.getQuantityUnit()).isEqualTo(QuantityUnit.CONTRACT);
        assertThat(perpetual.getContractSize()).isEqualByComparingTo("100");
        assertThat(perpetual.getContractSizeAsset()).isEqualTo("USD");
        assertThat(perpetual.getLotSize()).isEqualByComparingTo("1");
        Instrument delivery = (Instrument) facts.getLast().value();
        assertThat(delivery.getUnifiedSymbol()).isEqualTo("ETH/USD:ETH-260327");
        assertThat(delivery.getKind()).isEqualTo("FUTURE");
        assertThat(delivery.getContractSize()).isEqualByComparingTo("10");
        assertThat(delivery.getExpiryTime()).isEqualTo(Instant.parse("2026-03-27T08:00:00Z"));
        assertThat(delivery.getListedTime()).isNull();
        byte[] without = bytes(new String(body, StandardCharsets.UTF_8).replace("\"contractSize\":100,", ""));
        assertThatThrownBy(() -> instruments(COINM, without, "BTCUSD_PERP"))
                .hasMessageContaining("expected 'contractSize', found none");
    }

    private static List<Message.Fact> instruments(VenueAdapter venue, byte[] body, String... symbols) {
        Selection selection = new Selection(List.of(symbols), Set.of(DataType.INSTRUMENTS), List.of());
        return venue.rest().polls(selection).getFirst().reader().read(body, NOW);
    }

    @Test
    void coinMarginedOpenInterestIsInContractsAndItsWorthInBaseIsNotTold() {
        Poll poll = COINM.rest()
                .polls(new Selection(List.of("BTCUSD_PERP"), Set.of(DataType.OPEN_INTEREST), List.of()))
                .getFirst();
        assertThat(poll.request().path()).isEqualTo("/dapi/v1/openInterest?symbol=BTCUSD_PERP");
        OpenInterest interest = (OpenInterest) poll.reader()
                .read(
                        bytes(
                                "{\"symbol\":\"BTCUSD_PERP\",\"pair\":\"BTCUSD\",\"openInterest\":\"15004\",\"contractType\":\"PERPETUAL\",\"time\":1767225600011}"),
                        NOW)
                .getFirst()
                .value();
        assertThat(interest.getOpenInterest()).isEqualByComparingTo("15004");
        assertThat(interest.getQuantityUnit()).isEqualTo(QuantityUnit.CONTRACT);
        assertThat(interest.getBaseQuantity()).isNull();
        assertThat(interest.getQuoteValue()).isNull();
    }

    @Test
    void coinMarginedFundingIsAskedForSymbolBySymbolAndPredictedForAll() {
        Selection selection =
                new Selection(List.of("BTCUSD_PERP", "BTCUSD_260327"), Set.of(DataType.FUNDING_RATES), List.of());
        List<Poll> polls = COINM.rest().polls(selection);
        assertThat(polls)
                .extracting(poll -> poll.request().path() + " " + poll.request().weight())
                .containsExactly(
                        "/dapi/v1/fundingRate?symbol=BTCUSD_PERP&limit=10 1",
                        "/dapi/v1/fundingRate?symbol=BTCUSD_260327&limit=10 1",
                        "/dapi/v1/premiumIndex 10");
        assertThat(polls.get(1).reader().read(bytes("[]"), NOW))
                .as("delivery contracts have none")
                .isEmpty();
        List<Message.Fact> predicted = polls.getLast()
                .reader()
                .read(
                        bytes(
                                "[{\"symbol\":\"BTCUSD_PERP\",\"pair\":\"BTCUSD\",\"markPrice\":\"61029.7\",\"indexPrice\":\"60979.1\",\"estimatedSettlePrice\":\"60981.7\",\"lastFundingRate\":\"0.00071003\",\"interestRate\":\"0.00010000\",\"nextFundingTime\":1767254400000,\"time\":1767225600011},{\"symbol\":\"BTCUSD_260327\",\"pair\":\"BTCUSD\",\"markPrice\":\"61077.0\",\"indexPrice\":\"60979.1\",\"estimatedSettlePrice\":\"60981.7\",\"lastFundingRate\":\"\",\"interestRate\":\"\",\"nextFundingTime\":0,\"time\":1767225600011}]"),
                        NOW);
        assertThat(predicted).singleElement().satisfies(fact -> {
            FundingRate rate = (FundingRate) fact.value();
            assertThat(rate.getSymbol()).isEqualTo("BTCUSD_PERP");
            assertThat(rate.getRate()).isEqualByComparingTo("0.00071003");
            assertThat(rate.getSettled()).isFalse();
        });
    }

    @Test
    void aCoinMarginedTradeByRestHasNoValueInQuote() {
        Trade trade = (Trade) COINM.rest()
                .readTrades(
                        "BTCUSD_PERP",
                        bytes(
                                "[{\"id\":595103,\"price\":\"61642.2\",\"qty\":\"1\",\"baseQty\":\"0.00162227\",\"time\":1767225600011,\"isBuyerMaker\":true}]"),
                        NOW)
                .getFirst()
                .value();
        assertThat(trade.getQuantity()).isEqualByComparingTo("1");
        assertThat(trade.getQuantityUnit()).isEqualTo(QuantityUnit.CONTRACT);
        assertThat(trade.getQuoteQuantity()).isNull();
    }

    @Test
    void everyRecordedCoinMarginedInstrumentIsRead() throws Exception {
        String recorded =
                Files.readString(Recording.file("binance-coinm/rest/cryptofeed_BINANCE_DELIVERY.exchangeInfo.txt"));
        byte[] body = bytes(recorded.lines().findFirst().orElseThrow().replaceFirst("^[^{]*", ""));
        List<Message.Fact> facts = instruments(COINM, body, "BTCUSD_PERP", "ETHUSD_PERP", "BTCUSD_211231");
        assertThat(facts)
                .extracting(fact -> ((Instrument) fact.value()).getUnifiedSymbol() + " "
                        + ((Instrument) fact.value()).getContractSize())
                .containsExactly("BTC/USD:BTC 100", "BTC/USD:BTC-211231 100", "ETH/USD:ETH 10");
        assertThat(COINM.rest().readLimit(body).weight()).isEqualTo(2_400);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
