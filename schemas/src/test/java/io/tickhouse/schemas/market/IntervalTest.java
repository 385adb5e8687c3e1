package io.tickhouse.schemas.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IntervalTest {
    private static final long SEED = 20240229;

    @ParameterizedTest
    @CsvSource({
        "1s, 2024-02-29T23:59:59.999999Z, 2024-02-29T23:59:59Z, 2024-03-01T00:00:00Z",
        "1m, 2024-08-08T23:59:59.999999Z, 2024-08-08T23:59:00Z, 2024-08-09T00:00:00Z",
        "1m, 2024-08-09T00:00:00Z, 2024-08-09T00:00:00Z, 2024-08-09T00:01:00Z",
        "8h, 2024-08-09T15:59:59Z, 2024-08-09T08:00:00Z, 2024-08-09T16:00:00Z",
        "1d, 2024-02-29T12:00:00Z, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
        // three-day candles stand on the grid of the epoch: 1970-01-01, 1970-01-04, …
        "3d, 1970-01-03T23:59:59Z, 1970-01-01T00:00:00Z, 1970-01-04T00:00:00Z",
        "3d, 2024-08-11T12:00:00Z, 2024-08-09T00:00:00Z, 2024-08-12T00:00:00Z",
        // the epoch was a Thursday
        "1w, 1970-01-01T00:00:00Z, 1969-12-29T00:00:00Z, 1970-01-05T00:00:00Z",
        "1w, 2024-08-11T23:59:59.999999Z, 2024-08-05T00:00:00Z, 2024-08-12T00:00:00Z",
        "1w, 2024-08-12T00:00:00Z, 2024-08-12T00:00:00Z, 2024-08-19T00:00:00Z",
        "1M, 2024-02-29T23:59:59.999999Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "1M, 2023-02-28T23:59:59.999999Z, 2023-02-01T00:00:00Z, 2023-03-01T00:00:00Z",
        "1M, 2024-12-31T00:00:00Z, 2024-12-01T00:00:00Z, 2025-01-01T00:00:00Z",
        "1m, 1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:00Z, 1970-01-01T00:00:00Z",
        "1M, 1969-12-31T23:59:59.999999Z, 1969-12-01T00:00:00Z, 1970-01-01T00:00:00Z",
    })
    void anIntervalOpensAndClosesWhereTheContractSays(String label, Instant time, Instant open, Instant close) {
        Interval interval = Interval.of(label);
        long opened = interval.openTime(Times.micros(time));
        assertThat(Times.instant(opened)).isEqualTo(open);
        assertThat(Times.instant(interval.closeTime(opened))).isEqualTo(close);
    }

    @ParameterizedTest
    @EnumSource
    void anyMomentBeforeOrAfterTheEpochLiesInTheIntervalTheCalendarGives(Interval interval) {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            // 1901 to 2099
            Instant time = Instant.ofEpochSecond(random.nextLong(-2_177_452_800L, 4_070_908_800L))
                    .plus(random.nextInt(1_000_000), ChronoUnit.MICROS);
            Instant expected = expectedOpen(interval, time);
            long open = interval.openTime(Times.micros(time));
            assertThat(Times.instant(open))
                    .as("seed %d, %s of %s", SEED, interval, time)
                    .isEqualTo(expected);
            assertThat(interval.openTime(open)).isEqualTo(open);
            long close = interval.closeTime(open);
            assertThat(close).isGreaterThan(Times.micros(time));
            assertThat(interval.openTime(close)).isEqualTo(close);
            assertThat(interval.openTime(close - 1)).isEqualTo(open);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLabelNamesItsInterval(Interval interval) {
        assertThat(Interval.of(interval.label())).isEqualTo(interval);
    }

    @Test
    void minutesAndMonthsDifferInTheirCaseOnly() {
        assertThat(Interval.of("1m")).isEqualTo(Interval.MINUTE_1);
        assertThat(Interval.of("1M")).isEqualTo(Interval.MONTH_1);
    }

    @Test
    void anUnknownLabelIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Interval.of("7m"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1s, 1m, 3m")
                .hasMessageContaining("'7m'");
    }

    private static Instant expectedOpen(Interval interval, Instant time) {
        ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
        ZonedDateTime day = utc.truncatedTo(ChronoUnit.DAYS);
        return switch (interval) {
            case MONTH_1 -> day.withDayOfMonth(1).toInstant();
            case WEEK_1 -> day.with(DayOfWeek.MONDAY).toInstant();
            case DAY_3 ->
                day.minusDays(Math.floorMod(day.toLocalDate().toEpochDay(), 3L)).toInstant();
            case DAY_1 -> day.toInstant();
            default -> {
                String label = interval.label();
                long count = Long.parseLong(label.substring(0, label.length() - 1));
                Duration length = switch (label.charAt(label.length() - 1)) {
                    case 's' -> Duration.ofSeconds(count);
                    case 'm' -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                };
                long sinceMidnight = Duration.between(day, utc).dividedBy(length);
                yield day.plus(length.multipliedBy(sinceMidnight)).toInstant();
            }
        };
    }
}
