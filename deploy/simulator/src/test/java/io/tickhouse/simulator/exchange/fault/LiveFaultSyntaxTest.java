package io.tickhouse.simulator.exchange.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.simulator.exchange.fault.LiveFaultKind.Target;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveFaultSyntaxTest {
    @ParameterizedTest
    @CsvSource({
        "drop:btcusdt@trade, DROP, 0, 2147483647, 0",
        "drop:btcusdt@*:3:after=10, DROP, 0, 3, 10",
        "delay:*:250:2, DELAY, 250, 2, 0",
        "silence:*, SILENCE, 0, 2147483647, 0",
        "silence:*:5, SILENCE, 5, 2147483647, 0",
        "close:/stream:1001, CLOSE, 1001, 0, 0",
        "close:/stream:1001:after=7, CLOSE, 1001, 1, 7",
        "abort:*:2, ABORT, 0, 2, 0",
        "burst:*@trade:1000, BURST, 1000, 2147483647, 0",
        "stale-snapshot:*depth*:1, STALE_SNAPSHOT, 0, 1, 0"
    })
    void textsAreFaults(String text, LiveFaultKind kind, int number, int times, int after) {
        LiveFault fault = LiveFault.parse(text);
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.number()).isEqualTo(number);
        assertThat(fault.times()).isEqualTo(times);
        assertThat(fault.after()).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "melt:*; expected a kind of drop, duplicate",
                "drop; expected KIND:PATTERN",
                "drop:; expected KIND:PATTERN",
                "drop:*:0; expected a number from 1 to 999999999",
                "drop:*:1:2; expected drop:STREAM[:TIMES]",
                "delay:*; expected delay:STREAM:MILLIS[:TIMES]",
                "silence:*:1:2; expected silence:STREAM[:SECONDS]",
                "close:*:999; expected a code from 1000 to 4999",
                "burst:*:5:after=3; expected burst:STREAM:MESSAGES",
                "drop:*:after=x; expected a number"
            })
    void otherTextsAreRefusedWithWhatWasExpected(String text, String expected) {
        assertThatThrownBy(() -> LiveFault.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining("found '" + text + "'");
    }

    @Test
    void faultsAreUsedUpInTheOrderInWhichTheyWereAdded() {
        LiveFaults faults = new LiveFaults();
        faults.add(LiveFault.parse("drop:a@trade:1:after=1"));
        faults.add(LiveFault.parse("duplicate:*:1"));
        assertThat(faults.claim(Target.MESSAGE, "b@trade").map(LiveFault::kind)).contains(LiveFaultKind.DUPLICATE);
        assertThat(faults.describe()).containsExactly("drop:a@trade, 1 left, spares the next 1");
        assertThat(faults.claim(Target.MESSAGE, "a@trade")).isEqualTo(Optional.empty());
        assertThat(faults.claim(Target.CONNECTION, "a@trade")).isEmpty();
        assertThat(faults.claim(Target.MESSAGE, "a@trade").map(LiveFault::kind)).contains(LiveFaultKind.DROP);
        assertThat(faults.claim(Target.MESSAGE, "a@trade")).isEmpty();
        assertThat(faults.isEmpty()).as("used up").isTrue();
    }
}
