package io.tickhouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void coloursAreShownOnATerminalOnly() {
        assertThat(Terminal.of(Map.of("TICKHOUSE_TERMINAL", "true")).green("yes"))
                .isEqualTo("\u001b[32myes\u001b[0m");
        assertThat(Terminal.of(Map.of()).green("yes")).isEqualTo("yes");
        assertThat(Terminal.of(Map.of("TICKHOUSE_TERMINAL", "false")).bold("yes"))
                .isEqualTo("yes");
    }

    @Test
    void noColourIsRespectedAndAnEmptyOneMeansNothing() {
        assertThat(Terminal.of(Map.of("TICKHOUSE_TERMINAL", "true", "NO_COLOR", "1")))
                .isEqualTo(new Terminal(true, false));
        assertThat(Terminal.of(Map.of("TICKHOUSE_TERMINAL", "true", "NO_COLOR", "")))
                .isEqualTo(new Terminal(true, true));
    }
}
