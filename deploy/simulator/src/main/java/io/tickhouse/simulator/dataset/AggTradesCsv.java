package io.tickhouse.simulator.dataset;

import io.tickhouse.simulator.market.DayAggTrades;
import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.SymbolDays;
import java.io.IOException;
import java.util.List;

/** Aggregate trades in the columns of their market. Source: binance-public-data README and published files. */
final class AggTradesCsv {
    private AggTradesCsv() {}

    static void write(SymbolDays days, List<DayPlan> plans, CsvBuffer csv) throws IOException {
        if (plans.isEmpty()) {
            return;
        }
        TradeColumns columns = new TradeColumns(days.instrument(), csv);
        long id = days.firstAggTradeId(plans.getFirst().date());
        for (DayPlan plan : plans) {
            DayAggTrades aggregates = new DayAggTrades(plan);
            while (aggregates.next()) {
                csv.number(id++).comma();
                columns.price(aggregates.price());
                columns.quantity(aggregates.quantity());
                csv.number(aggregates.firstTradeId()).comma();
                csv.number(aggregates.lastTradeId()).comma();
                csv.number(aggregates.time());
                columns.buyerMaker(aggregates.buyerMaker());
                csv.endRow();
            }
        }
    }
}
