package io.tickhouse.simulator.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.simulator.market.Interval;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "trades",
                "aggTrades",
                "klines:1s",
                "klines:1mo",
                "markPriceKlines:1m",
                "indexPriceKlines:1h",
                "premiumIndexKlines:3d",
                "fundingRate",
                "metrics"
            })
    void aDatasetIsSpelledAsItIsRead(String text) {
        assertThat(Dataset.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "bookDepth, expected a data type of trades",
        "klines, expected an interval",
        "trades:1m, expected no interval",
        "klines:7m, expected an interval of 1s",
        "klines:1M, found '1M'",
        "markPriceKlines:1s, take 1m"
    })
    void whatIsNoDatasetIsNamed(String text, String reason) {
        assertThatThrownBy(() -> Dataset.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aMarketHasWhatTheVenuePublishes() {
        assertThat(Dataset.parse("klines:1s").on(Market.SPOT)).isNotNull();
        assertThatThrownBy(() -> Dataset.parse("klines:1s").on(Market.UM)).hasMessageContaining("found them on um");
        assertThatThrownBy(() -> Dataset.parse("fundingRate").on(Market.SPOT)).hasMessageContaining("'fundingRate'");
        assertThat(Dataset.parse("metrics").on(Market.CM)).isNotNull();
    }

    @Test
    void longCandlesAndFundingComeByTheMonthAndMetricsByTheDay() {
        assertThat(List.of("klines:1d", "trades", "metrics"))
                .allMatch(text -> Dataset.parse(text).isDaily());
        assertThat(List.of("klines:3d", "klines:1w", "klines:1mo", "fundingRate"))
                .noneMatch(text -> Dataset.parse(text).isDaily());
        assertThat(Dataset.parse("metrics").isMonthly()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trades",
                "aggTrades",
                "klines:1m",
                "klines:1d",
                "markPriceKlines:5m",
                "indexPriceKlines:1h",
                "premiumIndexKlines:12h"
            })
    void aMonthlyFileHasTheRowsOfItsDays(String text) throws IOException {
        LocalDate from = LocalDate.of(2026, 1, 30);
        Simulated simulated = Simulated.of(Market.UM, "SIMUSDT", from, from.plusDays(3), 9_000);
        Dataset dataset = Dataset.parse(text);
        List<String> days = new ArrayList<>();
        days.add(simulated.day(dataset, from).getFirst());
        for (int i = 0; i < 2; i++) {
            days.addAll(Simulated.rows(simulated.day(dataset, from.plusDays(i))));
        }

        assertThat(simulated.month(dataset, YearMonth.of(2026, 1))).isEqualTo(days);
    }

    @Test
    void spotTurnsToMicrosecondsWithTheYear() throws IOException {
        LocalDate eve = LocalDate.of(2024, 12, 31);
        Simulated simulated = Simulated.of(Market.SPOT, "SIMUSDT", eve, eve.plusDays(1), 5_000);
        for (String text : List.of("trades:4", "aggTrades:5", "klines:1m:0")) {
            int colon = text.lastIndexOf(':');
            int column = Integer.parseInt(text.substring(colon + 1));
            Dataset dataset = Dataset.parse(text.substring(0, colon));
            for (String row : simulated.month(dataset, YearMonth.of(2024, 12))) {
                assertThat(row.split(",", -1)[column]).hasSize(13);
            }
            for (String row : simulated.month(dataset, YearMonth.of(2025, 1))) {
                assertThat(row.split(",", -1)[column]).hasSize(16);
            }
        }
    }

    @Test
    void weeksStartOnMondayMonthsOnTheFirstAndThreeDaysOnTheEpochsGrid() {
        LocalDate thursday = LocalDate.of(2026, 1, 1);
        assertThat(Interval.WEEK.openDateOf(thursday)).isEqualTo("2025-12-29");
        assertThat(Interval.WEEK.openDateOf(LocalDate.of(2025, 12, 29))).isEqualTo("2025-12-29");
        assertThat(Interval.MONTH.openDateOf(LocalDate.of(2024, 2, 29))).isEqualTo("2024-02-01");
        assertThat(Interval.DAYS_3.openDateOf(LocalDate.of(1970, 1, 6))).isEqualTo("1970-01-04");
    }
}
