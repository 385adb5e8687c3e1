package io.tickhouse.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.schemas.market.Interval;
import io.tickhouse.service.config.ConfigProblems;
import org.junit.jupiter.api.Test;

class AggregatorConfigTest {
    @Test
    void oneMinuteIsMadeUnlessMoreIsAskedFor() {
        assertThat(new AggregatorConfig(TestConfig.with()).liveCandles().intervals())
                .containsExactly(Interval.MINUTE_1);
        assertThat(new AggregatorConfig(
                                TestConfig.with(TestConfig.everyInterval().getFirst()))
                        .historyCandles()
                        .intervals())
                .containsExactly(Interval.values());
    }

    @Test
    void aLaneOfHistoryStepsBackAndTheLiveOneNever() {
        AggregatorConfig config = new AggregatorConfig(TestConfig.with("streams.history.step.back.ms=60000"));
        assertThat(config.historyCandles().stepBack()).isEqualTo(60_000_000L);
        assertThat(config.liveCandles().stepBack()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anIntervalTheContractDoesNotKnowIsRefusedByName() {
        assertThatThrownBy(() -> TestConfig.with("streams.intervals=1m,7m"))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("7m");
    }
}
