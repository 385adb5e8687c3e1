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
 * Trades of linear and inverse contracts: timestamp (decimal seconds), symbol, side (of the taker), size (base currency of
 * linear, US dollars of inverse contracts), price, tickDirection, trdMatchID, grossValue, homeNotional, foreignNotional,
 * since late 2025 RPI (the maker's order was for retail; still a trade like others).
 *
 * <p>trdMatchID is a UUID, so rows are not numbered and a record's sequence is null. The values and notionals are not read:
 * they are results of binary floating point, some written with an exponent, so quote_quantity is null.
 */
final class BybitContractTrades implements RowReader {
    static final List<String> COLUMNS = List.of("timestamp", "symbol", "side", "size", "price", "trdMatchID");

    private static final String UUID = "00000000-0000-0000-0000-000000000000";

    private final String instrument;
    private final Columns columns;
    private final Column timestamp;
    private final Column symbol;
    private final Column side;
    private final Column size;
    private final Column price;
    private final Column matchId;
    private final VenueTimes times;
    private final TradeEncoder encoder;
    private final Fields fields = new Fields();
    private final TradeRow row = new TradeRow(false);

    BybitContractTrades(ArchiveFile file, Columns columns, Reading reading) {
        this.instrument = file.symbol();
        this.columns = columns;
        this.timestamp = columns.of("timestamp");
        this.symbol = columns.of("symbol");
        this.side = columns.of("side");
        this.size = columns.of("size");
        this.price = columns.of("price");
        this.matchId = columns.of("trdMatchID");
        this.times = new VenueTimes(reading.now());
        this.encoder = new TradeEncoder(file.venue(), file.symbol(), "", reading);
    }

    @Override
    public void read(byte[] bytes, int from, int to) throws RefusedRow {
        columns.requireAll(fields.split(bytes, from, to));
        row.time(times.seconds(fields, timestamp));
        if (!fields.says(symbol, instrument)) {
            throw fields.refused(symbol, instrument);
        }
        row.side(BybitSides.taker(fields, side));
        row.quantity.readPositive(fields, size);
        row.price.readPositive(fields, price);
        requireUuid(bytes);
        row.id(bytes, fields.from(matchId), fields.to(matchId));
    }

    private void requireUuid(byte[] bytes) throws RefusedRow {
        int from = fields.from(matchId);
        boolean uuid = fields.to(matchId) - from == UUID.length();
        for (int i = 0; uuid && i < UUID.length(); i++) {
            uuid = UUID.charAt(i) == '-' ? bytes[from + i] == '-' : isHexDigit(bytes[from + i]);
        }
        if (!uuid) {
            throw fields.refused(matchId, "a UUID");
        }
    }

    private static boolean isHexDigit(byte c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    @Override
    public long id() {
        return NO_ID;
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
