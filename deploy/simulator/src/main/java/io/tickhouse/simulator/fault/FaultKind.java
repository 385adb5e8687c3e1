package io.tickhouse.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A kind of fault as the command line names it.
 *
 * @param number what the number after the pattern is called, empty when the kind has none
 * @param count whether the number of answers is given
 */
record FaultKind(String name, String number, Count count, String help, Maker maker) {
    enum Count {
        NONE(""),
        OPTIONAL("[:TIMES]"),
        REQUIRED(":TIMES");

        private final String usage;

        Count(String usage) {
            this.usage = usage;
        }
    }

    @FunctionalInterface
    interface Maker {
        Fault make(PathPattern on, int number, int times);
    }

    static final List<FaultKind> ALL = all();

    static Optional<FaultKind> of(String name) {
        return ALL.stream().filter(kind -> kind.name.equals(name)).findFirst();
    }

    /** {@code slow:PATTERN:BYTES_PER_SECOND[:TIMES]}. */
    String usage() {
        return name + ":PATTERN" + (number.isEmpty() ? "" : ":" + number) + count.usage;
    }

    private static List<FaultKind> all() {
        List<FaultKind> kinds = new ArrayList<>(List.of(
                plain("not-found", "404", Fault.NotFound::new),
                counted("unavailable", "503, Retry-After: 1", Fault.Unavailable::new),
                plain("unavailable-silent", "503 without Retry-After", (on, n) -> new Fault.Refused(on, 503, 0, n)),
                numbered(
                        "too-many-requests",
                        "SECONDS",
                        "429, Retry-After: SECONDS",
                        (on, seconds, times) -> new Fault.Refused(on, 429, seconds, times)),
                numbered(
                        "banned",
                        "SECONDS",
                        "418, Retry-After: SECONDS",
                        (on, seconds, times) -> new Fault.Refused(on, 418, seconds, times)),
                numbered("slow", "BYTES_PER_SECOND", "the body trickles", Fault.Slow::new),
                numbered("cut", "BYTES", "the connection breaks after BYTES of the body", Fault.Cut::new),
                numbered("stall", "BYTES", "nothing more comes after BYTES of the body", Fault.Stall::new),
                numbered(
                        "length-short",
                        "BYTES",
                        "Content-Length is BYTES too small, the body ends there",
                        (on, bytes, times) -> new Fault.WrongLength(on, -bytes, times)),
                numbered(
                        "length-long",
                        "BYTES",
                        "Content-Length is BYTES too large, they never come",
                        Fault.WrongLength::new),
                plain("stale-checksum", "CHECKSUM of another generation of the ZIP", Fault.StaleChecksum::new),
                new FaultKind(
                        "unlisted",
                        "",
                        Count.NONE,
                        "listings leave it out, though it is there",
                        (on, none, times) -> new Fault.Unlisted(on)),
                counted(
                        "republished",
                        "the last row is missing from the first TIMES downloads",
                        (on, n) -> new Fault.Defective(on, new Defect.LastRowMissing(), n)),
                numbered(
                        "truncated-zip",
                        "BYTES",
                        "only the first BYTES of the ZIP",
                        (on, bytes, times) -> new Fault.Defective(on, new Defect.TruncatedZip(bytes), times)),
                numbered(
                        "bad-row",
                        "LINE",
                        "the price at LINE is not a number",
                        (on, line, times) -> new Fault.Defective(on, new Defect.BadRow(line), times)),
                numbered(
                        "zero-price",
                        "LINE",
                        "the price at LINE is 0",
                        (on, line, times) -> new Fault.Defective(on, new Defect.ZeroPrice(line), times)),
                defect(
                        "climbing-entry",
                        "the ZIP's entry is named ../evil.csv",
                        new Defect.RenamedEntry("../evil.csv")),
                defect("nested-entry", "the ZIP's entry lies in a folder", new Defect.NestedEntry()),
                defect("second-entry", "the ZIP has a second CSV", new Defect.SecondEntry()),
                numbered(
                        "mutated",
                        "SEED",
                        "any of the following, chosen by SEED",
                        (on, seed, times) ->
                                new Fault.Defective(on, new Defect.Mutated(Optional.empty(), seed), times))));
        for (Mutation mutation : Mutation.values()) {
            kinds.add(numbered(
                    mutation.label(),
                    "SEED",
                    mutation.help(),
                    (on, seed, times) ->
                            new Fault.Defective(on, new Defect.Mutated(Optional.of(mutation), seed), times)));
        }
        return List.copyOf(kinds);
    }

    @FunctionalInterface
    private interface PlainMaker {
        Fault make(PathPattern on, int times);
    }

    private static FaultKind plain(String name, String help, PlainMaker maker) {
        return new FaultKind(name, "", Count.OPTIONAL, help, (on, none, times) -> maker.make(on, times));
    }

    private static FaultKind counted(String name, String help, PlainMaker maker) {
        return new FaultKind(name, "", Count.REQUIRED, help, (on, none, times) -> maker.make(on, times));
    }

    private static FaultKind numbered(String name, String number, String help, Maker maker) {
        return new FaultKind(name, number, Count.OPTIONAL, help, maker);
    }

    private static FaultKind defect(String name, String help, Defect defect) {
        return plain(name, help, (on, times) -> new Fault.Defective(on, defect, times));
    }
}
