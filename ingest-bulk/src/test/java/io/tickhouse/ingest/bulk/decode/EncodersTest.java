package io.tickhouse.ingest.bulk.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.market.AggTrade;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What the encoders write is, byte for byte, what the generated records would be written as. */
class EncodersTest {
    private static final int RECORDS = 20_000;
    private static final List<Venue> VENUES =
            List.of(Venue.BINANCE_SPOT, Venue.BINANCE_COINM, Venue.BYBIT_INVERSE, Venue.BYBIT_LINEAR);

    @Test
    void tradesAreTheBytesOfTheGeneratedRecord() throws RefusedRow {
        long seed = Seed.next();
        Random random = new Random(seed);
        for (int i = 0; i < RECORDS; i++) {
            Trade trade = trade(random);
            assertThat(encoded(trade, random))
                    .as("seed %d: %s", seed, trade)
                    .isEqualTo(Readings.bytes(Topics.TRADES_HISTORY, trade));
        }
    }

    @Test
    void aggregatedTradesAreTheBytesOfTheGeneratedRecord() throws RefusedRow {
        long seed = Seed.next();
        Random random = new Random(seed);
        for (int i = 0; i < RECORDS; i++) {
            AggTrade trade = aggTrade(random);
            assertThat(encoded(trade))
                    .as("seed %d: %s", seed, trade)
                    .isEqualTo(Readings.bytes(Topics.AGG_TRADES_HISTORY, trade));
        }
    }

    /** A field that is added, taken away, moved or changed must be so in {@link TradeEncoder} as well. */
    @Test
    void theSchemaOfTradesIsTheOneTheEncoderWrites() {
        assertThat(fields(Trade.getClassSchema()))
                .containsExactly(
                        "venue \"string\"",
                        "symbol \"string\"",
                        "trade_id \"string\"",
                        "sequence [\"null\",\"long\"]",
                        "price " + DECIMAL,
                        "quantity " + DECIMAL,
                        "quote_quantity [\"null\"," + DECIMAL + "]",
                        "quantity_unit [UNKNOWN, BASE, QUOTE, CONTRACT]",
                        "side [UNKNOWN, BUY, SELL]",
                        "kind \"string\"",
                        "event_time " + MICROS,
                        "publish_time [\"null\"," + MICROS + "]",
                        "receive_time [\"null\"," + MICROS + "]",
                        "source [UNKNOWN, LIVE, BACKFILL, BULK, SIMULATED]");
    }

    /** As above, of {@link AggTradeEncoder}. */
    @Test
    void theSchemaOfAggregatedTradesIsTheOneTheEncoderWrites() {
        assertThat(fields(AggTrade.getClassSchema()))
                .containsExactly(
                        "venue \"string\"",
                        "symbol \"string\"",
                        "agg_trade_id \"long\"",
                        "first_trade_id \"long\"",
                        "last_trade_id \"long\"",
                        "price " + DECIMAL,
                        "quantity " + DECIMAL,
                        "quantity_unit [UNKNOWN, BASE, QUOTE, CONTRACT]",
                        "side [UNKNOWN, BUY, SELL]",
                        "event_time " + MICROS,
                        "publish_time [\"null\"," + MICROS + "]",
                        "receive_time [\"null\"," + MICROS + "]",
                        "source [UNKNOWN, LIVE, BACKFILL, BULK, SIMULATED]");
    }

    private static final String DECIMAL =
            "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":38,\"scale\":18}";
    private static final String MICROS = "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}";

    private static List<String> fields(Schema schema) {
        return schema.getFields().stream()
                .map(field -> field.name() + ' ' + type(field.schema()))
                .toList();
    }

    private static String type(Schema schema) {
        return schema.getType() == Schema.Type.ENUM
                ? schema.getEnumSymbols().toString()
                : schema.toString().replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
    }

    private static byte[] encoded(Trade trade, Random random) throws RefusedRow {
        String prefix = trade.getTradeId()
                .substring(0, random.nextInt(trade.getTradeId().length()));
        byte[] id = ("," + trade.getTradeId().substring(prefix.length()) + ",").getBytes(StandardCharsets.UTF_8);
        TradeRow row = new TradeRow(trade.getQuoteQuantity() != null);
        row.id(id, 1, id.length - 1);
        row.sequence(trade.getSequence() == null ? RowReader.NO_ID : trade.getSequence());
        read(row.price, trade.getPrice());
        read(row.quantity, trade.getQuantity());
        if (trade.getQuoteQuantity() != null) {
            read(row.quoteQuantity, trade.getQuoteQuantity());
        }
        row.side(trade.getSide());
        row.time(Times.micros(trade.getEventTime()));
        TradeEncoder encoder = new TradeEncoder(
                Venue.of(trade.getVenue()).orElseThrow(), trade.getSymbol(), prefix, Readings.of(trade.getSource()));
        encoder.encode(row);
        return encoder.encode(row).toArray(); // a second row shows that nothing is left of the first
    }

    private static byte[] encoded(AggTrade trade) throws RefusedRow {
        DecimalField price = new DecimalField();
        DecimalField quantity = new DecimalField();
        read(price, trade.getPrice());
        read(quantity, trade.getQuantity());
        return new AggTradeEncoder(
                        Venue.of(trade.getVenue()).orElseThrow(), trade.getSymbol(), Readings.of(trade.getSource()))
                .encode(
                        trade.getAggTradeId(),
                        trade.getFirstTradeId(),
                        trade.getLastTradeId(),
                        price,
                        quantity,
                        trade.getSide(),
                        Times.micros(trade.getEventTime()))
                .toArray();
    }

    private static void read(DecimalField field, BigDecimal value) throws RefusedRow {
        byte[] text = value.toPlainString().getBytes(StandardCharsets.US_ASCII);
        field.read(new Fields().split(text, 0, text.length), new Column(0, "value"));
    }

    private static Trade trade(Random random) {
        Venue venue = VENUES.get(random.nextInt(VENUES.size()));
        return new Trade(
                venue.name(),
                RandomText.of(random, 1 + random.nextInt(40)),
                RandomText.of(random, 1 + random.nextInt(70)),
                random.nextBoolean() ? Math.abs(random.nextLong() >> random.nextInt(64)) : null,
                RandomText.decimal(random),
                RandomText.decimal(random),
                random.nextBoolean() ? RandomText.decimal(random) : null,
                venue.quantityUnit(),
                Side.values()[random.nextInt(Side.values().length)],
                "NORMAL",
                Times.instant(random.nextLong() >> (10 + random.nextInt(50))),
                null,
                null,
                Source.values()[random.nextInt(Source.values().length)]);
    }

    private static AggTrade aggTrade(Random random) {
        Venue venue = VENUES.get(random.nextInt(VENUES.size()));
        QuantityUnit unit = venue.quantityUnit();
        return new AggTrade(
                venue.name(),
                RandomText.of(random, 1 + random.nextInt(40)),
                random.nextLong() >>> (1 + random.nextInt(60)),
                random.nextLong() >>> (1 + random.nextInt(60)),
                random.nextLong() >>> (1 + random.nextInt(60)),
                RandomText.decimal(random),
                RandomText.decimal(random),
                unit,
                Side.values()[random.nextInt(Side.values().length)],
                Times.instant(random.nextLong() >> (10 + random.nextInt(50))),
                null,
                null,
                Source.values()[random.nextInt(Source.values().length)]);
    }
}
