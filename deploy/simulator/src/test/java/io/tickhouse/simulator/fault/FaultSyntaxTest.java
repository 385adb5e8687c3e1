package io.tickhouse.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultSyntaxTest {
    @Test
    void everyKindOfTheHelpIsUnderstood() {
        for (String line : FaultSyntax.HELP) {
            String syntax = line.substring(0, line.indexOf(' '));
            String whole = syntax.replace("[", "").replace("]", "").replace("PATTERN", "*.zip");
            String example = whole.replaceAll("TIMES|BYTES_PER_SECOND|BYTES|LINE|SECONDS|SEED", "7");

            Fault fault = FaultSyntax.parse(example);

            assertThat(fault.on().matches("/data/a.zip")).as(example).isTrue();
            boolean counted = syntax.contains("TIMES");
            assertThat(fault.times()).as(example).isEqualTo(counted ? 7 : Fault.ALWAYS);
        }
    }

    @Test
    void withoutACountAFaultStays() {
        assertThat(FaultSyntax.parse("not-found:*").times()).isEqualTo(Fault.ALWAYS);
        assertThat(FaultSyntax.parse("cut:*:10")).isInstanceOfSatisfying(Fault.Cut.class, cut -> {
            assertThat(cut.afterBytes()).isEqualTo(10);
            assertThat(cut.times()).isEqualTo(Fault.ALWAYS);
        });
    }

    @Test
    void aFaultMayComeLater() {
        assertThat(FaultSyntax.parse("cut:*:10:3:after=4")).isInstanceOfSatisfying(Fault.After.class, after -> {
            assertThat(after.answers()).isEqualTo(4);
            assertThat(after.times()).isEqualTo(3);
            assertThat(after.fault()).isInstanceOf(Fault.Cut.class);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "melted:*, expected a kind of",
        "not-found, expected KIND:PATTERN",
        "not-found:, expected KIND:PATTERN",
        "slow:*, expected slow:PATTERN:N",
        "slow:*:fast, where 'fast' stands",
        "cut:*:0, where '0' stands",
        "bad-row:*:9999999999, where '9999999999' stands",
        "unavailable:*:2:3, expected unavailable:PATTERN:TIMES",
        "not-found:*:2:3, colons",
        "unlisted:*:3, expected unlisted:PATTERN",
        "not-found:*:after=0, where '0' stands",
        "not-found:after=2, expected KIND:PATTERN"
    })
    void whatIsNotUnderstoodIsNamed(String text, String reason) {
        assertThatThrownBy(() -> FaultSyntax.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "/data/*", "*.zip", "/data/spot/BTC-trades.zip", "/data/*/BTC*zip"})
    void aPatternMatchesWholePaths(String pattern) {
        assertThat(PathPattern.of(pattern).matches("/data/spot/BTC-trades.zip")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BTC", "/data", "*.zi", "/data/spot/BTC.trades.zip"})
    void aPatternMatchesNothingElse(String pattern) {
        assertThat(PathPattern.of(pattern).matches("/data/spot/BTC-trades.zip")).isFalse();
    }
}
