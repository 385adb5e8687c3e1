package io.tickhouse.ingest.bulk.rows;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.DataType;
import io.tickhouse.market.Coverage;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a whole verified file proves: that nothing is missing between its first and its last row. It does when it is what its
 * CHECKSUM says, each of its rows is a record of its days, and its ids run on without a hole; or, for types with a row for
 * every interval, when it has them all.
 *
 * <p>Files of days have been published that ended early. So nothing is said of the time before the first trade and after the
 * last one of a file by itself: neighbouring files whose ids follow on prove that nothing was between.
 */
public final class Proof {
    private static final long MOST_MISSING_AT_ONCE_USDM = 1;
    private static final Duration METRICS_EVERY = Duration.ofMinutes(5);

    private Proof() {}

    /**
     * The last row of the file before and the first of the file after, where they are loaded and the ids follow on.
     *
     * @param lastBefore when the trade before the file's first one was
     * @param firstAfter when the trade after the file's last one was
     */
    public record Neighbours(Optional<Instant> lastBefore, Optional<Instant> firstAfter) {
        public static final Neighbours UNKNOWN = new Neighbours(Optional.empty(), Optional.empty());
    }

    /** The proof that a file is; empty when something of it is in doubt. */
    public static Optional<Coverage> of(VerifiedFile file, Neighbours neighbours, Source source, Instant now) {
        ArchiveFile about = file.fetched().file();
        if (about.checksumPath().isEmpty() || file.refused() > 0 || file.times().outside() > 0 || !isWhole(file)) {
            return Optional.empty();
        }
        return Optional.of(Coverage.newBuilder()
                .setVenue(about.venue().name())
                .setSymbol(about.symbol())
                .setCoverageId("archive-file:" + about.venue().name() + ':' + about.path() + ':'
                        + file.fetched().checksum())
                .setDataType(about.dataset().series().label())
                .setFromTime(from(file, neighbours))
                .setToTime(to(file, neighbours))
                .setFirstSequence(file.ids().map(VerifiedFile.Ids::first).orElse(null))
                .setLastSequence(file.ids().map(VerifiedFile.Ids::last).orElse(null))
                .setRecordCount(file.records())
                .setBasis("ARCHIVE_FILE")
                .setEvidence(about.path() + " SHA-256 " + file.fetched().checksum())
                .setEventTime(now)
                .setSource(source)
                .build());
    }

    private static Instant from(VerifiedFile file, Neighbours neighbours) {
        Instant start = file.fetched().file().period().start();
        if (file.ids().isEmpty()) {
            return start;
        }
        return neighbours
                .lastBefore()
                .orElseGet(() -> Times.instant(file.times().first().orElseThrow()));
    }

    private static Instant to(VerifiedFile file, Neighbours neighbours) {
        Instant end = file.fetched().file().period().end();
        if (file.ids().isEmpty()) {
            return end;
        }
        return neighbours
                .firstAfter()
                .orElseGet(() -> Times.instant(file.times().last().orElseThrow() + 1));
    }

    private static boolean isWhole(VerifiedFile file) {
        ArchiveFile about = file.fetched().file();
        DataType type = about.dataset().series().type();
        return switch (type) {
            case TRADES, AGG_TRADES ->
                file.ids().isPresent()
                        && about.venue().tradeIds() == Venue.TradeIds.CONTIGUOUS
                        && file.ids().get().largestHole() <= allowedHole(about);
            case KLINES, MARK_PRICE_KLINES, INDEX_PRICE_KLINES, PREMIUM_INDEX_KLINES ->
                file.records() == intervals(about);
            case METRICS -> file.records() == length(about).dividedBy(METRICS_EVERY);
            case FUNDING_RATE -> false; // nothing says how many there should be: intervals change within a month
        };
    }

    /** USD-M does not publish its off-book trades: single ids are missing and nothing is lost. */
    private static long allowedHole(ArchiveFile about) {
        return about.venue().equals(Venue.BINANCE_USDM)
                        && about.dataset().series().type() == DataType.TRADES
                ? MOST_MISSING_AT_ONCE_USDM
                : 0;
    }

    private static long intervals(ArchiveFile about) {
        Interval interval = about.dataset().series().interval().orElseThrow();
        long count = 0;
        long end = Times.micros(about.period().end());
        long time = Times.micros(about.period().start());
        if (interval.openTime(time) < time) {
            time = interval.closeTime(interval.openTime(time));
        }
        for (; time < end; time = interval.closeTime(time)) {
            count++;
        }
        return count;
    }

    private static Duration length(ArchiveFile about) {
        return Duration.between(about.period().start(), about.period().end());
    }
}
