package io.tickhouse.simulator.market;

import java.time.LocalDate;

/**
 * All that one UTC day of one symbol needs: with it the day's trades can be made without any other day.
 *
 * @param firstId venue id of the day's first trade; the last one is {@code firstId + trades - 1}
 * @param openTicks price level, in ticks, at 00:00
 * @param closeTicks price level, in ticks, that the day ends near; the next day's {@code openTicks}
 * @param seed of this day's generator
 */
public record DayPlan(
        Instrument instrument, LocalDate date, long firstId, long trades, long openTicks, long closeTicks, long seed) {}
