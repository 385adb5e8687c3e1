package io.tickhouse.ingest.ws.report;

import io.tickhouse.ingest.ws.capture.CaptureView;
import java.util.HashMap;
import java.util.Map;

/** Messages a second of each feed, from one look to the next. */
final class Rates {
    private record Before(long received, long nanos) {}

    private final Map<String, Before> before = new HashMap<>();

    /** Messages a second since the last look at this feed; 0 at the first. */
    long of(String venue, CaptureView.Row row, long now) {
        Before last = before.put(venue + " " + row.symbol() + " " + row.type(), new Before(row.received(), now));
        return last == null || now <= last.nanos
                ? 0
                : (row.received() - last.received) * 1_000_000_000L / (now - last.nanos);
    }
}
