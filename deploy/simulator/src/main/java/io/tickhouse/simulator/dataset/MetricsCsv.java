package io.tickhouse.simulator.dataset;

import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.DayPositions;
import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Open interest and ratios, a row for each five minutes, of their end. USD-M files for days before 2026-06-25 call it by that
 * end: 00:05:00 first, 00:00:00 of the next day last. Later ones, and those of COIN-M, call it by the start: 00:00:00 to
 * 23:55:00. A ratio to nothing is blank, as the venue leaves it.
 */
final class MetricsCsv {
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final LocalDate LABELLED_BY_START_IN_USDM = LocalDate.of(2026, 6, 25);
    private static final int STEP_SECONDS = 300;
    private static final int AMOUNT_DECIMALS = 16;
    private static final int RATIO_DECIMALS = 8;

    private final Instrument instrument;
    private final DayPositions positions;
    private final CsvBuffer csv;
    private final int beforeEnd;

    MetricsCsv(DayPlan plan, CsvBuffer csv) {
        this.instrument = plan.instrument();
        this.positions = new DayPositions(plan);
        this.csv = csv;
        this.beforeEnd =
                instrument.market() == Market.CM || !plan.date().isBefore(LABELLED_BY_START_IN_USDM) ? STEP_SECONDS : 0;
    }

    void write() throws IOException {
        while (positions.next()) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(positions.epochSecond() - beforeEnd, 0, ZoneOffset.UTC);
            csv.text(time.format(TEXT)).comma();
            csv.text(instrument.symbol()).comma();
            csv.fixed(positions.openInterest(), instrument.quantityScale(), AMOUNT_DECIMALS)
                    .comma();
            long value = instrument.value(positions.price(), positions.openInterest());
            csv.fixed(value, instrument.valueScale(), AMOUNT_DECIMALS).comma();
            ratio(positions.largeBuys(), positions.largeSells()).comma();
            ratio(positions.largeBuyVolume(), positions.largeSellVolume()).comma();
            ratio(positions.buys(), positions.sells()).comma();
            ratio(positions.buyVolume(), positions.sellVolume()).endRow();
        }
    }

    private CsvBuffer ratio(long longs, long shorts) {
        if (shorts == 0) {
            return csv;
        }
        return csv.text(BigDecimal.valueOf(longs)
                .divide(BigDecimal.valueOf(shorts), RATIO_DECIMALS, RoundingMode.HALF_UP)
                .toPlainString());
    }
}
