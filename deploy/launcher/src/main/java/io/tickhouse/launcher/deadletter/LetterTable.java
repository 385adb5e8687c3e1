package io.tickhouse.launcher.deadletter;

import io.tickhouse.service.terminal.Terminal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Letters one a line; on a terminal an error is cut to its width, and stands below a key that leaves no room for it. */
public final class LetterTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LEAST_ERROR = 30;
    private static final int GOOD_ERROR = 60;
    private static final int SHORT_KEY = 24;
    private static final int MOST_SERVICE = 20;
    private static final String GAP = "  ";

    private final Terminal terminal;
    private final int width;

    /** @param width of the terminal in columns; 0 for no limit */
    public LetterTable(Terminal terminal, int width) {
        this.terminal = terminal;
        this.width = width;
    }

    /** The lines, the head first. */
    public List<String> lines(List<Letter> letters, LetterStates states) {
        int services = Math.min(MOST_SERVICE, longest(letters, Letter::service, "service"));
        int fixed = 19 + 8 + services + 9 + 4 * GAP.length();
        int keys = longest(letters, Letter::key, "key");
        if (width > 0) {
            keys = Math.min(keys, Math.max(SHORT_KEY, width - fixed - GAP.length() - GOOD_ERROR));
        }
        String format = "%-19s  %-8s  %-" + services + "s  %9s  %-" + keys + "s";
        List<String> lines = new ArrayList<>();
        lines.add(terminal.bold(String.format(Locale.ROOT, format, "written (UTC)", "state", "service", "bytes", "key")
                + GAP + "error"));
        for (Letter letter : letters) {
            String left = String.format(
                    Locale.ROOT,
                    format,
                    TIME.format(letter.written()),
                    states.of(letter),
                    Harmless.text(letter.service(), services),
                    String.format(Locale.ROOT, "%,d", letter.size()),
                    Harmless.text(letter.key()));
            add(lines, left, letter.error(), states.isReplayed(letter));
        }
        return lines;
    }

    private void add(List<String> lines, String left, String error, boolean replayed) {
        int room = width - left.length() - GAP.length();
        if (width == 0) {
            lines.add(left + GAP + Harmless.text(error));
        } else if (room >= LEAST_ERROR) {
            String line = left + GAP + Harmless.text(error, room);
            lines.add(replayed ? terminal.faint(line) : line);
        } else {
            lines.add(replayed ? terminal.faint(left) : left);
            lines.add(terminal.faint("    " + Harmless.text(error, width - 4)));
        }
    }

    private static int longest(List<Letter> letters, Function<Letter, String> column, String head) {
        return letters.stream()
                .mapToInt(letter -> Harmless.text(column.apply(letter)).length())
                .reduce(head.length(), Math::max);
    }
}
