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
import io.tickhouse.market.FundingRate;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Settled funding rates: calc_time, funding_interval_hours, last_funding_rate.
 *
 * <p>calc_time is the moment of settlement and a jitter of some milliseconds ({@code …00001}, {@code …00007}) that belongs to
 * the calculation. funding_time is calc_time cut to its second, so that it is the funding time that live records foretold;
 * event_time keeps calc_time as it stands. It is not put on the grid of the interval: intervals of 8, 4 and 1 hours take
 * turns within a month.
 */
final class BinanceFundingRates implements RowDecoder<FundingRate> {
    private static final int MOST_HOURS = 24;
    private static final int MINUTES_PER_HOUR = 60;

    private final Venue venue;
    private final String symbol;
    private final Source source;
    private final Column calcTime;
    private final Column intervalHours;
    private final Column rate;
    private final VenueTimes times;
    private final DecimalField decimal = new DecimalField();

    BinanceFundingRates(ArchiveFile file, Columns columns, Reading reading) {
        this.venue = file.venue();
        this.symbol = file.symbol();
        this.source = reading.source();
        this.calcTime = columns.of("calc_time");
        this.intervalHours = columns.of("funding_interval_hours");
        this.rate = columns.of("last_funding_rate");
        this.times = new VenueTimes(reading.now());
    }

    @Override
    public FundingRate decode(Fields row) throws RefusedRow {
        Instant calculated = Times.instant(times.epoch(row, calcTime));
        decimal.read(row, rate);
        return FundingRate.newBuilder()
                .setVenue(venue.name())
                .setSymbol(symbol)
                .setFundingTime(calculated.truncatedTo(ChronoUnit.SECONDS))
                .setRate(decimal.value())
                .setIntervalMinutes(minutes(row))
                .setSettled(true)
                .setEventTime(calculated)
                .setSource(source)
                .build();
    }

    private @Nullable Integer minutes(Fields row) throws RefusedRow {
        if (row.isBlank(intervalHours)) {
            return null;
        }
        long hours = row.number(intervalHours);
        if (hours < 1 || hours > MOST_HOURS) {
            throw row.refused(intervalHours, "1 to " + MOST_HOURS + " hours");
        }
        return Math.toIntExact(hours * MINUTES_PER_HOUR);
    }

    @Override
    public long time(FundingRate row) {
        return Times.micros(row.getEventTime());
    }
}
