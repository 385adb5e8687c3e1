package io.tickhouse.streams.gaps;

import io.tickhouse.market.GapEvent;
import io.tickhouse.market.Kline;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.streams.coverage.CoveredRanges;
import io.tickhouse.streams.coverage.Fact.Lane;
import io.tickhouse.streams.coverage.Growth;
import io.tickhouse.streams.coverage.HarmlessHoles;
import io.tickhouse.streams.coverage.Hole;
import io.tickhouse.streams.coverage.Run;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Missing klines of one instrument, price and interval: intervals are numbered, so that a hole in the numbers of the closed
 * klines is a missing one.
 */
final class KlineGaps {
    private static final long MONTHS_PER_YEAR = 12;
    /** Monday of the first week that is numbered, 1970-01-05, and the length of a week; microseconds. */
    private static final long FIRST_MONDAY = 4 * 86_400_000_000L;

    private final String key;
    private final Interval interval;
    private final Map<Lane, CoveredRanges> lanes = new EnumMap<>(Lane.class);
    private final IdGaps gaps;
    private boolean modified;

    KlineGaps(String key, String dataType, Interval interval, byte[] saved) {
        this.key = key;
        this.interval = interval;
        IdGaps.IdTimes times = new IdGaps.IdTimes() {
            @Override
            public long from(long id) {
                return openTime(interval, id);
            }

            @Override
            public long to(long id) {
                return interval.closeTime(openTime(interval, id));
            }
        };
        this.gaps = saved.length == 0 ? new IdGaps(dataType, times) : GapCodec.decode(saved, dataType, times);
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new CoveredRanges(HarmlessHoles.NONE, runs(lane), List.of()));
        }
    }

    /** What was saved as seen, holes of which were told or explained by others. */
    private List<Run> runs(Lane lane) {
        return gaps.seen().getOrDefault(lane, new RangeSet()).ranges().stream()
                .map(range -> new Run(
                        range.first(),
                        range.last(),
                        openTime(interval, range.first()),
                        openTime(interval, range.last()),
                        true,
                        0))
                .toList();
    }

    /** Takes a closed kline. */
    void closed(Lane lane, Kline kline, long now, Consumer<GapEvent> events) {
        CoveredRanges ranges = lanes.get(lane);
        long openTime = Times.micros(kline.getOpenTime());
        long number = number(interval, openTime);
        if (ranges == null || ranges.seen(number)) {
            return;
        }
        modified = true;
        GapWriter out = new GapWriter(key, events);
        Growth growth = ranges.add(number, openTime, openTime);
        gaps.covered(lane, number, number, out, now);
        if (growth.closed() == null) {
            // klines come in order: what is passed over is missing at once
            ranges.tellAllPassedOver(hole -> missing(lane, hole, out, now));
        }
    }

    private void missing(Lane lane, Hole hole, GapWriter out, long now) {
        gaps.missing(lane, hole, "MISSING_KLINES", null, out, now);
    }

    /**
     * Tells of holes that nothing comes into, and of repairs that have stopped.
     *
     * @param quiet how long nothing must have come, milliseconds
     */
    void tick(long now, long quiet, Consumer<GapEvent> events) {
        GapWriter out = new GapWriter(key, events);
        lanes.forEach((lane, ranges) -> {
            if (ranges.hasUntold()) {
                ranges.tellQuiet(now, quiet, hole -> {
                    modified = true;
                    missing(lane, hole, out, now);
                });
            }
        });
        modified |= gaps.tellPaused(out, now);
    }

    boolean takeModified() {
        boolean was = modified;
        modified = false;
        return was;
    }

    byte[] encode() {
        return GapCodec.encode(key, gaps);
    }

    /** How many intervals before it began since 1970. */
    static long number(Interval interval, long openTime) {
        return switch (interval) {
            case MONTH_1 -> {
                var day = Times.instant(openTime).atOffset(ZoneOffset.UTC);
                yield day.getYear() * MONTHS_PER_YEAR + day.getMonthValue() - 1;
            }
            case WEEK_1 -> Math.floorDiv(openTime - FIRST_MONDAY, length(interval));
            default -> Math.floorDiv(openTime, length(interval));
        };
    }

    static long openTime(Interval interval, long number) {
        return switch (interval) {
            case MONTH_1 ->
                Times.micros(LocalDate.of(
                                (int) Math.floorDiv(number, MONTHS_PER_YEAR),
                                (int) Math.floorMod(number, MONTHS_PER_YEAR) + 1,
                                1)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC));
            case WEEK_1 -> FIRST_MONDAY + number * length(interval);
            default -> number * length(interval);
        };
    }

    private static long length(Interval interval) {
        long open = interval.openTime(0);
        return interval.closeTime(open) - open;
    }
}
