package io.tickhouse.ingest.ws.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickhouse.ingest.ws.sequence.IdSequences;
import io.tickhouse.ingest.ws.sequence.Step;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.market.Trade;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Real frames, recorded as {@code <receive time in ns> <frame>} lines, read in place. */
class RecordedFramesTest {
    private static final Path RECORDINGS = Path.of(System.getProperty("tickhouse.root", ".."))
            .resolve("../shared/fixtures/binance-spot/long")
            .normalize();

    @Test
    void everyRecordedTradeIsMappedAndNoIdIsMissing() throws IOException {
        assumeTrue(Files.isDirectory(RECORDINGS), "no recordings at " + RECORDINGS);
        BinanceSpotDecoder decoder = new BinanceSpotDecoder(ChronoUnit.MILLIS);
        IdSequences sequences = new IdSequences();
        Set<String> ignored = new HashSet<>();
        int mapped = 0;
        for (String file : List.of("hftbacktest_btcusdt_20240808.raw.gz", "hftbacktest_btcusdt_20240809.raw.gz")) {
            try (BufferedReader lines = open(RECORDINGS.resolve(file))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int blank = line.indexOf(' ');
                    Instant received = Instant.EPOCH.plusNanos(Long.parseLong(line.substring(0, blank)));
                    byte[] frame = line.substring(blank + 1).getBytes(StandardCharsets.UTF_8);
                    switch (decoder.decode(frame, received)) {
                        case Decoded.Mapped(Trade trade) -> {
                            mapped++;
                            assertThat(sequences.observe(trade.getSymbol(), Long.parseLong(trade.getTradeId())))
                                    .isIn(new Step.First(), new Step.Next());
                        }
                        case Decoded.Ignored(String reason) -> ignored.add(reason);
                        case Decoded.Rejected(String cause) -> throw new AssertionError(cause + ": " + line);
                    }
                }
            }
        }
        assertThat(mapped).isEqualTo(19_904);
        assertThat(ignored).containsExactlyInAnyOrder("event depthUpdate", "stream without event type");
    }

    private static BufferedReader open(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
    }
}
