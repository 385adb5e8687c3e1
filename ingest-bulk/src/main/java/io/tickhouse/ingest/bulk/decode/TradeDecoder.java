package io.tickhouse.ingest.bulk.decode;

import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import io.tickhouse.schemas.serde.RecordSerializer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of a trades file to records, exact to the digit. */
public final class TradeDecoder implements RowReader {
    private static final String NORMAL = "NORMAL";
    /** Times from here on are microseconds, below they are milliseconds: in milliseconds this is the year 33658. */
    private static final long SMALLEST_MICROS = 1_000_000_000_000_000L;

    private static final long MICROS_PER_MILLI = 1_000;

    private final TradeColumns columns;
    private final Venue venue;
    private final String symbol;
    private final Source source;
    private final RecordSerializer<Trade> serializer;
    private final long earliest = Times.micros(Times.EARLIEST);
    private final long latest;
    private final Fields fields = new Fields();
    private @Nullable Trade trade;

    public TradeDecoder(TradeColumns columns, Venue venue, String symbol, Reading reading) {
        this.columns = columns;
        this.venue = venue;
        this.symbol = symbol;
        this.source = reading.source();
        this.serializer = reading.serializers().of(Topics.TRADES_HISTORY);
        this.latest = Times.micros(reading.now().plus(Times.FURTHEST_AHEAD));
    }

    @Override
    public void read(byte[] bytes, int from, int to) throws RefusedRow {
        trade = decode(bytes, from, to);
    }

    @Override
    public long id() {
        return Objects.requireNonNull(trade).getSequence();
    }

    @Override
    public long time() {
        return Times.micros(Objects.requireNonNull(trade).getEventTime());
    }

    @Override
    public void addVolume(VolumeSum sum) {
        sum.add(Objects.requireNonNull(trade).getQuantity());
    }

    @Override
    public byte[] value() {
        return Objects.requireNonNull(serializer.serialize(Topics.TRADES_HISTORY.name(), Objects.requireNonNull(trade)));
    }

    private Trade decode(byte[] bytes, int from, int to) throws RefusedRow {
        fields.split(bytes, from, to);
        if (fields.count() != columns.count()) {
            throw new RefusedRow("expected " + columns.count() + " columns, found " + fields.count());
        }
        long id = fields.number(columns.id(), "id");
        BigDecimal price = positive(columns.price(), "price");
        BigDecimal quantity = positive(columns.quantity(), "qty");
        BigDecimal quoteQuantity =
                columns.quoteQuantity() == TradeColumns.NONE ? null : decimal(columns.quoteQuantity(), "quote_qty");
        if (quoteQuantity != null && quoteQuantity.signum() < 0) {
            throw refused("quote_qty", "0 or more", columns.quoteQuantity());
        }
        Instant time = time(fields.number(columns.time(), "time"));
        boolean buyerMaker = fields.flag(columns.isBuyerMaker(), "is_buyer_maker");
        if (columns.isBestMatch() != TradeColumns.NONE) {
            fields.flag(columns.isBestMatch(), "is_best_match");
        }
        return new Trade(
                venue.name(),
                symbol,
                Long.toString(id),
                id,
                price,
                quantity,
                quoteQuantity,
                venue.quantityUnit(),
                // the maker bought, so the taker sold
                buyerMaker ? Side.SELL : Side.BUY,
                NORMAL,
                time,
                null,
                null,
                source);
    }

    /** Microseconds (spot from 2025-01-01 on) or milliseconds, told apart by magnitude; anything else is implausible. */
    private Instant time(long written) throws RefusedRow {
        long micros = written < SMALLEST_MICROS ? written * MICROS_PER_MILLI : written;
        if (micros < earliest || micros > latest) {
            throw refused(
                    "time",
                    "milliseconds or microseconds since 1970 between " + Times.EARLIEST + " and "
                            + Times.instant(latest),
                    columns.time());
        }
        return Times.instant(micros);
    }

    private BigDecimal positive(int field, String name) throws RefusedRow {
        BigDecimal value = decimal(field, name);
        if (value.signum() <= 0) {
            throw refused(name, "more than 0", field);
        }
        return value;
    }

    private BigDecimal decimal(int field, String name) throws RefusedRow {
        try {
            return Decimals.parse(fields.bytes(), fields.from(field), fields.to(field));
        } catch (NumberFormatException e) {
            throw new RefusedRow(name + ": " + e.getMessage());
        }
    }

    private RefusedRow refused(String name, String expected, int field) {
        return new RefusedRow(name + ": expected " + expected + ", found '" + fields.shown(field) + "'");
    }
}
