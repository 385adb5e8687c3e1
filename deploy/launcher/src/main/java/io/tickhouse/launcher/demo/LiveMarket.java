package io.tickhouse.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.launcher.LauncherException;
import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.launcher.query.ClickHouse;
import io.tickhouse.local.Endpoints;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The demo's live part: ingest-ws captures a simulated market from its sockets, and the tables are held against its ids. */
final class LiveMarket {
    private static final List<String> SYMBOLS = List.of("SIMLIVEAUSDT", "SIMLIVEBUSDT", "SIMLIVECUSDT");
    private static final int TRADES_PER_SECOND = 40;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Workspace workspace;
    private final Endpoints endpoints;
    private final Plan plan;
    private final Path home;
    private final Terminal terminal;

    LiveMarket(Workspace workspace, Endpoints endpoints, Plan plan, Path home, Terminal terminal) {
        this.workspace = workspace;
        this.endpoints = endpoints;
        this.plan = plan;
        this.home = home;
        this.terminal = terminal;
    }

    /**
     * What became of a capture.
     *
     * @param published trades that ingest-ws has published, all symbols together
     * @param missing ids of trades that it has told to be missing
     * @param ids from each symbol's first id in the table to its last, summed up
     * @param trades of them in the table, each once
     * @param snapshots of order books in the table
     * @param snapshotsExpected moments of the grid at which there was a book
     */
    record Outcome(long published, long missing, long ids, long trades, long snapshots, long snapshotsExpected) {
        boolean holds() {
            return trades > 0 && trades == published && trades + missing == ids && snapshots == snapshotsExpected;
        }

        List<String> lines(Terminal terminal) {
            return List.of(
                    "  " + Reconciliation.number(ids) + " ids from first to last: " + Reconciliation.number(trades)
                            + " trades in the table, " + Reconciliation.number(missing) + " told missing; "
                            + Reconciliation.number(snapshots) + " of " + Reconciliation.number(snapshotsExpected)
                            + " book snapshots",
                    holds()
                            ? "  "
                                    + terminal.green(
                                            "✓ every id is in the table once or told missing, and every snapshot")
                            : "  " + terminal.red("✗ these do not agree: " + this));
        }
    }

    /** Captures for the plan's time, with a live table, and waits until all is in ClickHouse. */
    Outcome capture(ClickHouse clickHouse, Services services) throws IOException, InterruptedException {
        Path report = home.resolve("live-report.json");
        Files.deleteIfExists(report);
        Instant begun = Instant.now();
        try (SimulatedVenue venue =
                SimulatedVenue.exchange(workspace, SYMBOLS, TRADES_PER_SECOND, plan, home.resolve("logs"))) {
            SimulatedVenue.Exchange exchange = venue.exchange();
            int code = Child.inForeground(workspace, Program.INGEST_WS, arguments(exchange, report), environment())
                    .await();
            if (code != ExitCodes.OK) {
                throw new LauncherException("the capture failed (exit code " + code + "); what it said stands above");
            }
        }
        JsonNode captured =
                new ObjectMapper().readTree(report.toFile()).path("captures").path(0);
        return arrived(clickHouse, services, captured, begun);
    }

    private List<String> arguments(SimulatedVenue.Exchange exchange, Path report) {
        return List.of(
                "--venue",
                "binance-spot",
                "--symbols",
                String.join(",", SYMBOLS),
                "--types",
                "trades,l2",
                "--depth",
                "20",
                "--interval",
                "1s",
                "--duration",
                plan.liveSeconds() + "s",
                "--report",
                report.toString(),
                "--set",
                "ws.binance.spot.url=" + exchange.ws(),
                "--set",
                "ws.binance.spot.rest.url=" + exchange.rest(),
                "--set",
                "admin.port=0");
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(endpoints.asEnvironment());
        environment.put("TICKHOUSE_TERMINAL", Boolean.toString(terminal.interactive()));
        environment.put("TICKHOUSE_LOG_LEVEL", System.getenv().getOrDefault("TICKHOUSE_LOG_LEVEL", "WARN"));
        return environment;
    }

    private static Outcome arrived(ClickHouse clickHouse, Services services, JsonNode captured, Instant begun) {
        long published = 0;
        long missing = 0;
        for (JsonNode feed : captured.path("feeds")) {
            if (feed.path("type").asText().equals("trades")) {
                published += feed.path("published").asLong();
                missing += feed.path("missing").asLong();
            }
        }
        long expected = captured.path("snapshotsExpected").asLong();
        String condition = " WHERE venue = 'binance-spot' AND symbol IN ("
                + SYMBOLS.stream().map(symbol -> "'" + symbol + "'").collect(Collectors.joining(", "))
                + ") AND receive_time >= fromUnixTimestamp64Milli(toInt64(" + begun.toEpochMilli() + "))";
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            services.requireAlive();
            List<String> trades = clickHouse
                    .rows("SELECT sum(n), sum(last - first + 1) FROM (SELECT count() AS n, min(sequence) AS first,"
                            + " max(sequence) AS last FROM market.trades" + condition + " GROUP BY symbol)")
                    .getFirst();
            List<String> snapshots = clickHouse
                    .rows("SELECT count() FROM market.l2_snapshots" + condition)
                    .getFirst();
            Outcome outcome = new Outcome(
                    published,
                    missing,
                    number(trades.get(1)),
                    number(trades.get(0)),
                    number(snapshots.getFirst()),
                    expected);
            if (outcome.holds() || System.nanoTime() > deadline) {
                return outcome;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private static long number(String field) {
        return field.equals("\\N") ? 0 : Long.parseLong(field);
    }
}
