package io.tickhouse.ingest.bulk.venue.binance;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.decode.AggTradeEncoder;
import io.tickhouse.ingest.bulk.decode.Column;
import io.tickhouse.ingest.bulk.decode.Columns;
import io.tickhouse.ingest.bulk.decode.DecimalField;
import io.tickhouse.ingest.bulk.decode.Fields;
import io.tickhouse.ingest.bulk.decode.Reading;
import io.tickhouse.ingest.bulk.decode.RefusedRow;
import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.decode.VenueTimes;
import io.tickhouse.ingest.bulk.decode.VolumeSum;
import io.tickhouse.market.Side;
import io.tickhouse.schemas.serde.AvroBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Aggregated trades: agg_trade_id, price, quantity, first_trade_id, last_trade_id, transact_time, is_buyer_maker, in spot
 * is_best_match.
 */
final class BinanceAggTrades implements RowReader {
    private final Columns columns;
    private final Column id;
    private final Column price;
    private final Column quantity;
    private final Column firstTrade;
    private final Column lastTrade;
    private final Column time;
    private final Column isBuyerMaker;
    private final @Nullable Column isBestMatch;
    private final VenueTimes times;
    private final AggTradeEncoder encoder;
    private final Fields fields = new Fields();
    private final DecimalField priceField = new DecimalField();
    private final DecimalField quantityField = new DecimalField();
    private long number = NO_ID;
    private long first;
    private long last;
    private long micros;
    private Side taker = Side.UNKNOWN;

    BinanceAggTrades(BinanceMarket market, ArchiveFile file, Columns columns, Reading reading) {
        this.columns = columns;
        this.id = columns.of("agg_trade_id");
        this.price = columns.of("price");
        this.quantity = columns.of("quantity");
        this.firstTrade = columns.of("first_trade_id");
        this.lastTrade = columns.of("last_trade_id");
        this.time = columns.of("transact_time");
        this.isBuyerMaker = columns.of("is_buyer_maker");
        this.isBestMatch = market == BinanceMarket.SPOT ? columns.of(BinanceColumns.IS_BEST_MATCH) : null;
        this.times = new VenueTimes(reading.now());
        this.encoder = new AggTradeEncoder(file.venue(), file.symbol(), reading);
    }

    @Override
    public void read(byte[] bytes, int from, int to) throws RefusedRow {
        columns.requireAll(fields.split(bytes, from, to));
        number = fields.number(id);
        priceField.readPositive(fields, price);
        quantityField.readPositive(fields, quantity);
        first = fields.number(firstTrade);
        last = fields.number(lastTrade);
        if (last < first) {
            throw fields.refused(lastTrade, "first_trade_id " + first + " or more");
        }
        micros = times.epoch(fields, time);
        // when the maker bought, the taker sold
        taker = fields.flag(isBuyerMaker) ? Side.SELL : Side.BUY;
        if (isBestMatch != null) {
            fields.flag(isBestMatch);
        }
    }

    @Override
    public long id() {
        return number;
    }

    @Override
    public long time() {
        return micros;
    }

    @Override
    public void addVolume(VolumeSum sum) {
        quantityField.addTo(sum);
    }

    @Override
    public AvroBuffer encoded() {
        return encoder.encode(number, first, last, priceField, quantityField, taker, micros);
    }
}
