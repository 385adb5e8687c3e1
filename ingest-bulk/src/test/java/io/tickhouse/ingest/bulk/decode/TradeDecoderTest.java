package io.tickhouse.ingest.bulk.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradeDecoderTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final TradeColumns SPOT_COLUMNS = new TradeColumns(7, 0, 1, 2, 3, 4, 5, 6);
    private static final String SPOT_ROW = "28457,4261.48000000,0.10000000,426.14800000,1502942428322,True,True";

    private final TradeDecoder spot = new TradeDecoder(SPOT_COLUMNS, Venue.BINANCE_SPOT, "BTCUSDT", Source.BULK, NOW);
    private final TradeDecoder coin = new TradeDecoder(
            new TradeColumns(6, 0, 1, 2, TradeColumns.NONE, 4, 5, TradeColumns.NONE),
            Venue.BINANCE_COINM,
            "BTCUSD_PERP",
            Source.SIMULATED,
            NOW);

    @Test
    void aSpotRowInMillisecondsIsReadToTheDigit() throws RefusedRow {
        Trade trade = decode(spot, SPOT_ROW);
        assertThat(trade.getTradeId()).isEqualTo("28457");
        assertThat(trade.getSequence()).isEqualTo(28457);
        assertThat(trade.getPrice()).isEqualByComparingTo("4261.48");
        assertThat(trade.getQuantity()).isEqualByComparingTo("0.1");
        assertThat(trade.getQuoteQuantity()).isEqualByComparingTo("426.148");
        assertThat(trade.getEventTime()).isEqualTo(Instant.ofEpochMilli(1_502_942_428_322L));
        assertThat(trade.getSide()).as("the buyer was the maker").isEqualTo(Side.SELL);
        assertThat(trade.getQuantityUnit()).isEqualTo(QuantityUnit.BASE);
        assertThat(trade.getKind()).isEqualTo("NORMAL");
        assertThat(trade.getReceiveTime()).isNull();
        assertThat(trade.getPublishTime()).isNull();
    }

    @Test
    void aSpotRowInMicrosecondsKeepsEachOfThem() throws RefusedRow {
        assertThat(decode(spot, "1,93576.00,0.1,9357.6,1735689600012345,False,True")
                        .getEventTime())
                .isEqualTo(Times.instant(1_735_689_600_012_345L));
    }

    @Test
    void aCoinMarginedRowHasNoQuoteQuantity() throws RefusedRow {
        Trade trade = decode(coin, "849714402,61804.8,4,0.00647199,1723161257679,false");
        assertThat(trade.getQuoteQuantity()).isNull();
        assertThat(trade.getQuantityUnit()).isEqualTo(QuantityUnit.CONTRACT);
        assertThat(trade.getSide()).isEqualTo(Side.BUY);
        assertThat(trade.getSource()).isEqualTo(Source.SIMULATED);
    }

    @Test
    void eighteenDecimalsAreKept() throws RefusedRow {
        assertThat(decode(spot, "1,0.000000000000000001,99999999999999999999,0,1502942428322,true,true")
                        .getPrice())
                .isEqualByComparingTo("0.000000000000000001");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,0.00,1,1,1502942428322,True,True | price: expected more than 0",
                "1,-5,1,1,1502942428322,True,True | price: expected more than 0",
                "1,abc,1,1,1502942428322,True,True | price",
                "1,1e5,1,1,1502942428322,True,True | price",
                "1,,1,1,1502942428322,True,True | price",
                "1,0.0000000000000000001,1,1,1502942428322,True,True | more than 18 decimals",
                "1,100000000000000000000,1,1,1502942428322,True,True | integer digits",
                "1,5,0,1,1502942428322,True,True | qty: expected more than 0",
                "1,5,-1,1,1502942428322,True,True | qty: expected more than 0",
                "1,5,1,-1,1502942428322,True,True | quote_qty: expected 0 or more",
                "x1,5,1,5,1502942428322,True,True | id: expected a whole number",
                "-1,5,1,5,1502942428322,True,True | id: expected a whole number",
                "1234567890123456789,5,1,5,1502942428322,True,True | id: expected a whole number of at most 18",
                "1,5,1,5,1502942428,True,True | time: expected milliseconds or microseconds",
                "1,5,1,5,1230767999999,True,True | time: expected",
                "1,5,1,5,1780358400001,True,True | time: expected",
                "1,5,1,5,150294242832212345,True,True | time: expected",
                "1,5,1,5,1502942428322,yes,True | is_buyer_maker: expected True or False",
                "1,5,1,5,1502942428322,True,Tru | is_best_match: expected True or False",
                "1,5,1,5,1502942428322,True | expected 7 columns, found 6",
                "1,5,1,5,1502942428322,True,True,x | expected 7 columns, found 8",
                "'' | expected 7 columns, found 1"
            })
    void aRowThatBreaksTheContractIsRefusedWithItsReason(String row, String reason) {
        assertThatThrownBy(() -> decode(spot, row))
                .isInstanceOf(RefusedRow.class)
                .hasMessageContaining(reason);
    }

    /** 2,000 changed lines: each is a plausible record or a typed refusal, never anything else. */
    @Test
    void changedLinesEndInARecordOrARefusal() {
        long seed = Long.getLong("tickhouse.seed", System.nanoTime());
        System.out.println("tickhouse.seed=" + seed);
        Random random = new Random(seed);
        int records = 0;
        int refusals = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] line = changed(SPOT_ROW.getBytes(StandardCharsets.UTF_8), random);
            try {
                Trade trade = spot.decode(line, 0, line.length);
                assertThat(trade.getPrice().signum()).isPositive();
                assertThat(trade.getQuantity().signum()).isPositive();
                assertThat(Times.plausible(trade.getEventTime(), NOW)).isTrue();
                records++;
            } catch (RefusedRow refused) {
                assertThat(refused.getMessage()).isNotBlank();
                refusals++;
            }
        }
        assertThat(records).isPositive();
        assertThat(refusals).isPositive();
    }

    private static byte[] changed(byte[] line, Random random) {
        byte[] changed = line.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(changed.length);
            switch (random.nextInt(4)) {
                case 0 -> changed[at] = (byte) random.nextInt(256);
                case 1 -> changed[at] = (byte) "0123456789.,-eTF".charAt(random.nextInt(16));
                case 2 -> changed = java.util.Arrays.copyOf(changed, Math.max(1, at));
                default -> {
                    byte[] longer = java.util.Arrays.copyOf(changed, changed.length + at);
                    System.arraycopy(changed, 0, longer, changed.length, at);
                    changed = longer;
                }
            }
        }
        return changed;
    }

    private static Trade decode(TradeDecoder decoder, String row) throws RefusedRow {
        byte[] bytes = ("before\n" + row + "\nafter").getBytes(StandardCharsets.UTF_8);
        return decoder.decode(bytes, 7, bytes.length - 6);
    }
}
