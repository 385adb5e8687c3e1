package io.tickhouse.simulator.dataset;

import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.DayTrades;
import io.tickhouse.simulator.market.Instrument;
import java.io.IOException;

/** A day's trades in the columns of their market. Source: binance-public-data README and sample files. */
final class TradesCsv {
    private static final int SPOT_QUOTE_DECIMALS = 16;

    private TradesCsv() {}

    static void write(DayPlan plan, CsvBuffer csv) throws IOException {
        Instrument instrument = plan.instrument();
        TradeColumns columns = new TradeColumns(instrument, csv);
        long timeUnit = instrument.market().timeUnitMicros(plan.date());
        int valueScale = instrument.valueScale();
        DayTrades trades = new DayTrades(plan);
        while (trades.next()) {
            csv.number(trades.id()).comma();
            columns.price(trades.price());
            columns.quantity(trades.quantity());
            long value = instrument.value(trades.price(), trades.quantity());
            switch (instrument.market()) {
                case SPOT -> csv.fixed(value, valueScale, SPOT_QUOTE_DECIMALS);
                case UM -> csv.trimmed(value, valueScale);
                case CM -> csv.fixed(value, valueScale, valueScale);
            }
            csv.comma().number(trades.epochMicros() / timeUnit);
            columns.buyerMaker(trades.buyerMaker());
            csv.endRow();
        }
    }
}
