package io.tickhouse.ingest.bulk.venue.binance;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.decode.Column;
import io.tickhouse.ingest.bulk.decode.Columns;
import io.tickhouse.ingest.bulk.decode.DecimalField;
import io.tickhouse.ingest.bulk.decode.Fields;
import io.tickhouse.ingest.bulk.decode.Reading;
import io.tickhouse.ingest.bulk.decode.RefusedRow;
import io.tickhouse.ingest.bulk.decode.RowDecoder;
import io.tickhouse.ingest.bulk.decode.VenueTimes;
import io.tickhouse.ingest.bulk.decode.VolumeSum;
import io.tickhouse.market.Kline;
import io.tickhouse.market.PriceType;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Klines of traded prices, and of mark, index and premium index: open_time, open, high, low, close, volume, close_time,
 * quote_volume, count, taker_buy_volume, taker_buy_quote_volume, ignore.
 *
 * <p>The archive's close_time is the interval's last millisecond or microsecond; it becomes the record's event_time, and the
 * record's close_time is exclusive. Volumes of mark, index and premium index are zeros that mean nothing and are left out;
 * their count is of samples. In COIN-M volumes count contracts, and what is named quote volume is base currency, which no
 * field of the record is for. A kline whose interval has not ended is not {@code closed}: the last week of a month ends in
 * the next.
 */
final class BinanceKlines implements RowDecoder<Kline> {
    private final Venue venue;
    private final String symbol;
    private final Source source;
    private final Instant now;
    private final PriceType priceType;
    private final Interval interval;
    private final String withinInterval;
    private final Column openTime;
    private final Column open;
    private final Column high;
    private final Column low;
    private final Column close;
    private final Column volume;
    private final Column closeTime;
    private final Column quoteVolume;
    private final Column count;
    private final Column takerBuyVolume;
    private final Column takerBuyQuoteVolume;
    private final VenueTimes times;
    private final DecimalField decimal = new DecimalField();

    BinanceKlines(ArchiveFile file, Columns columns, Reading reading) {
        this.venue = file.venue();
        this.symbol = file.symbol();
        this.source = reading.source();
        this.now = reading.now();
        this.priceType = priceType(file);
        this.interval = file.dataset().series().interval().orElseThrow();
        this.withinInterval = "a time within the " + interval.label() + " that begin at open_time";
        this.openTime = columns.of("open_time");
        this.open = columns.of("open");
        this.high = columns.of("high");
        this.low = columns.of("low");
        this.close = columns.of("close");
        this.volume = columns.of("volume");
        this.closeTime = columns.of("close_time");
        this.quoteVolume = columns.of("quote_volume");
        this.count = columns.of("count");
        this.takerBuyVolume = columns.of("taker_buy_volume");
        this.takerBuyQuoteVolume = columns.of("taker_buy_quote_volume");
        this.times = new VenueTimes(reading.now());
    }

    private static PriceType priceType(ArchiveFile file) {
        return switch (file.dataset().series().type()) {
            case KLINES -> PriceType.TRADE;
            case MARK_PRICE_KLINES -> PriceType.MARK;
            case INDEX_PRICE_KLINES -> PriceType.INDEX;
            case PREMIUM_INDEX_KLINES -> PriceType.PREMIUM;
            case TRADES, AGG_TRADES, FUNDING_RATE, METRICS ->
                throw new IllegalArgumentException("no klines: " + file.path());
        };
    }

    @Override
    public Kline decode(Fields row) throws RefusedRow {
        long start = times.epoch(row, openTime);
        if (interval.openTime(start) != start) {
            throw row.refused(openTime, "the start of an interval of " + interval.label());
        }
        long end = interval.closeTime(start);
        long last = times.epochWithin(row, closeTime, start, end, withinInterval);
        Instant ended = Times.instant(end);
        return Kline.newBuilder()
                .setVenue(venue.name())
                .setSymbol(symbol)
                .setPriceType(priceType)
                .setInterval(interval.label())
                .setOpenTime(Times.instant(start))
                .setCloseTime(ended)
                .setOpen(price(row, open))
                .setHigh(price(row, high))
                .setLow(price(row, low))
                .setClose(price(row, close))
                .setVolume(traded(row, volume))
                .setQuoteVolume(quoted(row, quoteVolume))
                .setTakerBuyVolume(traded(row, takerBuyVolume))
                .setTakerBuyQuoteVolume(quoted(row, takerBuyQuoteVolume))
                .setTradeCount(row.number(count))
                .setQuantityUnit(venue.quantityUnit())
                .setClosed(!ended.isAfter(now))
                .setEventTime(Times.instant(last))
                .setSource(source)
                .build();
    }

    private BigDecimal price(Fields row, Column column) throws RefusedRow {
        if (priceType == PriceType.PREMIUM) {
            decimal.read(row, column); // a rate, which may be negative
        } else {
            decimal.readPositive(row, column);
        }
        return decimal.value();
    }

    private @Nullable BigDecimal traded(Fields row, Column column) throws RefusedRow {
        if (priceType != PriceType.TRADE) {
            return null;
        }
        decimal.readNotNegative(row, column);
        return decimal.value();
    }

    private @Nullable BigDecimal quoted(Fields row, Column column) throws RefusedRow {
        return venue.quantityUnit() == QuantityUnit.CONTRACT ? null : traded(row, column);
    }

    @Override
    public long time(Kline row) {
        return Times.micros(row.getOpenTime());
    }

    @Override
    public void addVolume(Kline row, VolumeSum sum) {
        if (row.getVolume() != null) {
            sum.add(row.getVolume());
        }
    }
}
