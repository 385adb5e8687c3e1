package io.tickhouse.ingest.bulk.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.decode.VolumeSum;
import io.tickhouse.ingest.bulk.venue.SampleFile;
import io.tickhouse.market.AggTrade;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceTradesTest {
    private static final String SPOT_ROW = "28457,4261.48000000,0.10000000,426.14800000,1502942428322,True,True";
    private static final String UM_HEADER = "id,price,qty,quote_qty,time,is_buyer_maker";
    private static final String CM_HEADER = "id,price,qty,base_qty,time,is_buyer_maker";

    private final SampleFile spot = SampleFile.of("binance-spot", "trades", "BTCUSDT", "2017-08-17");
    private final SampleFile um = SampleFile.of("binance-usdm", "trades", "BTCUSDT", "2024-03-01");
    private final SampleFile cm = SampleFile.of("binance-coinm", "trades", "BTCUSD_PERP", "2024-03-01");
    private final SampleFile spotAggregates = SampleFile.of("binance-spot", "aggTrades", "BTCUSDT", "2017-08-17");
    private final SampleFile umAggregates = SampleFile.of("binance-usdm", "aggTrades", "BTCUSDT", "2024-03");

    @Test
    void aSpotRowInMillisecondsIsReadToTheDigit() throws Exception {
        assertThat(spot.<Trade>record(SPOT_ROW))
                .isEqualTo(Trade.newBuilder()
                        .setVenue("binance-spot")
                        .setSymbol("BTCUSDT")
                        .setTradeId("28457")
                        .setSequence(28457L)
                        .setPrice(decimal("4261.48"))
                        .setQuantity(decimal("0.1"))
                        .setQuoteQuantity(decimal("426.148"))
                        .setQuantityUnit(QuantityUnit.BASE)
                        .setSide(Side.SELL) // the buyer was the maker
                        .setKind("NORMAL")
                        .setEventTime(Instant.ofEpochMilli(1_502_942_428_322L))
                        .setSource(Source.BULK)
                        .build());
    }

    @Test
    void aSpotRowInMicrosecondsKeepsEachOfThem() throws Exception {
        Trade trade = spot.record("1,93576.00,0.1,9357.6,1735689600012345,False,True");
        assertThat(trade.getEventTime()).isEqualTo(Instant.parse("2025-01-01T00:00:00.012345Z"));
        assertThat(trade.getSide()).isEqualTo(Side.BUY);
    }

    @Test
    void aUsdMarginedRowIsReadWithAndWithoutAHeader() throws Exception {
        String row = "3047799741,124.58,3.22,401.1476,1709251200696,true";
        Trade byPosition = um.record(row);
        assertThat(byPosition.getQuoteQuantity()).isEqualByComparingTo("401.1476");
        assertThat(um.<Trade>record(UM_HEADER, row)).isEqualTo(byPosition);
        assertThat(um.<Trade>record(
                        "time,id,rpi,qty,price,is_buyer_maker,quote_qty",
                        "1709251200696,3047799741,false,3.22,124.58,true,401.1476"))
                .isEqualTo(byPosition);
    }

    @Test
    void aCoinMarginedRowIsInContractsAndHasNoQuoteQuantity() throws Exception {
        String row = "849714402,61804.8,4,0.00647199,1723161257679,false";
        Trade trade = cm.record(CM_HEADER, row);
        assertThat(trade.getQuoteQuantity()).isNull();
        assertThat(trade.getQuantity()).isEqualByComparingTo("4");
        assertThat(trade.getQuantityUnit()).isEqualTo(QuantityUnit.CONTRACT);
        assertThat(cm.<Trade>record(row)).isEqualTo(trade);
    }

    @Test
    void theLimitsOfTheContractAreKept() throws Exception {
        Trade trade = spot.record(
                "000999999999999999,0.000000000000000001,99999999999999999999.999999999999999999,0,1502942428322,true,false");
        assertThat(trade.getPrice()).isEqualByComparingTo("0.000000000000000001");
        assertThat(trade.getQuantity()).isEqualByComparingTo("99999999999999999999.999999999999999999");
        assertThat(trade.getQuoteQuantity()).isZero();
        assertThat(trade.getTradeId()).isEqualTo("999999999999999");
    }

    @Test
    void aReaderSaysIdTimeAndVolumeOfItsRow() throws Exception {
        RowReader reader = spot.reader(SPOT_ROW);
        VolumeSum sum = new VolumeSum();
        reader.addVolume(sum);
        assertThat(reader.id()).isEqualTo(28457);
        assertThat(reader.time()).isEqualTo(1_502_942_428_322_000L);
        assertThat(sum.value()).isEqualByComparingTo("0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,0.00,1,1,1502942428322,True,True | price: expected more than 0, found '0.00'",
                "1,-5,1,1,1502942428322,True,True | price: expected more than 0, found '-5'",
                "1,abc,1,1,1502942428322,True,True | price: 'abc' is not a decimal",
                "1,1e5,1,1,1502942428322,True,True | price: '1e5' is not a decimal",
                "1,,1,1,1502942428322,True,True | price: '' is not a decimal",
                "1,0.0000000000000000001,1,1,1502942428322,True,True | more than 18 decimals",
                "1,100000000000000000000,1,1,1502942428322,True,True | integer digits",
                "1,5,0,1,1502942428322,True,True | qty: expected more than 0",
                "1,5,-1,1,1502942428322,True,True | qty: expected more than 0",
                "1,5,1,-1,1502942428322,True,True | quote_qty: expected 0 or more",
                "x1,5,1,5,1502942428322,True,True | id: expected a whole number",
                "-1,5,1,5,1502942428322,True,True | id: expected a whole number",
                "1234567890123456789,5,1,5,1502942428322,True,True | id: expected a whole number of at most 18",
                "1,5,1,5,1502942428,True,True | time: expected milliseconds or microseconds",
                "1,5,1,5,1502942428322,yes,True | is_buyer_maker: expected True or False",
                "1,5,1,5,1502942428322,TRUE,True | is_buyer_maker: expected True or False",
                "1,5,1,5,1502942428322,True,Tru | is_best_match: expected True or False",
                "1,5,1,5,1502942428322,True | expected 7 columns, found 6",
                "1,5,1,5,1502942428322,True,True,x | expected 7 columns, found 8",
                "'' | expected 7 columns, found 1"
            })
    void aRowThatBreaksTheContractIsRefusedWithItsReason(String row, String reason) {
        spot.assertRefused(SPOT_ROW, row).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2,3,6,1502942428322,True,True",
                "id,price,qty,base_qty,time,is_buyer_maker",
                "id,price,amount,quote_qty,time,is_buyer_maker",
                "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker",
                "id,price,qty,quote_qty,time"
            })
    void aFirstLineOfAnotherLayoutIsAnError(String line) {
        um.assertUnknown(line);
    }

    @Test
    void aSpotAggregateIsReadToTheDigit() throws Exception {
        String row = "26129,0.01633102,4.70443515,27781,27785,1502942428322,False,True";
        assertThat(spotAggregates.<AggTrade>record(row))
                .isEqualTo(AggTrade.newBuilder()
                        .setVenue("binance-spot")
                        .setSymbol("BTCUSDT")
                        .setAggTradeId(26129L)
                        .setFirstTradeId(27781L)
                        .setLastTradeId(27785L)
                        .setPrice(decimal("0.01633102"))
                        .setQuantity(decimal("4.70443515"))
                        .setQuantityUnit(QuantityUnit.BASE)
                        .setSide(Side.BUY)
                        .setEventTime(Instant.ofEpochMilli(1_502_942_428_322L))
                        .setSource(Source.BULK)
                        .build());
        RowReader reader = spotAggregates.reader(row);
        VolumeSum sum = new VolumeSum();
        reader.addVolume(sum);
        assertThat(reader.id()).isEqualTo(26129);
        assertThat(reader.time()).isEqualTo(1_502_942_428_322_000L);
        assertThat(sum.value()).isEqualByComparingTo("4.70443515");
    }

    @Test
    void aFuturesAggregateIsReadWithAndWithoutAHeader() throws Exception {
        String row = "3383271130,65014.6,0.03,7900100566,7900100567,1709251200069,true";
        AggTrade byPosition = umAggregates.record(row);
        assertThat(byPosition.getLastTradeId()).isEqualTo(7_900_100_567L);
        assertThat(byPosition.getSide()).isEqualTo(Side.SELL);
        assertThat(umAggregates.<AggTrade>record(
                        "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker", row))
                .isEqualTo(byPosition);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,5,1,8,7,1502942428322,True,True | last_trade_id: expected first_trade_id 8 or more, found '7'",
                "1,5,1,-1,-1,1502942428322,True,True | first_trade_id: expected a whole number",
                "1,0,1,7,7,1502942428322,True,True | price: expected more than 0",
                "1,5,0,7,7,1502942428322,True,True | quantity: expected more than 0",
                "1,5,1,7,7,1502942428322,1,True | is_buyer_maker: expected True or False",
                "1,5,1,7,7,1502942428322,True,1 | is_best_match: expected True or False",
                "1,5,1,7,7,1502942428322,True | expected 8 columns, found 7"
            })
    void anAggregateThatBreaksTheContractIsRefusedWithItsReason(String row, String reason) {
        spotAggregates
                .assertRefused("26129,0.01633102,4.70443515,27781,27785,1502942428322,False,True", row)
                .hasMessageContaining(reason);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text).setScale(18);
    }
}
