package io.tickhouse.simulator.dataset;

import io.tickhouse.simulator.market.Candles;
import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Interval;
import io.tickhouse.simulator.market.Market;
import io.tickhouse.simulator.market.ReferenceCandles;
import io.tickhouse.simulator.market.ReferencePrices;
import io.tickhouse.simulator.market.SymbolDays;
import java.io.IOException;
import java.util.function.ToLongFunction;

/** Klines of trades and of reference prices: twelve columns everywhere. Source: binance-public-data README. */
final class KlinesCsv {
    private static final long MICROS = 1_000_000;
    private static final int SPOT_DECIMALS = 8;

    private KlinesCsv() {}

    static void write(SymbolDays days, Interval interval, Period period, CsvBuffer csv) throws IOException {
        Instrument instrument = days.instrument();
        Market market = instrument.market();
        TradeColumns columns = new TradeColumns(instrument, csv);
        long timeUnit = market.timeUnitMicros(period.first());
        int valueScale = instrument.valueScale();
        int valueDecimals = market == Market.SPOT ? SPOT_DECIMALS : valueScale;
        Candles candles = new Candles(days, interval, period.first(), period.last());
        while (candles.next()) {
            csv.number(candles.openSecond() * MICROS / timeUnit).comma();
            columns.price(candles.open());
            columns.price(candles.high());
            columns.price(candles.low());
            columns.price(candles.close());
            columns.quantity(candles.volume());
            csv.number(candles.closeSecond() * MICROS / timeUnit - 1).comma();
            csv.fixed(candles.value(), valueScale, valueDecimals).comma();
            csv.number(candles.count()).comma();
            columns.quantity(candles.takerBuyVolume());
            csv.fixed(candles.takerBuyValue(), valueScale, valueDecimals).comma();
            csv.number(0).endRow();
        }
    }

    /** Nothing is traded at a reference price: volumes are 0 and the count is that of the samples. */
    static void writeReference(
            SymbolDays days, Interval interval, Period period, ToLongFunction<ReferencePrices> series, CsvBuffer csv)
            throws IOException {
        ReferenceCandles candles = new ReferenceCandles(days, interval, period.first(), period.last(), series);
        while (candles.next()) {
            csv.number(candles.openSecond() * 1_000).comma();
            price(candles.open(), csv);
            price(candles.high(), csv);
            price(candles.low(), csv);
            price(candles.close(), csv);
            csv.number(0).comma();
            csv.number(candles.closeSecond() * 1_000 - 1).comma();
            csv.number(0).comma();
            csv.number(candles.count()).comma();
            csv.text("0,0,0").endRow();
        }
    }

    private static void price(long mantissa, CsvBuffer csv) {
        csv.fixed(mantissa, ReferencePrices.SCALE, ReferencePrices.SCALE).comma();
    }
}
