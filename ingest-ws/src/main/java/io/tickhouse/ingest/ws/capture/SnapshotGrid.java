package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.book.OrderBook;
import io.tickhouse.ingest.ws.publish.LivePublisher;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.market.BookState;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Times;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Takes snapshots of all books at every moment of a regular grid in UTC. The running number follows from the grid, so a
 * moment that was missed is a hole in the numbers.
 */
final class SnapshotGrid {
    /** A snapshot taken later than this no longer stands for its moment. */
    private static final long LATEST_MICROS = 2_000_000;

    private final BookDesk books;
    private final BookRecords records;
    private final LivePublisher publisher;
    private final CaptureMeters meters;
    private final InstantSource clock;
    private long interval;
    private long next;
    private long taken;
    private long expected;

    SnapshotGrid(
            BookDesk books,
            BookRecords records,
            LivePublisher publisher,
            CaptureMeters meters,
            InstantSource clock,
            Duration interval) {
        this.books = books;
        this.records = records;
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
        this.interval = interval.toNanos() / 1_000;
        this.next = after(Times.micros(clock.instant()));
    }

    /** Goes on with another distance between snapshots; their numbers begin anew with the books' firsts. */
    void adopt(Duration distance) {
        long micros = distance.toNanos() / 1_000;
        if (micros != interval) {
            interval = micros;
            next = after(Times.micros(clock.instant()));
        }
    }

    private long after(long micros) {
        return Math.floorDiv(micros, interval) * interval + interval;
    }

    /** How long until the next moment. */
    Duration untilNext() {
        return Duration.ofNanos(Math.max(0, next - Times.micros(clock.instant())) * 1_000);
    }

    /** Takes what is due. */
    void run() {
        long now = Times.micros(clock.instant());
        if (next - now > 2 * interval) {
            next = after(now); // the clock was put back
        }
        for (; next <= now; next += interval) {
            expected += books.desks().stream()
                    .filter(desk -> desk.keeper.book() != null)
                    .count();
            if (now - next <= Math.max(LATEST_MICROS, 2 * interval)) {
                for (BookDesk.Desk desk : books.desks()) {
                    take(desk, next);
                }
            }
        }
    }

    private void take(BookDesk.Desk desk, long grid) {
        OrderBook book = desk.keeper.book();
        if (book == null) {
            return;
        }
        if (desk.firstGrid < 0) {
            desk.firstGrid = grid;
        }
        Feed feed = desk.feed;
        publisher.publish(
                Topics.L2_SNAPSHOTS,
                feed.key,
                records.snapshot(
                        feed.symbol,
                        book,
                        state(desk),
                        (grid - desk.firstGrid) / interval,
                        grid,
                        Times.micros(clock.instant())),
                LivePublisher.UNTIMED,
                cause -> feed.loss.add(-1, Times.micros(clock.instant()), cause));
        feed.published++;
        taken++;
        meters.record(DataType.L2);
        books.renewIfShallow(desk, book);
    }

    static BookState state(BookDesk.Desk desk) {
        return switch (desk.feed.state) {
            case LIVE, ROTATED -> desk.keeper.isSynced() ? BookState.SYNCED : BookState.RESYNCING;
            case RESYNC -> BookState.RESYNCING;
            case CONNECTED, STALE, DISCONNECTED, UNKNOWN -> BookState.STALE;
        };
    }

    /** Moments of the grid so far at which there was a book, summed up over the books. */
    long expected() {
        return expected;
    }

    /** Snapshots taken so far. */
    long taken() {
        return taken;
    }
}
