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
 * When a whole verified file proves that nothing is missing in its days: it is what its CHECKSUM says, each of its rows is a
 * record of those days, and either its ids run on without a hole or it has a row for every interval.
 */
public final class Proof {
    private static final long MOST_MISSING_AT_ONCE_USDM = 1;
    private static final Duration METRICS_EVERY = Duration.ofMinutes(5);

    private Proof() {}

    /** The proof that a file is; empty when something of it is in doubt. */
    public static Optional<Coverage> of(VerifiedFile file, Source source, Instant now) {
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
                .setFromTime(about.period().start())
                .setToTime(about.period().end())
                .setFirstSequence(file.ids().map(VerifiedFile.Ids::first).orElse(null))
                .setLastSequence(file.ids().map(VerifiedFile.Ids::last).orElse(null))
                .setRecordCount(file.records())
                .setBasis("ARCHIVE_FILE")
                .setEvidence(about.path() + " SHA-256 " + file.fetched().checksum())
                .setEventTime(now)
                .setSource(source)
                .build());
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
        return about.venue().equals(Venue.BINANCE_USDM) && about.dataset().series().type() == DataType.TRADES
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
