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
import io.tickhouse.market.OpenInterest;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Open interest and ratios of each five minutes: create_time, symbol, sum_open_interest, sum_open_interest_value,
 * count_toptrader_long_short_ratio, sum_toptrader_long_short_ratio, count_long_short_ratio, sum_taker_long_short_vol_ratio.
 *
 * <p>The figures are taken at the end of the five minutes, the taker volume ratio is over them. What create_time says has
 * changed: in USD-M files for days before 2026-06-25 it is the end (00:05 to 00:00 of the next day), in later ones it is the
 * start (00:00 to 23:55), as it is in COIN-M files, which were compared back to 2025. The record's event_time is always the
 * end, so that the change leaves neither a doubled moment nor one that means something else. Source: binance-public-data
 * issue 491, reported by a user and not answered by Binance.
 *
 * <p>USD-M: sum_open_interest is base currency and its value quote currency. COIN-M: it is contracts, and its value base
 * currency. Source: Open Interest Statistics in the documentation of each API. A blank is a figure that Binance has not; a
 * row without open interest is refused.
 */
final class BinanceMetrics implements RowDecoder<OpenInterest> {
    private static final LocalDate LABELLED_BY_START_IN_USDM = LocalDate.of(2026, 6, 25);
    private static final Duration STEP = Duration.ofMinutes(5);

    private final Venue venue;
    private final String symbol;
    private final Source source;
    private final boolean labelledByStart;
    private final Column createTime;
    private final Column symbolColumn;
    private final Column openInterest;
    private final Column openInterestValue;
    private final Column topTraderAccounts;
    private final Column topTraderPositions;
    private final Column accounts;
    private final Column takerVolume;
    private final VenueTimes times;
    private final DecimalField decimal = new DecimalField();

    BinanceMetrics(BinanceMarket market, ArchiveFile file, Columns columns, Reading reading) {
        this.venue = file.venue();
        this.symbol = file.symbol();
        this.source = reading.source();
        this.labelledByStart =
                market == BinanceMarket.CM || !file.period().first().isBefore(LABELLED_BY_START_IN_USDM);
        this.createTime = columns.of("create_time");
        this.symbolColumn = columns.of("symbol");
        this.openInterest = columns.of("sum_open_interest");
        this.openInterestValue = columns.of("sum_open_interest_value");
        this.topTraderAccounts = columns.of("count_toptrader_long_short_ratio");
        this.topTraderPositions = columns.of("sum_toptrader_long_short_ratio");
        this.accounts = columns.of("count_long_short_ratio");
        this.takerVolume = columns.of("sum_taker_long_short_vol_ratio");
        this.times = new VenueTimes(reading.now());
    }

    @Override
    public OpenInterest decode(Fields row) throws RefusedRow {
        long labelled = times.dateTime(row, createTime);
        if (!row.says(symbolColumn, symbol)) {
            throw row.refused(symbolColumn, symbol);
        }
        decimal.readNotNegative(row, openInterest);
        BigDecimal open = decimal.value();
        BigDecimal value = optional(row, openInterestValue);
        boolean inContracts = venue.quantityUnit() == QuantityUnit.CONTRACT;
        return OpenInterest.newBuilder()
                .setVenue(venue.name())
                .setSymbol(symbol)
                .setOpenInterest(open)
                .setQuantityUnit(venue.quantityUnit())
                .setBaseQuantity(inContracts ? value : open)
                .setQuoteValue(inContracts ? null : value)
                .setTopTraderAccountRatio(optional(row, topTraderAccounts))
                .setTopTraderPositionRatio(optional(row, topTraderPositions))
                .setAccountRatio(optional(row, accounts))
                .setTakerVolumeRatio(optional(row, takerVolume))
                .setEventTime(Times.instant(labelled).plus(labelledByStart ? STEP : Duration.ZERO))
                .setSource(source)
                .build();
    }

    private @Nullable BigDecimal optional(Fields row, Column column) throws RefusedRow {
        if (row.isBlank(column)) {
            return null;
        }
        decimal.readNotNegative(row, column);
        return decimal.value();
    }

    /** The start of its five minutes: a day's file holds those that begin in the day. */
    @Override
    public long time(OpenInterest row) {
        return Times.micros(row.getEventTime().minus(STEP));
    }
}
