package io.tickhouse.schemas.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static final long SEED = 1;

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "2024-08-08T23:59:59.999123Z, 1723161599999123",
        "2024-08-08T23:59:59.999123999Z, 1723161599999123",
        "1969-12-31T23:59:59.999999Z, -1",
        "1969-12-31T23:59:59.999999999Z, -1",
        "1969-12-31T23:59:59Z, -1000000",
    })
    void aMomentIsItsMicrosecondsSinceTheEpochWithAnythingFinerCut(Instant time, long micros) {
        assertThat(Times.micros(time)).isEqualTo(micros);
    }

    @Test
    void anyMicrosecondsComeBackAsTheyWere() {
        Random random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            long micros = random.nextLong() / 1_000;
            Instant time = Times.instant(micros);
            assertThat(Times.micros(time)).as("seed %d", SEED).isEqualTo(micros);
            assertThat(BigInteger.valueOf(time.getEpochSecond())
                            .multiply(BigInteger.valueOf(1_000_000))
                            .add(BigInteger.valueOf(time.getNano() / 1_000)))
                    .isEqualTo(BigInteger.valueOf(micros));
        }
    }

    @Test
    void aMomentThatDoesNotFitIsRefusedRatherThanWrapped() {
        assertThatThrownBy(() -> Times.micros(Instant.MAX)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2009-01-01T00:00:00Z, true",
        "2008-12-31T23:59:59.999999Z, false",
        "2024-08-08T12:00:00Z, true",
        "2024-08-10T00:00:00Z, true",
        "2024-08-10T00:00:00.000001Z, false",
        "1970-01-20T22:39:21Z, false",
    })
    void onlyTimesFrom2009ToADayAheadAreBelieved(Instant time, boolean plausible) {
        assertThat(Times.plausible(time, Instant.parse("2024-08-09T00:00:00Z"))).isEqualTo(plausible);
    }
}
