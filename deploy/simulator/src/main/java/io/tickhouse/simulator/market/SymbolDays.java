package io.tickhouse.simulator.market;

import java.time.LocalDate;
import java.util.List;

/**
 * All that is simulated of one symbol: consecutive UTC days. Before the first there was no market, after the last there
 * is none.
 *
 * @param plans one a day, in order, at least one
 */
public record SymbolDays(List<DayPlan> plans) {
    public SymbolDays {
        plans = List.copyOf(plans);
        if (plans.isEmpty()) {
            throw new IllegalArgumentException("expected at least one day, found none");
        }
    }

    public Instrument instrument() {
        return plans.getFirst().instrument();
    }

    public LocalDate from() {
        return plans.getFirst().date();
    }

    /** The last day, inclusive. */
    public LocalDate to() {
        return plans.getLast().date();
    }

    /** The days from the first to the last (inclusive) that are simulated; none when all lie outside. */
    public List<DayPlan> between(LocalDate first, LocalDate last) {
        return plans.stream()
                .filter(plan -> !plan.date().isBefore(first) && !plan.date().isAfter(last))
                .toList();
    }

    /** How many trades these days have. */
    public long trades(LocalDate first, LocalDate last) {
        return between(first, last).stream().mapToLong(DayPlan::trades).sum();
    }

    /** Price mantissa of the last trade before the day; the first day's opening level when there was none. */
    public long closeBefore(LocalDate day) {
        for (DayPlan plan : between(from(), day.minusDays(1)).reversed()) {
            if (plan.trades() > 0) {
                DayTrades trades = new DayTrades(plan);
                while (trades.next()) {
                    // the cursor stays on the last trade
                }
                return trades.price();
            }
        }
        return plans.getFirst().openTicks() * instrument().tick();
    }

    /**
     * Id of the first aggregate trade of the day; ids run on from day to day without a hole. It counts the aggregates of
     * all days before, so a caller that goes through many days should count on by itself.
     */
    public long firstAggTradeId(LocalDate day) {
        long id = plans.getFirst().firstId() / 3;
        for (DayPlan plan : between(from(), day.minusDays(1))) {
            id += DayAggTrades.count(plan);
        }
        return id;
    }
}
