package io.tickhouse.ingest.bulk.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.service.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunDisplayTest {
    private static final String ESCAPES = "\u001b\\[[0-9;?]*[A-Za-z]";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void noLineOnATerminalIsAsWideAsItSoThatItIsDrawnAgainInItsPlace() {
        Terminal terminal = new Terminal(true, true);
        String trouble =
                "data/spot/daily/trades/AUSDT-trades-2024-01-03.zip: expected\none thing, found " + "x".repeat(400);
        try (RunDisplay display = display(terminal)) {
            display.show(List.of(job(1, "running", 5, trouble), job(2, "done", 0, "")));
        }

        List<String> lines = written().replaceAll(ESCAPES, "").lines().toList();
        assertThat(lines)
                .hasSize(4)
                .allMatch(line -> line.length() < terminal.size().columns());
        assertThat(lines.get(0)).startsWith("job-1 binance-spot AUSDT").contains("3/9 files, 5 set aside");
        assertThat(lines.get(1)).startsWith("  trouble: data/spot").endsWith("…");
        assertThat(lines.get(2)).contains("9/9 files").endsWith("done");
        assertThat(lines.get(3)).startsWith("all: 12 of 18 files");
    }

    @Test
    void aSecondPictureBeginsAtTheFirstLineOfTheFirst() {
        try (RunDisplay display = display(new Terminal(true, true))) {
            display.show(List.of(job(1, "running", 1, "is away")));
            out.reset();
            display.show(List.of(job(1, "running", 1, "is away")));
        }

        assertThat(written()).startsWith("\u001b[3F");
    }

    @Test
    void moreJobsThanTheScreenHasLinesAreNotDrawnBeyondIt() {
        Terminal terminal = new Terminal(true, false);
        try (RunDisplay display = display(terminal)) {
            display.show(IntStream.range(0, 60)
                    .mapToObj(number -> job(number, "running", 1, "is away"))
                    .toList());
        }

        assertThat(written().lines().count()).isLessThan(terminal.size().rows());
        assertThat(written()).contains("job-59").doesNotContain("job-3 ");
    }

    @Test
    void whereNobodyLooksAJobIsAPlainLineOnce() {
        try (RunDisplay display = display(new Terminal(false, false))) {
            display.show(List.of(job(1, "running", 1, "is away")));
            display.show(List.of(job(1, "running", 1, "is away")));
        }

        assertThat(written().lines())
                .containsExactly("job job-1 running: 3/9 files, 1,234 records, 1 set aside, trouble: is away");
    }

    private RunDisplay display(Terminal terminal) {
        return new RunDisplay(new PrintStream(out, true, StandardCharsets.UTF_8), terminal);
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JobView job(int number, String state, long aside, String trouble) {
        boolean done = state.equals("done");
        return new JobView(
                "job-" + number,
                "job-" + number + " binance-spot AUSDT",
                state,
                !done,
                9,
                done ? 9 : 3,
                0,
                aside,
                1_234,
                90_000_000,
                done ? 90_000_000 : 30_000_000,
                1_000,
                trouble);
    }
}
