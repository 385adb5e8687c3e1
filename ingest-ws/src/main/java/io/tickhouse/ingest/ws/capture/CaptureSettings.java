package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.venue.Selection;
import java.time.Duration;

/**
 * What is captured of a venue, and how.
 *
 * @param captureId names this capture among all: snapshots and links carry it
 * @param selection symbols and types
 * @param depth most levels a side of a snapshot, 1 to {@link #FULL_DEPTH}
 * @param interval between snapshots, 100 ms to 1 h
 * @param imageLevels levels a side asked for to begin a book; 0 where the channel gives the image
 * @param auditEvery how often a book is compared with a fresh image
 * @param stale how long a feed may be silent before it is called stale and subscribed anew
 * @param statusEvery how often a feed that is up says so again
 * @param pollEvery how often open interest and funding are asked for
 * @param instrumentsEvery how often instruments are asked for
 */
public record CaptureSettings(
        String captureId,
        Selection selection,
        int depth,
        Duration interval,
        int imageLevels,
        Duration auditEvery,
        Duration stale,
        Duration statusEvery,
        Duration pollEvery,
        Duration instrumentsEvery) {
    /** A snapshot of more levels might not fit a message of 1 MB. */
    public static final int FULL_DEPTH = 10_000;
}
