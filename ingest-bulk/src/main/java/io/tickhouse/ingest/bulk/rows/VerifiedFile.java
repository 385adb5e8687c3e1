package io.tickhouse.ingest.bulk.rows;

import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A file read through once, to its last byte, before anything of it is published.
 *
 * @param rows how many rows it has, refused and repeated ones among them
 * @param refused how many of them are no records
 * @param firstRefusals file, line and reason of the first few
 * @param repeated rows that say again what an earlier row of the file said; they are not published
 * @param ids how the ids run; empty where rows have none
 * @param times when they were
 * @param newestFirst whether its rows go back in time, as old files of some archives do; they are published from its end on
 * @param volume sum of the traded quantities in the venue's unit; null where the type has none
 * @param spool its encoded rows; empty where there was no room to keep them
 */
public record VerifiedFile(
        FetchedFile fetched,
        long rows,
        long refused,
        List<String> firstRefusals,
        long repeated,
        Optional<Ids> ids,
        Times times,
        boolean newestFirst,
        @Nullable BigDecimal volume,
        Optional<Spool> spool) {

    /**
     * How ids run through a file. Single missing ids in USD-M are the venue's off-book trades, no loss.
     *
     * @param first the lowest
     * @param last the highest
     * @param missing ids between these that no row has
     * @param holes the first few of the ranges they make
     * @param largestHole ids in the largest of all ranges; 0 when none is missing
     * @param disordered rows whose id is below that of the row before
     */
    public record Ids(long first, long last, long missing, List<IdRange> holes, long largestHole, long disordered) {}

    /**
     * When a file's rows were, by the venue's clock.
     *
     * @param first the earliest, microseconds since 1970-01-01T00:00:00Z; empty when no row is a record
     * @param last the latest
     * @param outside rows that were not within the file's UTC days
     */
    public record Times(OptionalLong first, OptionalLong last, long outside) {}

    /** The rows from a number on, as they are published. */
    public EncodedRows encoded(FileRows rows, long fromRow) {
        return spool.map(kept -> kept.read(this.rows, fromRow)).orElseGet(() -> new DecodedAhead(rows, this, fromRow));
    }

    /** Removes the encoded rows that were kept; to be called once, when nobody will publish them any more. */
    public void forgetEncoded() {
        spool.ifPresent(Spool::delete);
    }

    /** Rows that are published. */
    public long records() {
        return rows - refused - repeated;
    }
}
