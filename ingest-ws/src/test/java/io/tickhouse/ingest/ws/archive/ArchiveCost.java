package io.tickhouse.ingest.ws.archive;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickhouse.simulator.exchange.ServerSettings;
import io.tickhouse.simulator.exchange.binance.BinanceExchange;
import io.tickhouse.simulator.exchange.binance.BinanceProduct;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Measures what archiving costs a message: bytes on disk, CPU time of the thread that hands it over, and of the thread that packs
 * and writes it. First all messages at once, then some at a rate, so that they are flushed every second. With messages of a
 * simulated market, or of recorded files: lines of a receive time, a blank and a message, unpacked if they end in .gz.
 */
final class ArchiveCost {
    private static final int MESSAGES = 300_000;
    private static final int PER_SECOND = 2_000;
    private static final int SECONDS = 30;
    private static final int ROUNDS = 3;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ArchiveCost() {}

    /** @param files recorded ones; without, a simulated market is measured */
    public static void main(String[] files) throws Exception {
        if (files.length == 0) {
            measure("simulated spot market", simulated());
        }
        for (String file : files) {
            measure(String.valueOf(Path.of(file).getFileName()), recorded(Path.of(file)));
        }
    }

    private static List<String> simulated() throws Exception {
        String streams = Stream.of("BTCUSDT", "ETHUSDT", "SOLUSDT")
                .flatMap(symbol -> Stream.of("@trade", "@aggTrade", "@bookTicker", "@depth@100ms", "@kline_1m")
                        .map(stream -> symbol.toLowerCase(Locale.ROOT) + stream))
                .collect(Collectors.joining("/"));
        Collector collector = new Collector();
        try (BinanceExchange venue = BinanceExchange.of(BinanceProduct.SPOT)
                        .symbols("BTCUSDT", "ETHUSDT", "SOLUSDT")
                        .tradesPerSecond(50)
                        .speed(ServerSettings.FULL_SPEED)
                        .waiting(true)
                        .begin();
                HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(
                            URI.create(venue.wsUrl() + "/stream?timeUnit=MICROSECOND&streams=" + streams), collector)
                    .join();
            collector.done.join();
            socket.abort();
        }
        return collector.texts;
    }

    private static List<String> recorded(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .limit(MESSAGES)
                    .toList();
        }
    }

    private static void measure(String name, List<String> texts) throws Exception {
        long characters = texts.stream().mapToLong(String::length).sum();
        System.out.printf(
                Locale.ROOT, "%s: %,d messages of %d characters%n", name, texts.size(), characters / texts.size());
        for (int level : new int[] {1, 3, 9}) {
            for (int round = 1; round <= ROUNDS; round++) {
                round(texts, level, 0);
            }
        }
        round(texts.subList(0, Math.min(texts.size(), PER_SECOND * SECONDS)), 1, PER_SECOND);
    }

    private static void round(List<String> texts, int level, int perSecond) throws Exception {
        Path folder = Files.createTempDirectory("archive-cost");
        ArchiveSettings settings =
                new ArchiveSettings(folder, 1L << 40, Duration.ofHours(1), 2 * MESSAGES, 4L << 30, level);
        RawArchive archive =
                new RawArchive(settings, "binance-spot", "a1b2c3d4", InstantSource.system(), new SimpleMeterRegistry());
        Thread writer = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("archive binance-spot"))
                .findFirst()
                .orElseThrow();
        long handing = 0;
        long micros = System.currentTimeMillis() * 1_000;
        long begun = System.nanoTime();
        for (int from = 0; from < texts.size(); from += 100) {
            while (perSecond > 0 && System.nanoTime() - begun < from * 1_000_000_000L / perSecond) {
                LockSupport.parkNanos(1_000_000);
            }
            long cpu = THREADS.getCurrentThreadCpuTime();
            for (int i = from; i < Math.min(from + 100, texts.size()); i++) {
                archive.offer(new ArchiveItem.Frame(
                        micros + i, "a1b2c3d4/c1.1", "/stream?timeUnit=MICROSECOND", texts.get(i)));
            }
            handing += THREADS.getCurrentThreadCpuTime() - cpu;
        }
        Thread closer = Thread.ofPlatform().start(archive::close);
        long writing = 0;
        while (writer.isAlive()) {
            writing = Math.max(writing, THREADS.getThreadCpuTime(writer.threadId()));
            LockSupport.parkNanos(100_000);
        }
        closer.join();
        long bytes = 0;
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                bytes += file.toString().endsWith(ArchiveFile.SUFFIX) ? Files.size(file) : 0;
                Files.delete(file);
            }
        }
        Files.delete(folder);
        System.out.printf(
                Locale.ROOT,
                "level %d, %s: %.1f bytes a message on disk, %.2f CPU-us to hand it over, %.2f CPU-us to pack and write it%n",
                level,
                perSecond == 0 ? "all at once" : perSecond + " a second",
                (double) bytes / texts.size(),
                handing / 1e3 / texts.size(),
                writing / 1e3 / texts.size());
    }

    /** Keeps what comes until it is enough. */
    private static final class Collector implements WebSocket.Listener {
        private final List<String> texts = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last && texts.size() < MESSAGES) {
                texts.add(text.toString());
                text.setLength(0);
                if (texts.size() == MESSAGES) {
                    done.complete(true);
                }
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            done.completeExceptionally(error);
        }
    }
}
