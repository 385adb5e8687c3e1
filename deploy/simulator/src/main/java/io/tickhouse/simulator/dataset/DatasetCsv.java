package io.tickhouse.simulator.dataset;

import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.Interval;
import io.tickhouse.simulator.market.Market;
import io.tickhouse.simulator.market.ReferencePrices;
import io.tickhouse.simulator.market.SymbolDays;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.ToLongFunction;

/** The CSV of any dataset: its header, where the venue writes one, and its rows. */
public final class DatasetCsv {
    private DatasetCsv() {}

    /**
     * Writes the file's rows in constant memory; leaves the stream open.
     *
     * @param period days that are not simulated have no rows
     */
    public static void write(Dataset dataset, SymbolDays days, Period period, OutputStream out) throws IOException {
        CsvBuffer csv = new CsvBuffer(out);
        Market market = days.instrument().market();
        String header = dataset.type().header(market, period);
        if (!header.isEmpty()) {
            csv.text(header).endRow();
        }
        List<DayPlan> plans = days.between(period.first(), period.last());
        switch (dataset.type()) {
            case TRADES -> {
                for (DayPlan plan : plans) {
                    TradesCsv.write(plan, csv);
                }
            }
            case AGG_TRADES -> AggTradesCsv.write(days, plans, csv);
            case KLINES -> KlinesCsv.write(days, interval(dataset), period, csv);
            case MARK_PRICE_KLINES -> reference(dataset, days, period, ReferencePrices::mark, csv);
            case INDEX_PRICE_KLINES -> reference(dataset, days, period, ReferencePrices::index, csv);
            case PREMIUM_INDEX_KLINES -> reference(dataset, days, period, ReferencePrices::premium, csv);
            case FUNDING_RATE -> FundingRatesCsv.write(days, plans, csv);
            case METRICS -> {
                for (DayPlan plan : plans) {
                    new MetricsCsv(plan, csv).write();
                }
            }
        }
        csv.flush();
    }

    private static void reference(
            Dataset dataset, SymbolDays days, Period period, ToLongFunction<ReferencePrices> series, CsvBuffer csv)
            throws IOException {
        KlinesCsv.writeReference(days, interval(dataset), period, series, csv);
    }

    private static Interval interval(Dataset dataset) {
        return dataset.interval().orElseThrow();
    }
}
