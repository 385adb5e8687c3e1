package io.tickhouse.launcher.demo;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.service.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until every trade is in its table and in a closed candle, showing how far it is. */
final class Arrival {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration SAY_EVERY = Duration.ofSeconds(2);
    /** Without any progress for so long, something is stuck. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TableTotals tables;
    private final Services services;
    private final Terminal terminal;

    Arrival(TableTotals tables, Services services, Terminal terminal) {
        this.tables = tables;
        this.services = services;
        this.terminal = terminal;
    }

    /**
     * Waits.
     *
     * @param expected how many trades are to arrive
     * @return how many candles hold them
     * @throws LauncherException when nothing has moved for a minute
     */
    long await(long expected) {
        long stored = -1;
        long inCandles = -1;
        long movedAt = System.nanoTime();
        long saidAt = System.nanoTime();
        while (stored < expected || inCandles < expected) {
            services.requireAlive();
            long storedNow = tables.tradesSoFar();
            long inCandlesNow = tables.tradesInClosedCandles();
            if (storedNow != stored || inCandlesNow != inCandles) {
                movedAt = System.nanoTime();
            }
            stored = storedNow;
            inCandles = inCandlesNow;
            if (System.nanoTime() - movedAt > PATIENCE.toNanos()) {
                throw new LauncherException("nothing has moved for " + PATIENCE.toSeconds() + " s: expected "
                        + Reconciliation.number(expected) + " trades, found " + Reconciliation.number(stored)
                        + " in the table and " + Reconciliation.number(inCandles)
                        + " in closed candles; the services' logs"
                        + " are in the demo's folder logs");
            }
            if (System.nanoTime() - saidAt > SAY_EVERY.toNanos()) {
                saidAt = System.nanoTime();
                say(stored, inCandles, expected);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return tables.candleCount();
    }

    private void say(long stored, long inCandles, long expected) {
        System.out.println(terminal.faint("              " + Reconciliation.number(stored) + " of "
                + Reconciliation.number(expected) + " in the table, " + Reconciliation.number(inCandles)
                + " in closed candles"));
    }
}
