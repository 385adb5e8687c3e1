package io.tickhouse.bench.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.report.Measured;
import io.tickhouse.bench.report.Result;
import io.tickhouse.bench.sink.BenchStack;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * From the socket of a simulated exchange to Kafka's acknowledgement, every part a process of its own: the most the capture
 * sustains beside a bare client of the same WebSocket library, and the time a trade takes at steady rates.
 */
public final class WsEndToEndBench implements Benchmark {
    private static final int SYMBOLS = 20;
    private static final int[] RATES = {1_000, 5_000, 10_000};

    @Override
    public String name() {
        return "ws-end-to-end";
    }

    @Override
    public String description() {
        return "socket → Kafka's acknowledgement: the top rate beside a bare Tyrus client, latency at 1, 5 and 10 k trades/s";
    }

    @Override
    public List<Result> run(Trial trial) throws Exception {
        List<Result> results = new ArrayList<>();
        results.add(topRate(trial));
        for (int rate : trial.quick() ? new int[] {10_000} : RATES) {
            results.addAll(latency(trial, rate));
        }
        return results;
    }

    private static Result topRate(Trial trial) throws Exception {
        int warmUp = trial.quick() ? 8 : 45;
        int seconds = trial.quick() ? 5 : 20;
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        try (BenchStack stack = BenchStack.start(trial, "ws-end-to-end", 4)) {
            for (int run = 0; run < trial.runs(); run++) {
                bare.add(bareClient(trial, stack, warmUp, seconds));
                ours.add(captured(trial, stack, warmUp, seconds));
                trial.say(
                        "  run %d: bare %,.0f/s, captured and acknowledged %,.0f/s",
                        run + 1, bare.getLast(), ours.getLast());
            }
        }
        return new Result(
                "ws-end-to-end/top-rate",
                "trades/s",
                new Measured("captured, published, acknowledged", ours),
                List.of(new Measured("limit: a bare Tyrus client that counts", bare)),
                "≥ 0.6 of the limit");
    }

    private static ExchangeProcess exchangeAtFullSpeed(Trial trial, BenchStack stack) throws Exception {
        return ExchangeProcess.start(
                trial,
                stack.folder(),
                symbols(),
                "--rate",
                "1000",
                "--speed",
                "full",
                "--wait",
                "--seed",
                Long.toString(trial.seed()));
    }

    private static double bareClient(Trial trial, BenchStack stack, int warmUp, int seconds) throws Exception {
        Path log = stack.folder().resolve("bare-client.log");
        try (ExchangeProcess exchange = exchangeAtFullSpeed(trial, stack)) {
            String streams = symbols().stream()
                    .map(symbol -> symbol.toLowerCase(Locale.ROOT) + "@trade")
                    .collect(Collectors.joining("/"));
            Child client = Child.inBackground(
                    trial.workspace(),
                    Program.BENCH,
                    List.of(
                            "bare-client",
                            "--url",
                            exchange.ws() + "/stream?streams=" + streams,
                            "--warm-up",
                            Integer.toString(warmUp),
                            "--seconds",
                            Integer.toString(seconds)),
                    Map.of(),
                    log,
                    true);
            try {
                for (String line = client.output().readLine();
                        line != null;
                        line = client.output().readLine()) {
                    if (line.startsWith("RATE ")) {
                        return Double.parseDouble(line.substring(5));
                    }
                }
                throw new IllegalStateException("the bare client failed: " + Files.readString(log));
            } finally {
                client.close();
            }
        }
    }

    private static double captured(Trial trial, BenchStack stack, int warmUp, int seconds) throws Exception {
        try (TopicEnd topic = new TopicEnd(stack, Topics.TRADES);
                ExchangeProcess exchange = exchangeAtFullSpeed(trial, stack)) {
            long before = topic.records();
            Path log = stack.folder().resolve("capture.log");
            Child capture = capture(trial, stack, exchange, log);
            try {
                while (topic.records() == before) {
                    requireAlive(capture, log);
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                TimeUnit.SECONDS.sleep(warmUp);
                long first = topic.records();
                long begun = System.nanoTime();
                TimeUnit.SECONDS.sleep(seconds);
                double rate = (topic.records() - first) * 1e9 / (System.nanoTime() - begun);
                requireAlive(capture, log);
                return rate;
            } finally {
                capture.close();
            }
        }
    }

    private static List<Result> latency(Trial trial, int rate) throws Exception {
        // the report tells the percentiles of about the last minute: by then the JVM has compiled
        Duration length = trial.quick() ? Duration.ofSeconds(20) : Duration.ofSeconds(130);
        List<Double> median = new ArrayList<>();
        List<Double> high = new ArrayList<>();
        try (BenchStack stack = BenchStack.start(trial, "ws-end-to-end", 4);
                ExchangeProcess exchange = ExchangeProcess.start(
                        trial,
                        stack.folder(),
                        symbols(),
                        "--rate",
                        Integer.toString(rate / SYMBOLS),
                        "--seed",
                        Long.toString(trial.seed()))) {
            Path log = stack.folder().resolve("capture.log");
            Path report = stack.folder().resolve("report.json");
            Child capture = capture(
                    trial, stack, exchange, log, "--duration", length.toSeconds() + "s", "--report", report.toString());
            int code = capture.await();
            if (code != 0) {
                throw new IllegalStateException(
                        "the capture ended with exit code " + code + ": " + Files.readString(log));
            }
            JsonNode captured = new ObjectMapper()
                    .readTree(report.toFile())
                    .path("captures")
                    .path(0);
            long published = 0;
            long missing = 0;
            for (JsonNode feed : captured.path("feeds")) {
                published += feed.path("published").asLong();
                missing += feed.path("missing").asLong() + feed.path("lost").asLong();
            }
            trial.say(
                    "  asked for %,d/s: %,d trades in %d s, %d missing or lost",
                    rate, published, length.toSeconds(), missing);
            median.add(captured.path("p50Micros").asDouble() / 1e3);
            high.add(captured.path("p99Micros").asDouble() / 1e3);
        }
        String name = "ws-end-to-end/" + rate + "-a-second/";
        return List.of(
                new Result(
                        name + "median",
                        "ms",
                        new Measured("read off the socket → acknowledged", median),
                        List.of(),
                        "< 5 at 10,000/s"),
                new Result(
                        name + "p99",
                        "ms",
                        new Measured("read off the socket → acknowledged", high),
                        List.of(),
                        "< 50 at 10,000/s"));
    }

    private static List<String> symbols() {
        return IntStream.rangeClosed(1, SYMBOLS)
                .mapToObj("BENCH%02dUSDT"::formatted)
                .toList();
    }

    private static Child capture(
            Trial trial, BenchStack stack, ExchangeProcess exchange, Path log, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "--venue",
                "binance-spot",
                "--symbols",
                String.join(",", symbols()),
                "--set",
                "ws.binance.spot.url=" + exchange.ws(),
                "--set",
                "ws.binance.spot.rest.url=" + exchange.rest(),
                "--set",
                "admin.port=0",
                "--types",
                "trades"));
        line.addAll(List.of(arguments));
        return Child.inBackground(
                trial.workspace(), Program.INGEST_WS, line, stack.endpoints().asEnvironment(), log, false);
    }

    private static void requireAlive(Child capture, Path log) throws IOException {
        if (!capture.isAlive()) {
            throw new IllegalStateException("the capture ended: " + Files.readString(log));
        }
    }
}
