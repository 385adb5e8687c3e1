package io.tickhouse.ingest.ws.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.ingest.ws.capture.CaptureView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveDisplayTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void theTableShowsWhatCameSinceTheLastLook() {
        AtomicReference<CaptureView> view = new AtomicReference<>(view(1_000));
        LiveDisplay display = new LiveDisplay(out, false, () -> List.of(view.get()));
        display.show(1_000_000_000L);
        view.set(view(3_500));
        bytes.reset();
        display.show(3_000_000_000L);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        venue         symbol   type    state        msg/s  messages  published  repeated  missing  lost  resyncs
                        binance-spot  BTCUSDT  trades  LIVE         1,250     3,500      3,499         1       12     3        0
                        binance-spot  BTCUSDT  l2      LIVE/SYNCED      0        40         10         0        0     0        2
                        binance-spot: 3,540 frames, 5 rejected, 7 waiting; 10 of 12 snapshots; receipt to acknowledgement p50 1.2 ms p99 9.9 ms; venue's clock -3.0 ms ahead
                        """);
    }

    @Test
    void onATerminalTheTableIsDrawnOverItself() {
        LiveDisplay display = new LiveDisplay(out, true, () -> List.of(view(1)));
        display.show(0);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .doesNotContain("A\u001b")
                .startsWith("\u001b[2K");
        bytes.reset();
        display.show(1);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith("\u001b[4A\u001b[2Kvenue");
    }

    @Test
    void aTableLongerThanAScreenIsCutOnATerminalAndWholeElsewhere() {
        CaptureView many = new CaptureView(
                "binance-spot",
                IntStream.range(0, 200)
                        .mapToObj(i -> new CaptureView.Row("S" + i, "trades", "LIVE", 0, 0, 0, 0, 0, 0, -1))
                        .toList(),
                List.of(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
        new LiveDisplay(out, true, () -> List.of(many)).show(0);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("… and 156 more")
                .doesNotContain("S199");
        bytes.reset();
        new LiveDisplay(out, false, () -> List.of(many)).show(0);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("S199");
    }

    @Test
    void theReportSaysTheSameToPeopleAndPrograms(@TempDir Path folder) throws Exception {
        CaptureReport report = CaptureReport.of(Duration.ofSeconds(90), List.of(view(3_500)));
        report.print(out);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .startsWith("Captured for 90 s:")
                .contains("3,499")
                .contains("10 of 12 snapshots");
        report.write(folder.resolve("deep/report.json"));
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("deep/report.json").toFile());
        assertThat(json.at("/captures/0/feeds/0/missing").asLong()).isEqualTo(12);
        assertThat(json.at("/milliseconds").asLong()).isEqualTo(90_000);
    }

    private static CaptureView view(long received) {
        return new CaptureView(
                "binance-spot",
                List.of(
                        new CaptureView.Row("BTCUSDT", "trades", "LIVE", received, received - 1, 1, 12, 3, 0, 99),
                        new CaptureView.Row("BTCUSDT", "l2", "LIVE/SYNCED", 40, 10, 0, 0, 0, 2, -1)),
                List.of(new CaptureView.Link("c1", "Live", "a1/c1.1")),
                received + 40,
                5,
                7,
                10,
                12,
                -3_000,
                1_234,
                9_876);
    }
}
