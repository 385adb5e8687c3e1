package io.tickhouse.simulator.dataset;

import io.tickhouse.simulator.market.DayFunding;
import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.SymbolDays;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Funding rates as settled at 00:00, 08:00 and 16:00 UTC, some milliseconds late. */
final class FundingRatesCsv {
    private static final long HOURS = 8;
    private static final int DECIMALS = 8;

    private FundingRatesCsv() {}

    static void write(SymbolDays days, List<DayPlan> plans, CsvBuffer csv) throws IOException {
        if (plans.isEmpty()) {
            return;
        }
        long ending = lastRateBefore(days, plans.getFirst().date());
        for (DayPlan plan : plans) {
            long[] rates = DayFunding.rates(plan);
            row(plan, 0, ending, csv);
            row(plan, 1, rates[0], csv);
            row(plan, 2, rates[1], csv);
            ending = rates[2];
        }
    }

    /** What midnight settles belongs to the evening before. */
    private static long lastRateBefore(SymbolDays days, LocalDate day) {
        List<DayPlan> evening = days.between(day.minusDays(1), day.minusDays(1));
        return evening.isEmpty() ? DayFunding.INTEREST : DayFunding.rates(evening.getFirst())[2];
    }

    private static void row(DayPlan plan, int settlement, long rate, CsvBuffer csv) throws IOException {
        long second = plan.date().atStartOfDay().plusHours(HOURS * settlement).toEpochSecond(ZoneOffset.UTC);
        csv.number(second * 1_000 + DayFunding.jitterMillis(plan)[settlement]).comma();
        csv.number(HOURS).comma();
        csv.fixed(rate, DECIMALS, DECIMALS).endRow();
    }
}
