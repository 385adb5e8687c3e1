package io.tickhouse.ingest.bulk.venue.binance;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.decode.Column;
import io.tickhouse.ingest.bulk.decode.Columns;
import io.tickhouse.ingest.bulk.decode.Fields;
import io.tickhouse.ingest.bulk.decode.Reading;
import io.tickhouse.ingest.bulk.decode.RefusedRow;
import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.decode.TradeEncoder;
import io.tickhouse.ingest.bulk.decode.TradeRow;
import io.tickhouse.ingest.bulk.decode.VenueTimes;
import io.tickhouse.ingest.bulk.decode.VolumeSum;
import io.tickhouse.market.Side;
import io.tickhouse.schemas.serde.AvroBuffer;
import org.jspecify.annotations.Nullable;

/** Trades: id, price, qty, quote_qty (base_qty in COIN-M), time, is_buyer_maker, in spot is_best_match. */
final class BinanceTrades implements RowReader {
    private final Columns columns;
    private final Column id;
    private final Column price;
    private final Column quantity;
    private final @Nullable Column quoteQuantity;
    private final Column time;
    private final Column isBuyerMaker;
    private final @Nullable Column isBestMatch;
    private final VenueTimes times;
    private final TradeEncoder encoder;
    private final Fields fields = new Fields();
    private final TradeRow row;
    private long number = NO_ID;

    BinanceTrades(BinanceMarket market, ArchiveFile file, Columns columns, Reading reading) {
        this.columns = columns;
        this.id = columns.of("id");
        this.price = columns.of("price");
        this.quantity = columns.of("qty");
        this.quoteQuantity = market == BinanceMarket.CM ? null : columns.of("quote_qty");
        this.time = columns.of("time");
        this.isBuyerMaker = columns.of("is_buyer_maker");
        this.isBestMatch = market == BinanceMarket.SPOT ? columns.of(BinanceColumns.IS_BEST_MATCH) : null;
        this.times = new VenueTimes(reading.now());
        this.encoder = new TradeEncoder(file.venue(), file.symbol(), "", reading);
        this.row = new TradeRow(quoteQuantity != null);
    }

    @Override
    public void read(byte[] bytes, int from, int to) throws RefusedRow {
        columns.requireAll(fields.split(bytes, from, to));
        number = fields.number(id);
        row.sequence(number);
        row.id(bytes, fields.firstDigit(id), fields.to(id));
        row.price.readPositive(fields, price);
        row.quantity.readPositive(fields, quantity);
        if (quoteQuantity != null) {
            row.quoteQuantity.readNotNegative(fields, quoteQuantity);
        }
        row.time(times.epoch(fields, time));
        // when the maker bought, the taker sold
        row.side(fields.flag(isBuyerMaker) ? Side.SELL : Side.BUY);
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
        return row.time();
    }

    @Override
    public void addVolume(VolumeSum sum) {
        row.quantity.addTo(sum);
    }

    @Override
    public AvroBuffer encoded() {
        return encoder.encode(row);
    }
}
