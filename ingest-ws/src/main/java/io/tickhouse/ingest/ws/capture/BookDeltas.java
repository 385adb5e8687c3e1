package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.publish.LivePublisher;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.schemas.market.Times;
import java.time.InstantSource;

/**
 * Updates of books as records, where they are wanted: each once as it comes, and whenever a book begins anew the image and
 * the updates on top of it, so that the topic alone is enough to rebuild the book.
 */
final class BookDeltas {
    private final BookRecords records;
    private final LivePublisher publisher;
    private final CaptureMeters meters;
    private final InstantSource clock;

    BookDeltas(BookRecords records, LivePublisher publisher, CaptureMeters meters, InstantSource clock) {
        this.records = records;
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Publishes an update or an image.
     *
     * @param depth levels a side that the channel keeps; 0 if all
     * @param nanos when it was read by {@link System#nanoTime}, or {@link LivePublisher#UNTIMED}
     */
    void publish(BookDesk.Desk desk, BookUpdate update, int depth, long nanos) {
        publisher.publish(DataType.L2_DELTAS.topic(), desk.feed.key, records.delta(update, depth), nanos, cause -> {
            desk.feed.loss.add(update.lastId(), Times.micros(clock.instant()), cause);
            desk.torn.set(System.nanoTime());
        });
        meters.record(DataType.L2_DELTAS);
    }
}
