package io.tickhouse.ingest.bulk.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.rows.VerifiedFile;
import io.tickhouse.market.BulkFile;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file. What is only known after reading it is null for a file that was not read, an already loaded one
 * among them.
 *
 * @param path in the archive
 * @param checksum SHA-256 of the ZIP; null when it is not known
 * @param outcome see {@link Outcome}
 * @param rows rows in the file, refused ones among them
 * @param publishedNow records published by this load
 * @param published records published of this content, now or before
 * @param deadLetters rows refused of this content, now or before
 * @param firstId the lowest id; null where rows have none
 * @param lastId the highest id
 * @param missingIds ids between these that no row has
 * @param disorderedRows rows whose id is below that of the row before
 * @param repeatedRows rows that say again what an earlier one said; not published
 * @param outsideDayRows rows whose time is not within the file's UTC days
 * @param volume sum of the traded quantities in the venue's unit, as text
 * @param refusals file, line and reason of the first refused rows
 * @param error why it failed
 */
public record FileReport(
        String path,
        String symbol,
        String day,
        @Nullable String checksum,
        String outcome,
        long rows,
        @JsonProperty("published_now") long publishedNow,
        long published,
        @JsonProperty("dead_letters") long deadLetters,
        @JsonProperty("first_id") @Nullable Long firstId,
        @JsonProperty("last_id") @Nullable Long lastId,
        @JsonProperty("missing_ids") @Nullable Long missingIds,
        @JsonProperty("disordered_rows") @Nullable Long disorderedRows,
        @JsonProperty("repeated_rows") @Nullable Long repeatedRows,
        @JsonProperty("outside_day_rows") @Nullable Long outsideDayRows,
        @Nullable String volume,
        List<String> refusals,
        @Nullable String error) {

    /** Of a file that was not read. */
    static FileReport unread(ArchiveFile file, @Nullable String checksum, Outcome outcome, @Nullable String error) {
        return new FileReport(
                file.path(),
                file.symbol(),
                file.period().toString(),
                checksum,
                outcome.words(),
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                error);
    }

    /** Of a file that an earlier load has finished. */
    static FileReport loadedBefore(ArchiveFile file, BulkFile entry) {
        return new FileReport(
                file.path(),
                file.symbol(),
                file.period().toString(),
                entry.getChecksum(),
                Outcome.ALREADY_LOADED.words(),
                entry.getNextRow(),
                0,
                entry.getRecords(),
                entry.getDeadLetters(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }

    /** Of a file that was read. */
    static FileReport read(
            VerifiedFile file,
            Outcome outcome,
            long publishedNow,
            long published,
            long deadLetters,
            @Nullable String error) {
        ArchiveFile about = file.fetched().file();
        return new FileReport(
                about.path(),
                about.symbol(),
                about.period().toString(),
                file.fetched().checksum(),
                outcome.words(),
                file.rows(),
                publishedNow,
                published,
                deadLetters,
                file.ids().map(VerifiedFile.Ids::first).orElse(null),
                file.ids().map(VerifiedFile.Ids::last).orElse(null),
                file.ids().map(VerifiedFile.Ids::missing).orElse(null),
                file.ids().map(VerifiedFile.Ids::disordered).orElse(null),
                file.repeated(),
                file.times().outside(),
                Optional.ofNullable(file.volume())
                        .map(BigDecimal::toPlainString)
                        .orElse(null),
                file.firstRefusals(),
                error);
    }
}
