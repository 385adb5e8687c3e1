package io.tickhouse.ingest.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.BookState;
import io.tickhouse.market.FundingRate;
import io.tickhouse.market.Instrument;
import io.tickhouse.market.Kline;
import io.tickhouse.market.L2Snapshot;
import io.tickhouse.market.MarkPrice;
import io.tickhouse.market.OpenInterest;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.simulator.exchange.binance.BinanceExchange;
import io.tickhouse.simulator.exchange.binance.BinanceProduct;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is particular to COIN-M: contracts, one connection for all types, delivery beside perpetual, funding by symbol. */
@WithLocalStack
@Timeout(120)
class CoinmTest {
    private static final String PERPETUAL = "UCMUSD_PERP";
    private static final String DELIVERY = "UCMUSD_271231";
    private static final List<String> EVERY_SYMBOL_HAS =
            List.of("trades", "agg-trades", "klines", "tickers", "book-tickers", "mark-prices", "open-interest", "l2");

    @BeforeAll
    static void provision(Endpoints stack) {
        RunningCapture.provision(stack);
    }

    @Test
    void contractsAreCapturedOverOneConnectionAndEveryTradeOnce(Endpoints stack) throws Exception {
        long first;
        long last;
        try (BinanceExchange venue = BinanceExchange.of(BinanceProduct.COINM)
                        .symbols(PERPETUAL, DELIVERY)
                        .tradesPerSecond(100)
                        .begin();
                RunningCapture service = new RunningCapture(
                        stack,
                        "ws.venues=binance-coinm",
                        "ws.symbols=" + PERPETUAL + "," + DELIVERY,
                        "ws.types=" + String.join(",", EVERY_SYMBOL_HAS) + ",liquidations,funding-rates,instruments",
                        "ws.poll.interval.ms=500",
                        "ws.binance.coinm.url=" + venue.wsUrl(),
                        "ws.binance.coinm.rest.url=" + venue.restUrl())) {
            for (String symbol : List.of(PERPETUAL, DELIVERY)) {
                for (String type : EVERY_SYMBOL_HAS) {
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> service.row(symbol, type).published() > 0);
                }
                await().until(() -> service.row(symbol, "instruments").published() > 0);
                await().until(() -> service.row(symbol, "l2").state().equals("LIVE/SYNCED"));
            }
            await().until(() -> service.row(PERPETUAL, "funding-rates").published() > 10);
            assertThat(venue.connections()).as("one root, one connection").hasSize(1);
            venue.pause();
            last = venue.emitted(PERPETUAL).lastTradeId();
            await().until(() -> service.row(PERPETUAL, "trades").lastId() == last);
            assertThat(service.row(PERPETUAL, "trades").missing()).isZero();
            assertThat(service.stop()).isEqualTo(ExitCodes.OK);
        }
        List<Trade> trades = records(stack, Topics.TRADES, PERPETUAL);
        first = trades.getFirst().getSequence();
        assertThat(trades)
                .extracting(Trade::getSequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(first, last).boxed().toList());
        assertThat(trades).allSatisfy(trade -> {
            assertThat(trade.getQuantityUnit()).isEqualTo(QuantityUnit.CONTRACT);
            assertThat(trade.getQuantity().stripTrailingZeros().scale())
                    .as("whole contracts")
                    .isNotPositive();
            assertThat(trade.getQuoteQuantity()).isNull();
        });
        assertThat(records(stack, Topics.KLINES, PERPETUAL))
                .extracting(Kline::getQuoteVolume)
                .containsOnlyNulls();
        assertThat(records(stack, Topics.L2_SNAPSHOTS, PERPETUAL))
                .anySatisfy(snapshot -> {
                    assertThat(snapshot.getBookState()).isEqualTo(BookState.SYNCED);
                    assertThat(snapshot.getQuantityUnit()).isEqualTo(QuantityUnit.CONTRACT);
                })
                .extracting(L2Snapshot::getSymbol)
                .containsOnly(PERPETUAL);
        OpenInterest interest = records(stack, Topics.OPEN_INTEREST, PERPETUAL).getFirst();
        assertThat(interest.getQuantityUnit()).isEqualTo(QuantityUnit.CONTRACT);
        assertThat(interest.getBaseQuantity()).isNull();
    }

    @Test
    void aDeliveryContractHasAnEndAndNoFunding(Endpoints stack) throws Exception {
        String perpetual = "UCDUSD_PERP";
        String delivery = "UCDUSD_271231";
        try (BinanceExchange venue = BinanceExchange.of(BinanceProduct.COINM)
                        .symbols(perpetual, delivery)
                        .begin();
                RunningCapture service = new RunningCapture(
                        stack,
                        "ws.venues=binance-coinm",
                        "ws.symbols=" + perpetual + "," + delivery,
                        "ws.types=mark-prices,funding-rates,instruments",
                        "ws.poll.interval.ms=300",
                        "ws.binance.coinm.url=" + venue.wsUrl(),
                        "ws.binance.coinm.rest.url=" + venue.restUrl())) {
            for (String symbol : List.of(perpetual, delivery)) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> service.row(symbol, "mark-prices").published() > 1);
                await().until(() -> service.row(symbol, "instruments").published() > 0);
            }
            await().until(() -> service.row(perpetual, "funding-rates").published() > 10);
            assertThat(service.stop()).isEqualTo(ExitCodes.OK);
        }
        assertThat(records(stack, Topics.MARK_PRICES, perpetual)).allSatisfy(price -> {
            assertThat(price.getIndexPrice()).isPositive();
            assertThat(price.getFundingRate()).isNotNull();
            assertThat(price.getNextFundingTime()).isAfter(price.getEventTime());
        });
        List<MarkPrice> withoutFunding = records(stack, Topics.MARK_PRICES, delivery);
        assertThat(withoutFunding).isNotEmpty().allSatisfy(price -> {
            assertThat(price.getIndexPrice()).isPositive();
            assertThat(price.getFundingRate()).isNull();
            assertThat(price.getNextFundingTime()).isNull();
        });
        List<FundingRate> rates = records(stack, Topics.FUNDING_RATES, perpetual);
        assertThat(rates).filteredOn(FundingRate::getSettled).hasSize(10);
        assertThat(rates).filteredOn(rate -> !rate.getSettled()).isNotEmpty();
        assertThat(records(stack, Topics.FUNDING_RATES, delivery)).isEmpty();
        Instrument instrument = records(stack, Topics.INSTRUMENTS, delivery).getFirst();
        assertThat(instrument.getUnifiedSymbol()).isEqualTo("UCD/USD:UCD-271231");
        assertThat(instrument.getKind()).isEqualTo("FUTURE");
        assertThat(instrument.getExpiryTime()).isEqualTo(Instant.parse("2027-12-31T08:00:00Z"));
        assertThat(instrument.getContractSize()).isEqualByComparingTo("10");
        assertThat(instrument.getContractSizeAsset()).isEqualTo("USD");
        assertThat(records(stack, Topics.INSTRUMENTS, perpetual).getFirst().getExpiryTime())
                .isNull();
    }

    private static <V extends SpecificRecord> List<V> records(Endpoints stack, Topic<V> topic, String symbol) {
        return RunningCapture.records(stack, topic, "binance-coinm:" + symbol);
    }
}
