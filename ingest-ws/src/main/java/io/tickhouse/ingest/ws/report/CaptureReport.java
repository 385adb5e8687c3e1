package io.tickhouse.ingest.ws.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.ingest.ws.capture.CaptureView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What captures did, told at their end.
 *
 * @param milliseconds from begin to end
 * @param captures how each stood at its end
 */
public record CaptureReport(long milliseconds, List<CaptureView> captures) {
    /** The report of captures that ran for so long. */
    public static CaptureReport of(Duration duration, List<CaptureView> captures) {
        return new CaptureReport(duration.toMillis(), captures);
    }

    /** Prints it for a person. */
    public void print(PrintStream out) {
        out.println("Captured for " + milliseconds / 1_000 + " s:");
        CaptureTable.lines(captures, new Rates(), 0).forEach(out::println);
        CaptureTable.sums(captures).forEach(out::println);
    }

    /** Writes it as JSON, replacing the file. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
    }
}
