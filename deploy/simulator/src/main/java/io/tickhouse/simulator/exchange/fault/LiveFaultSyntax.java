package io.tickhouse.simulator.exchange.fault;

import io.tickhouse.simulator.fault.PathPattern;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The text form of faults, of the same family as the archive's. */
public final class LiveFaultSyntax {
    /** One line a kind, for help texts. */
    public static final List<String> HELP = Arrays.stream(LiveFaultKind.values())
            .map(kind -> "%-38s %s".formatted(kind.usage(), kind.help()))
            .toList();

    private static final String AFTER = "after=";

    private LiveFaultSyntax() {}

    static LiveFault parse(String text) {
        String[] parts = text.split(":", -1);
        int after = 0;
        if (parts[parts.length - 1].startsWith(AFTER)) {
            after = number(text, parts[parts.length - 1].substring(AFTER.length()));
            parts = Arrays.copyOf(parts, parts.length - 1);
        }
        if (parts.length < 2 || parts[1].isEmpty()) {
            throw wrong(text, "expected KIND:PATTERN[:N][:TIMES][:after=SPARED]");
        }
        LiveFaultKind kind = LiveFaultKind.of(parts[0])
                .orElseThrow(() -> wrong(
                        text,
                        "expected a kind of "
                                + Arrays.stream(LiveFaultKind.values())
                                        .map(LiveFaultKind::label)
                                        .collect(Collectors.joining(", "))));
        int at = 2;
        int number = 0;
        if (kind.argument() == LiveFaultKind.Argument.REQUIRED && parts.length == at) {
            throw wrong(text, "expected " + kind.usage());
        }
        if (kind.argument() != LiveFaultKind.Argument.NONE && parts.length > at) {
            number = number(text, parts[at++]);
        }
        boolean connections = kind.target() == LiveFaultKind.Target.CONNECTION;
        int times = connections && after == 0 ? LiveFault.ALL_NOW : connections ? 1 : LiveFault.ALWAYS;
        if (kind.isCounted() && parts.length > at) {
            times = number(text, parts[at++]);
        }
        if (parts.length > at || (kind.target() == LiveFaultKind.Target.VENUE && after > 0)) {
            throw wrong(text, "expected " + kind.usage());
        }
        if (kind == LiveFaultKind.CLOSE && (number < 1_000 || number > 4_999)) {
            throw wrong(text, "expected a code from 1000 to 4999");
        }
        return new LiveFault(kind, PathPattern.of(parts[1]), number, times, after);
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
