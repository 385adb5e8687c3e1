package io.tickhouse.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.schemas.market.Interval;
import io.tickhouse.service.config.ConfigProblems;
import io.tickhouse.streams.candles.CandleInterval;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AggregatorConfigTest {
    @Test
    void everyIntervalOfTheContractIsMadeUnlessOthersAreAskedFor() {
        assertThat(new AggregatorConfig(TestConfig.with()).liveCandles().intervals())
                .extracting(CandleInterval::label)
                .containsExactlyElementsOf(
                        Arrays.stream(Interval.values()).map(Interval::label).toList());
        assertThat(new AggregatorConfig(TestConfig.with("streams.intervals=10m,1m,10s"))
                        .historyCandles()
                        .intervals())
                .extracting(CandleInterval::label)
                .containsExactly("10s", "1m", "10m");
    }

    @Test
    void theOpenCandleIsPublishedOfIntervalsThatAreMadeAlone() {
        assertThat(new AggregatorConfig(TestConfig.with("streams.intervals=1m,5m"))
                        .liveCandles()
                        .live())
                .extracting(CandleInterval::label)
                .containsExactly("1m");
        assertThat(new AggregatorConfig(TestConfig.with()).historyCandles().live())
                .isEmpty();
    }

    @Test
    void anUnknownPolicyOfEmptyIntervalsIsRefusedByName() {
        assertThatThrownBy(() -> TestConfig.with("streams.empty.intervals=maybe"))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("previous")
                .hasMessageContaining("maybe");
    }

    @Test
    void aLaneOfHistoryStepsBackAndTheLiveOneNever() {
        AggregatorConfig config = new AggregatorConfig(TestConfig.with("streams.history.step.back.ms=60000"));
        assertThat(config.historyCandles().stepBack()).isEqualTo(60_000_000L);
        assertThat(config.liveCandles().stepBack()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anIntervalThatDoesNotDivideTheDayIsRefusedByName() {
        assertThatThrownBy(() -> TestConfig.with("streams.intervals=1m,7m"))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("7m");
    }
}
