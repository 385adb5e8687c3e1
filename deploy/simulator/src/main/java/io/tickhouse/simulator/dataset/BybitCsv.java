package io.tickhouse.simulator.dataset;

import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.DayTrades;
import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.MatchIds;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Trades in the columns of Bybit's public archive, oldest first. Source: files published at public.bybit.com, and the
 * columns that third parties document.
 *
 * @param rpi whether the files have the column of retail price improvement orders, which came late in 2025
 */
public record BybitCsv(BybitProduct product, boolean rpi) {
    private static final int SECOND_DECIMALS = 4;
    private static final int GROSS_SHIFT = 8;
    private static final int RPI_ONE_IN = 16;

    /** The first line, without line end; always there. */
    public String header() {
        return switch (product) {
            case LINEAR ->
                "timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional"
                        + (rpi ? ",RPI" : "");
            case SPOT -> "id,timestamp,price,volume,side" + (rpi ? ",rpi" : "");
        };
    }

    /** Writes the rows of some days without the header, in constant memory; leaves the stream open. */
    public void writeRows(List<DayPlan> plans, OutputStream out) throws IOException {
        CsvBuffer csv = new CsvBuffer(out);
        long id = 1;
        for (DayPlan plan : plans) {
            switch (product) {
                case LINEAR -> linear(plan, csv);
                case SPOT -> id = spot(plan, id, csv);
            }
        }
        csv.flush();
    }

    private void linear(DayPlan plan, CsvBuffer csv) throws IOException {
        Instrument instrument = plan.instrument();
        DayTrades trades = new DayTrades(plan);
        MatchIds ids = new MatchIds(plan);
        TickDirection direction = new TickDirection(plan.openTicks() * instrument.tick());
        while (trades.next()) {
            long value = instrument.value(trades.price(), trades.quantity());
            // the venue's decimals stop at 0.1 ms
            csv.trimmed(trades.epochMicros() / 100, SECOND_DECIMALS).comma();
            csv.text(instrument.symbol()).text(trades.buyerMaker() ? ",Sell," : ",Buy,");
            csv.trimmed(trades.quantity(), instrument.quantityScale()).comma();
            csv.fixed(trades.price(), instrument.priceScale(), instrument.priceScale())
                    .comma();
            csv.text(direction.after(trades.price())).comma();
            csv.text(ids.of(trades.id()).toString()).comma();
            csv.scientific(value, instrument.valueScale() - GROSS_SHIFT).comma();
            csv.trimmed(trades.quantity(), instrument.quantityScale()).comma();
            csv.trimmed(value, instrument.valueScale());
            endRow(trades, csv);
        }
    }

    private long spot(DayPlan plan, long firstId, CsvBuffer csv) throws IOException {
        Instrument instrument = plan.instrument();
        DayTrades trades = new DayTrades(plan);
        long id = firstId;
        while (trades.next()) {
            csv.number(id++).comma();
            csv.number(trades.epochMicros() / 1_000).comma();
            csv.trimmed(trades.price(), instrument.priceScale()).comma();
            csv.trimmed(trades.quantity(), instrument.quantityScale());
            csv.text(trades.buyerMaker() ? ",sell" : ",buy");
            endRow(trades, csv);
        }
        return id;
    }

    private void endRow(DayTrades trades, CsvBuffer csv) throws IOException {
        if (rpi) {
            csv.text(trades.quantity() % RPI_ONE_IN == 0 ? ",1" : ",0");
        }
        csv.endRow();
    }

    /** Where the last other price lay. */
    private static final class TickDirection {
        private long last;
        private boolean up = true;

        TickDirection(long last) {
            this.last = last;
        }

        String after(long price) {
            boolean same = price == last;
            up = same ? up : price > last;
            last = price;
            return (same ? "Zero" : "") + (up ? "PlusTick" : "MinusTick");
        }
    }
}
