package io.tickhouse.ingest.bulk.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.schemas.market.Times;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** "Now" is 2026-11-01T00:00:00Z: the latest time that is taken is a day later. */
class VenueTimesTest {
    private static final Column TIME = new Column(0, "time");

    private final VenueTimes times = new VenueTimes(Readings.NOW);

    @ParameterizedTest
    @CsvSource({
        "1502942428322, 2017-08-17T04:00:28.322Z",
        "1735689600012345, 2025-01-01T00:00:00.012345Z",
        "1230768000000, 2009-01-01T00:00:00Z",
        "1230768000000000, 2009-01-01T00:00:00Z",
        "1793577600000, 2026-11-02T00:00:00Z"
    })
    void millisecondsAndMicrosecondsAreToldApartByMagnitude(String text, Instant expected) throws RefusedRow {
        assertThat(times.epoch(row(text), TIME)).isEqualTo(Times.micros(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1502942428",
                "1230767999999",
                "1793577600001",
                "150294242832212345",
                "-1502942428322",
                "1502942428322.5",
                "2024-03-01",
                ""
            })
    void secondsNanosecondsAndTimesOfAnotherAgeAreRefused(String text) {
        assertThatThrownBy(() -> times.epoch(row(text), TIME))
                .isInstanceOf(RefusedRow.class)
                .hasMessageStartingWith("time: expected ")
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "1585180700.0647, 2020-03-25T23:58:20.064700Z",
        "1585180700, 2020-03-25T23:58:20Z",
        "1767225600.6864, 2026-01-01T00:00:00.686400Z",
        "1767225600.1234567, 2026-01-01T00:00:00.123456Z",
        "1767225600.000001, 2026-01-01T00:00:00.000001Z"
    })
    void decimalSecondsAreExactToTheMicrosecond(String text, Instant expected) throws RefusedRow {
        assertThat(times.seconds(row(text), TIME)).isEqualTo(Times.micros(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1767225600686",
                "18446744073709.551616",
                "99999999999999999999.999999",
                "-1767225600.5",
                "1.7672256e+09",
                "1230767999.9",
                "x",
                ""
            })
    void whatIsNoPlausibleNumberOfSecondsIsRefused(String text) {
        assertThatThrownBy(() -> times.seconds(row(text), TIME))
                .isInstanceOf(RefusedRow.class)
                .hasMessageStartingWith("time: ");
    }

    @ParameterizedTest
    @CsvSource({"2026-01-01 00:05:00, 2026-01-01T00:05:00Z", "2024-02-29 23:59:59, 2024-02-29T23:59:59Z"})
    void aTimeAsTextIsUtc(String text, Instant expected) throws RefusedRow {
        assertThat(times.dateTime(row(text), TIME)).isEqualTo(Times.micros(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29 00:00:00",
                "2026-01-01 24:00:00",
                "2026-01-01T00:05:00",
                "2026-01-01",
                "01/02/2026 00:05:00",
                "2008-12-31 23:59:59",
                "2026-11-02 00:00:01",
                "1767225600000",
                ""
            })
    void textThatIsNoPlausibleTimeIsRefused(String text) {
        assertThatThrownBy(() -> times.dateTime(row(text), TIME))
                .isInstanceOf(RefusedRow.class)
                .hasMessageStartingWith("time: expected a UTC time")
                .hasMessageContaining("'" + text + "'");
    }

    private static Fields row(String text) {
        byte[] line = text.getBytes(StandardCharsets.UTF_8);
        return new Fields().split(line, 0, line.length);
    }
}
