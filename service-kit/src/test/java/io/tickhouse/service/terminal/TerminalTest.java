package io.tickhouse.service.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void coloursAreShownOnATerminalOnly() {
        assertThat(Terminal.of(Map.of("TICKHOUSE_TERMINAL", "true")).green("yes"))
                .isEqualTo("\u001b[32myes\u001b[0m");
        assertThat(Terminal.of(Map.of("TICKHOUSE_TERMINAL", "")).green("yes")).isEqualTo("yes");
        assertThat(Terminal.of(Map.of("TICKHOUSE_TERMINAL", "false")).bold("yes"))
                .isEqualTo("yes");
    }

    @Test
    void theSizeIsWhatSttySaysAndAUsualOneWhereItSaysNothingOfUse() {
        assertThat(Terminal.Size.of("30 120\n")).isEqualTo(new Terminal.Size(30, 120));
        assertThat(Terminal.Size.of("51 80")).isEqualTo(new Terminal.Size(51, 80));
        for (String said :
                new String[] {"", "0 0\n", "24 0", "stty: standard input: not a tty", "-1 80", "24 999999"}) {
            assertThat(Terminal.Size.of(said)).as(said).isEqualTo(new Terminal.Size(40, 120));
        }
    }

    @Test
    void nothingNeedBeCutWhereNobodyLooks() {
        assertThat(new Terminal(false, false).width()).isZero();
    }

    @Test
    void noColourIsRespectedAndAnEmptyOneMeansNothing() {
        assertThat(Terminal.of(Map.of("TICKHOUSE_TERMINAL", "true", "NO_COLOR", "1")))
                .isEqualTo(new Terminal(true, false));
        assertThat(Terminal.of(Map.of("TICKHOUSE_TERMINAL", "true", "NO_COLOR", "")))
                .isEqualTo(new Terminal(true, true));
    }
}
