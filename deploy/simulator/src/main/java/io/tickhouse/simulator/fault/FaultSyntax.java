package io.tickhouse.simulator.fault;

import java.util.List;

/** Reads a fault from the command line: {@code KIND:PATTERN[:N[:TIMES]]}. */
public final class FaultSyntax {
    /** One line a kind, for help texts. */
    public static final List<String> HELP = List.of(
            "not-found:PATTERN[:TIMES]           404",
            "unavailable:PATTERN:TIMES           503, Retry-After: 1",
            "slow:PATTERN:BYTES_PER_SECOND       the body trickles",
            "cut:PATTERN:BYTES[:TIMES]           the connection breaks after BYTES of the body",
            "stale-checksum:PATTERN[:TIMES]      CHECKSUM of another generation of the ZIP",
            "truncated-zip:PATTERN:BYTES[:TIMES] only the first BYTES of the ZIP",
            "bad-row:PATTERN:LINE[:TIMES]        the price at LINE is not a number",
            "zero-price:PATTERN:LINE[:TIMES]     the price at LINE is 0",
            "climbing-entry:PATTERN[:TIMES]      the ZIP's entry is named ../evil.csv",
            "nested-entry:PATTERN[:TIMES]        the ZIP's entry lies in a folder",
            "second-entry:PATTERN[:TIMES]        the ZIP has a second CSV",
            "republished:PATTERN:TIMES           the last row is missing from the first TIMES downloads");

    private FaultSyntax() {}

    /**
     * The fault that the text stands for.
     *
     * @throws IllegalArgumentException saying what was expected and found
     */
    public static Fault parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts[1].isEmpty()) {
            throw wrong(text, "expected KIND:PATTERN[:N[:TIMES]]");
        }
        PathPattern on = PathPattern.of(parts[1]);
        return switch (parts[0]) {
            case "not-found" -> new Fault.NotFound(on, last(text, parts, 2));
            case "unavailable" -> new Fault.Unavailable(on, times(text, parts));
            case "slow" -> new Fault.Slow(on, required(text, parts), last(text, parts, 3));
            case "cut" -> new Fault.Cut(on, required(text, parts), last(text, parts, 3));
            case "stale-checksum" -> new Fault.StaleChecksum(on, last(text, parts, 2));
            case "republished" -> new Fault.Defective(on, new Defect.LastRowMissing(), times(text, parts));
            case "truncated-zip", "bad-row", "zero-price" ->
                new Fault.Defective(on, numbered(parts[0], required(text, parts)), last(text, parts, 3));
            case "climbing-entry" ->
                new Fault.Defective(on, new Defect.RenamedEntry("../evil.csv"), last(text, parts, 2));
            case "nested-entry" -> new Fault.Defective(on, new Defect.NestedEntry(), last(text, parts, 2));
            case "second-entry" -> new Fault.Defective(on, new Defect.SecondEntry(), last(text, parts, 2));
            default ->
                throw wrong(
                        text,
                        "expected a kind of "
                                + HELP.stream()
                                        .map(line -> line.substring(0, line.indexOf(':')))
                                        .toList());
        };
    }

    private static Defect numbered(String kind, int number) {
        return switch (kind) {
            case "truncated-zip" -> new Defect.TruncatedZip(number);
            case "bad-row" -> new Defect.BadRow(number);
            default -> new Defect.ZeroPrice(number);
        };
    }

    private static int times(String text, String[] parts) {
        if (parts.length != 3) {
            throw wrong(text, "expected " + parts[0] + ":PATTERN:TIMES");
        }
        return number(text, parts[2]);
    }

    private static int required(String text, String[] parts) {
        if (parts.length < 3) {
            throw wrong(text, "expected " + parts[0] + ":PATTERN:N");
        }
        return number(text, parts[2]);
    }

    /** The optional number at this place, which is the last one the kind takes. */
    private static int last(String text, String[] parts, int at) {
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
