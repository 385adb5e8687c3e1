package io.tickhouse.simulator.dataset;

import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.DayPositions;
import io.tickhouse.simulator.market.Instrument;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Open interest and ratios, a row at the end of each five minutes: 00:05:00 first, 00:00:00 of the next day last. A
 * ratio to nothing is blank, as the venue leaves it.
 */
final class MetricsCsv {
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int AMOUNT_DECIMALS = 16;
    private static final int RATIO_DECIMALS = 8;

    private final Instrument instrument;
    private final DayPositions positions;
    private final CsvBuffer csv;

    MetricsCsv(DayPlan plan, CsvBuffer csv) {
        this.instrument = plan.instrument();
        this.positions = new DayPositions(plan);
        this.csv = csv;
    }

    void write() throws IOException {
        while (positions.next()) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(positions.epochSecond(), 0, ZoneOffset.UTC);
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
