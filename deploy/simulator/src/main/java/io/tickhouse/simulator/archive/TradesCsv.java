package io.tickhouse.simulator.archive;

import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.DayTrades;
import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** A day's trades in the columns of their market. Source: binance-public-data README and sample files. */
final class TradesCsv {
    /** Spot files carry microseconds from this day on, milliseconds before; futures files stay at milliseconds. */
    static final LocalDate SPOT_MICROS_SINCE = LocalDate.of(2025, 1, 1);

    private static final int SPOT_DECIMALS = 8;
    private static final int SPOT_QUOTE_DECIMALS = 16;
    private static final int BASE_DECIMALS = 8;
    private static final byte[] SPOT_TRUE = ",True,True".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SPOT_FALSE = ",False,True".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = ",true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = ",false".getBytes(StandardCharsets.US_ASCII);

    private final Instrument instrument;
    private final DayTrades trades;
    private final long timeDivisor;
    private final long contractSizeScaled;
    private final CsvBuffer csv;

    private TradesCsv(DayPlan plan, OutputStream out) {
        this.instrument = plan.instrument();
        this.trades = new DayTrades(plan);
        this.csv = new CsvBuffer(out);
        boolean micros = instrument.market() == Market.SPOT && !plan.date().isBefore(SPOT_MICROS_SINCE);
        this.timeDivisor = micros ? 1 : 1_000;
        this.contractSizeScaled = instrument.contractSize() * pow10(BASE_DECIMALS + instrument.priceScale());
    }

    /** Writes the whole day, header first where the market has one; leaves the stream open. */
    static void write(DayPlan plan, OutputStream out) throws IOException {
        new TradesCsv(plan, out).writeAll();
    }

    private void writeAll() throws IOException {
        Market market = instrument.market();
        if (!market.header().isEmpty()) {
            csv.text(market.header()).endRow();
        }
        while (trades.next()) {
            switch (market) {
                case SPOT -> spotRow();
                case UM -> usdMarginedRow();
                case CM -> coinMarginedRow();
            }
            csv.endRow();
        }
        csv.flush();
    }

    private void spotRow() {
        int quoteScale = instrument.priceScale() + instrument.quantityScale();
        csv.number(trades.id()).comma();
        csv.fixed(trades.price(), instrument.priceScale(), SPOT_DECIMALS).comma();
        csv.fixed(trades.quantity(), instrument.quantityScale(), SPOT_DECIMALS).comma();
        csv.fixed(quote(), quoteScale, SPOT_QUOTE_DECIMALS).comma();
        csv.number(trades.epochMicros() / timeDivisor);
        // the last column is isBestMatch: true in every published file
        csv.text(trades.buyerMaker() ? SPOT_TRUE : SPOT_FALSE);
    }

    private void usdMarginedRow() {
        priceAndQuantity();
        csv.trimmed(quote(), instrument.priceScale() + instrument.quantityScale());
        timeAndMaker();
    }

    private void coinMarginedRow() {
        priceAndQuantity();
        // contracts × contract size / price, rounded half up at the eighth decimal as recorded files are
        long value = Math.multiplyExact(trades.quantity(), contractSizeScaled);
        long base = Math.addExact(value, trades.price() / 2) / trades.price();
        csv.fixed(base, BASE_DECIMALS, BASE_DECIMALS);
        timeAndMaker();
    }

    private void priceAndQuantity() {
        csv.number(trades.id()).comma();
        csv.fixed(trades.price(), instrument.priceScale(), instrument.priceScale())
                .comma();
        csv.fixed(trades.quantity(), instrument.quantityScale(), instrument.quantityScale())
                .comma();
    }

    private void timeAndMaker() {
        csv.comma().number(trades.epochMicros() / timeDivisor);
        csv.text(trades.buyerMaker() ? TRUE : FALSE);
    }

    private long quote() {
        return Math.multiplyExact(trades.price(), trades.quantity());
    }

    private static long pow10(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
