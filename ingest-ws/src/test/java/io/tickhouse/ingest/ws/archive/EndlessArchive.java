package io.tickhouse.ingest.ws.archive;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** Archives numbered frames until it is killed. */
final class EndlessArchive {
    private EndlessArchive() {}

    /** @param arguments the folder */
    public static void main(String[] arguments) {
        ArchiveSettings settings =
                new ArchiveSettings(Path.of(arguments[0]), 1L << 30, Duration.ofHours(1), 1_000_000, 256 << 20, 3);
        RawArchive archive =
                new RawArchive(settings, "binance-spot", "a1b2c3d4", InstantSource.system(), new SimpleMeterRegistry());
        for (long i = 1; ; i++) {
            Instant now = Instant.now();
            archive.offer(new ArchiveItem.Frame(
                    now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000,
                    "a1b2c3d4/c1.1",
                    "/stream",
                    "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"t\":" + i + "}}"));
            if (i % 10 == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
