package io.tickhouse.launcher.demo;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a demo is to do.
 *
 * @param archive folder or address of a given archive; empty to simulate one
 * @param instrument what to load
 * @param from first day, UTC
 * @param to last day, inclusive
 * @param trades how many to simulate
 * @param seed of the simulated market
 * @param liveSeconds how long to capture a simulated market live; 0 for not at all
 * @param once stop when done
 * @param keepData go on with the last demo's data
 * @param export file for the candles; empty for none
 */
public record Plan(
        Optional<String> archive,
        Instrument instrument,
        LocalDate from,
        LocalDate to,
        long trades,
        long seed,
        int liveSeconds,
        boolean once,
        boolean keepData,
        Optional<Path> export) {
    /** First simulated day: of an era in which spot archives carry microseconds. */
    public static final LocalDate SIMULATED_FROM = LocalDate.of(2026, 1, 1);

    public static final LocalDate SIMULATED_TO = LocalDate.of(2026, 1, 2);

    public static Plan simulated(
            Instrument instrument,
            LocalDate from,
            LocalDate to,
            long trades,
            long seed,
            int liveSeconds,
            boolean once,
            boolean keepData,
            Optional<Path> export) {
        return new Plan(Optional.empty(), instrument, from, to, trades, seed, liveSeconds, once, keepData, export);
    }

    public static Plan given(
            String archive,
            Instrument instrument,
            LocalDate from,
            LocalDate to,
            boolean once,
            boolean keepData,
            Optional<Path> export) {
        return new Plan(Optional.of(archive), instrument, from, to, 0, 0, 0, once, keepData, export);
    }
}
