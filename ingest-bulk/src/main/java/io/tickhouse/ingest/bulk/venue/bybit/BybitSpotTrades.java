package io.tickhouse.ingest.bulk.venue.bybit;

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
import io.tickhouse.schemas.serde.AvroBuffer;
import java.util.List;

/**
 * Spot trades: id, timestamp (milliseconds), price, volume, side (of the taker), since late 2025 rpi (the maker's order was
 * for retail; still a trade like others).
 *
 * <p>Ids begin at 1 in every file. So a record's trade_id is {@code DAY:ID}, such as {@code 2026-01-01:17}, which identifies
 * the trade but is not the id of the same trade in the venue's API; its sequence is null. Within the file the ids run on and
 * are the rows' numbers.
 */
final class BybitSpotTrades implements RowReader {
    static final List<String> COLUMNS = List.of("id", "timestamp", "price", "volume", "side");

    private final Columns columns;
    private final Column id;
    private final Column timestamp;
    private final Column price;
    private final Column volume;
    private final Column side;
    private final VenueTimes times;
    private final TradeEncoder encoder;
    private final Fields fields = new Fields();
    private final TradeRow row = new TradeRow(false);
    private long number = NO_ID;

    BybitSpotTrades(ArchiveFile file, Columns columns, Reading reading) {
        this.columns = columns;
        this.id = columns.of("id");
        this.timestamp = columns.of("timestamp");
        this.price = columns.of("price");
        this.volume = columns.of("volume");
        this.side = columns.of("side");
        this.times = new VenueTimes(reading.now());
        this.encoder = new TradeEncoder(file.venue(), file.symbol(), file.period() + ":", reading);
    }

    @Override
    public void read(byte[] bytes, int from, int to) throws RefusedRow {
        columns.requireAll(fields.split(bytes, from, to));
        number = fields.number(id);
        row.id(bytes, fields.firstDigit(id), fields.to(id));
        row.time(times.epoch(fields, timestamp));
        row.price.readPositive(fields, price);
        row.quantity.readPositive(fields, volume);
        row.side(BybitSides.taker(fields, side));
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
