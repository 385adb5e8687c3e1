package io.tickhouse.bench.chaos;

import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.simulator.market.DayTrades;
import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Market;
import io.tickhouse.simulator.market.MarketPlan;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** One symbol's trades without end. Each is of another of four months than the one before; every day the months move on. */
final class Trades {
    private static final int MONTHS_AT_ONCE = 4;
    private static final int TRADES_A_DAY = 20_000;
    private static final LocalDate FIRST = LocalDate.of(2019, 1, 1);

    private final long seed;
    private final Instrument instrument;
    private final DayTrades[] days = new DayTrades[MONTHS_AT_ONCE];
    private int months = MONTHS_AT_ONCE;
    private long made;

    Trades(long seed, String symbol) {
        this.seed = seed;
        this.instrument = Instrument.of(Market.SPOT, symbol);
        for (int month = 0; month < MONTHS_AT_ONCE; month++) {
            days[month] = day(month);
        }
    }

    Trade next() {
        int turn = (int) (made % MONTHS_AT_ONCE);
        if (!days[turn].next()) {
            days[turn] = day(months++);
            days[turn].next();
        }
        return trade(days[turn], Instant.EPOCH.plus(days[turn].epochMicros(), ChronoUnit.MICROS));
    }

    /** The next one, moved to the same time of day on the first of a month long ago, so many months after January 2000. */
    Trade next(int month) {
        Trade trade = next();
        LocalDate day = LocalDate.of(2000, 1, 1).plusMonths(month);
        Duration ofDay = Duration.between(trade.getEventTime().truncatedTo(ChronoUnit.DAYS), trade.getEventTime());
        trade.setEventTime(day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(ofDay));
        return trade;
    }

    private Trade trade(DayTrades at, Instant time) {
        made++;
        return Trade.newBuilder()
                .setVenue("binance-spot")
                .setSymbol(instrument.symbol())
                .setTradeId(Long.toString(made))
                .setSequence(made % 50 == 0 ? null : made)
                .setPrice(decimal(at.price(), instrument.priceScale()))
                .setQuantity(decimal(at.quantity(), instrument.quantityScale()))
                .setQuoteQuantity(made % 3 == 0 ? null : decimal(at.price(), instrument.priceScale()))
                .setQuantityUnit(QuantityUnit.BASE)
                .setSide(at.buyerMaker() ? Side.SELL : Side.BUY)
                .setKind("NORMAL")
                .setEventTime(time)
                .setPublishTime(made % 2 == 0 ? null : time.plusNanos(made % 1_000_000 * 1_000))
                .setReceiveTime(null)
                .setSource(Source.SIMULATED)
                .build();
    }

    private DayTrades day(int month) {
        LocalDate date = FIRST.plusMonths(month);
        return new DayTrades(
                MarketPlan.of(seed, instrument, date, date, TRADES_A_DAY).getFirst());
    }

    private static BigDecimal decimal(long mantissa, int scale) {
        return BigDecimal.valueOf(mantissa, scale).setScale(Decimals.SCALE);
    }
}
