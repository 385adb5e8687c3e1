package io.tickhouse.ingest.bulk.rows;

import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import java.util.List;
import java.util.OptionalLong;

/**
 * A file read through once, to its last byte, before anything of it is published.
 *
 * @param rows how many rows it has, refused ones among them
 * @param refused how many of them are no records
 * @param firstRefusals file, line and reason of the first few
 * @param ids how the ids run
 * @param outsideDay records whose time is not within the file's UTC day
 */
public record VerifiedFile(
        FetchedFile fetched, long rows, long refused, List<String> firstRefusals, Ids ids, long outsideDay) {

    /**
     * How ids run through a file. Single missing ids in USD-M are the venue's off-book trades, no loss.
     *
     * @param first id of the first record; empty when there is none
     * @param last id of the last record
     * @param missing ids skipped between one record and the next
     * @param disordered records whose id is not above the one before: repeated or out of order
     */
    public record Ids(OptionalLong first, OptionalLong last, long missing, long disordered) {}
}
