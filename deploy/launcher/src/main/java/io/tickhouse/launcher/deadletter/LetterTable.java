package io.tickhouse.launcher.deadletter;

import io.tickhouse.launcher.Terminal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Letters one a line, the error cut to the terminal's width. */
public final class LetterTable {
    private static final int FIXED = 20 + 2 + 8 + 2 + 18 + 2 + 8 + 2;
    private static final int LEAST_ERROR = 30;

    private final Terminal terminal;
    private final int width;

    /** @param width of the terminal in columns; 0 for no limit */
    public LetterTable(Terminal terminal, int width) {
        this.terminal = terminal;
        this.width = width;
    }

    /** The lines, the head first. */
    public List<String> lines(List<Letter> letters, LetterStates states) {
        int from = letters.stream()
                .mapToInt(letter -> Harmless.text(letter.key()).length())
                .max()
                .orElse(0);
        int keys = Math.max(6, Math.min(from, width == 0 ? from : Math.max(40, width - FIXED - LEAST_ERROR)));
        String head = String.format(
                Locale.ROOT, "%-20s  %-8s  %-18s  %8s  %-" + keys + "s  %s", "written (UTC)", "state", "service", "bytes", "key", "error");
        List<String> lines = new ArrayList<>(List.of(terminal.bold(head)));
        letters.forEach(letter -> lines.add(line(letter, states, keys)));
        return lines;
    }

    private String line(Letter letter, LetterStates states, int keys) {
        String state = String.format(Locale.ROOT, "%-8s", states.of(letter));
        String key = Harmless.text(letter.key());
        int error = width == 0 ? Integer.MAX_VALUE : Math.max(LEAST_ERROR, width - FIXED - Math.max(keys, key.length()) - 2);
        return String.format(
                Locale.ROOT,
                "%-20s  %s  %-18s  %,8d  %-" + keys + "s  %s",
                letter.written().truncatedTo(ChronoUnit.SECONDS),
                states.isReplayed(letter) ? terminal.green(state) : state,
                Harmless.text(letter.service(), 18),
                letter.size(),
                key,
                Harmless.text(letter.error(), error));
    }
}
