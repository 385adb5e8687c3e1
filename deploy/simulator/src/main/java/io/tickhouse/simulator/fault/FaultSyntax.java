package io.tickhouse.simulator.fault;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a fault from the command line: {@code KIND:PATTERN[:N[:TIMES]][:after=ANSWERS]}. */
public final class FaultSyntax {
    /** One line a kind, for help texts. */
    public static final List<String> HELP = FaultKind.ALL.stream()
            .map(kind -> "%-43s %s".formatted(kind.usage(), kind.help()))
            .toList();

    private static final String AFTER = "after=";

    private FaultSyntax() {}

    /**
     * The fault that the text stands for.
     *
     * @throws IllegalArgumentException saying what was expected and found
     */
    public static Fault parse(String text) {
        String[] parts = text.split(":", -1);
        String last = parts[parts.length - 1];
        if (!last.startsWith(AFTER)) {
            return now(text, parts);
        }
        int answers = number(text, last.substring(AFTER.length()));
        return new Fault.After(now(text, Arrays.copyOf(parts, parts.length - 1)), answers);
    }

    private static Fault now(String text, String[] parts) {
        if (parts.length < 2 || parts[1].isEmpty()) {
            throw wrong(text, "expected KIND:PATTERN[:N[:TIMES]]");
        }
        FaultKind kind = FaultKind.of(parts[0])
                .orElseThrow(() -> wrong(
                        text,
                        "expected a kind of "
                                + FaultKind.ALL.stream().map(FaultKind::name).collect(Collectors.joining(", "))));
        PathPattern on = PathPattern.of(parts[1]);
        if (kind.count() == FaultKind.Count.REQUIRED) {
            if (parts.length != 3) {
                throw wrong(text, "expected " + kind.name() + ":PATTERN:TIMES");
            }
            return kind.maker().make(on, 0, number(text, parts[2]));
        }
        if (kind.count() == FaultKind.Count.NONE && parts.length > 2) {
            throw wrong(text, "expected " + kind.name() + ":PATTERN");
        }
        if (kind.number().isEmpty()) {
            return kind.maker().make(on, 0, times(text, parts, 2));
        }
        if (parts.length < 3) {
            throw wrong(text, "expected " + kind.name() + ":PATTERN:N");
        }
        return kind.maker().make(on, number(text, parts[2]), times(text, parts, 3));
    }

    /** The optional number at this place, which is the last one the kind takes. */
    private static int times(String text, String[] parts, int at) {
        if (parts.length > at + 1) {
            throw wrong(text, "expected at most " + at + " colons");
        }
        return parts.length == at + 1 ? number(text, parts[at]) : Fault.ALWAYS;
    }

    private static int number(String text, String digits) {
        if (!digits.matches("[0-9]{1,9}") || digits.matches("0+")) {
            throw wrong(text, "expected a number from 1 to 999999999 where '" + digits + "' stands");
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException wrong(String text, String expectation) {
        return new IllegalArgumentException(expectation + ", found '" + text + "'");
    }
}
