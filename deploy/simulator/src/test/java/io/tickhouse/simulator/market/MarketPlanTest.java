package io.tickhouse.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketPlanTest {
    private static final Instrument SIM = Instrument.of(Market.SPOT, "SIMUSDT");
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 9, 1_000, 50_000_000})
    void theDaysTogetherHaveExactlyTheTradesAskedFor(long trades) {
        List<DayPlan> plans = MarketPlan.of(5, SIM, FROM, FROM.plusDays(6), trades);

        assertThat(plans).hasSize(7);
        assertThat(plans.stream().mapToLong(DayPlan::trades).sum()).isEqualTo(trades);
        for (int i = 1; i < plans.size(); i++) {
            assertThat(plans.get(i).firstId())
                    .isEqualTo(plans.get(i - 1).firstId() + plans.get(i - 1).trades());
        }
    }

    @Test
    void fiveYearsOfOpeningPricesStayWithinHalfAndDouble() {
        for (DayPlan plan : MarketPlan.of(5, SIM, FROM, FROM.plusYears(5), 10_000)) {
            assertThat(plan.openTicks()).isBetween(SIM.anchorTicks() / 2, SIM.anchorTicks() * 2);
        }
    }

    @Test
    void daysInTheWrongOrderAndNoTradesAreRefused() {
        assertThatThrownBy(() -> MarketPlan.of(5, SIM, FROM, FROM.minusDays(1), 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-01-01 to 2025-12-31");
        assertThatThrownBy(() -> MarketPlan.of(5, SIM, FROM, FROM, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 trade");
    }

    @Test
    void anUnknownMarketIsNamedWithTheChoices() {
        assertThat(Market.of("cm")).isEqualTo(Market.CM);
        assertThatThrownBy(() -> Market.of("options")).hasMessage("expected a market of spot, um, cm, found 'options'");
    }
}
