package io.tickhouse.ingest.ws;

import io.tickhouse.ingest.ws.capture.Capture;
import io.tickhouse.ingest.ws.capture.CaptureView;
import io.tickhouse.ingest.ws.report.CaptureReport;
import io.tickhouse.ingest.ws.report.LiveDisplay;
import io.tickhouse.service.StopSignal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows captures to a person, ends them after a time, and reports. */
final class ForegroundWatch implements CaptureWatch {
    private final PrintStream out;
    private final boolean terminal;
    private final Optional<Duration> duration;
    private final Optional<Path> report;
    private long begun;
    private @Nullable Thread display;

    /**
     * A watch that has seen nothing yet.
     *
     * @param duration after which captures are ended; empty for never
     * @param report where to write the report as JSON; empty for nowhere
     */
    ForegroundWatch(PrintStream out, boolean terminal, Optional<Duration> duration, Optional<Path> report) {
        this.out = out;
        this.terminal = terminal;
        this.duration = duration;
        this.report = report;
    }

    @Override
    public void begin(List<Capture> captures, StopSignal stop) {
        begun = System.nanoTime();
        display = Thread.ofPlatform()
                .daemon()
                .name("display")
                .start(new LiveDisplay(
                        out,
                        terminal,
                        () -> captures.stream().map(Capture::view).toList()));
        duration.ifPresent(length -> Thread.ofPlatform()
                .daemon()
                .name("duration")
                .start(() -> {
                    try {
                        stop.await(length);
                        stop.stop();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
    }

    @Override
    public void end(List<CaptureView> last) throws IOException {
        if (display != null) {
            display.interrupt();
        }
        CaptureReport told = CaptureReport.of(Duration.ofNanos(System.nanoTime() - begun), last);
        told.print(out);
        if (report.isPresent()) {
            told.write(report.get());
        }
    }
}
