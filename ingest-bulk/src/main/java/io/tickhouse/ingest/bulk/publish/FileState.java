package io.tickhouse.ingest.bulk.publish;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.rows.IdRange;
import io.tickhouse.ingest.bulk.rows.VerifiedFile;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkFileReport;
import io.tickhouse.market.BulkFileState;
import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.schemas.market.Times;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the ledger is told of a file. */
final class FileState {
    private FileState() {}

    /** Of a file that is being loaded or is loaded. */
    static BulkFile of(VerifiedFile file, BulkFileState state, Settled settled, Instant now) {
        return begin(file.fetched().file(), state, settled, now)
                .setChecksum(file.fetched().checksum())
                .setBytes(file.fetched().bytes())
                .setReport(report(file))
                .build();
    }

    /**
     * Of a file that cannot be loaded. What was published of it stays known.
     *
     * @param before what the ledger said of it
     */
    static BulkFile quarantined(ArchiveFile file, Optional<BulkFile> before, String why, Instant now) {
        Settled settled = before.map(Settled::of).orElse(Settled.NOTHING);
        return begin(file, BulkFileState.QUARANTINED, settled, now)
                .setChecksum(before.map(BulkFile::getChecksum).orElse(""))
                .setReport(before.map(BulkFile::getReport).orElse(null))
                .setError(why)
                .build();
    }

    private static BulkFile.Builder begin(ArchiveFile file, BulkFileState state, Settled settled, Instant now) {
        return BulkFile.newBuilder()
                .setVenue(file.venue().name())
                .setSymbol(file.symbol())
                .setDataType(file.dataset().series().label())
                .setFile(file.path())
                .setPeriod(file.period().toString())
                .setState(state)
                .setNextRow(settled.nextRow())
                .setRecords(settled.records())
                .setDeadLetters(settled.deadLetters())
                .setUpdateTime(now);
    }

    private static BulkFileReport report(VerifiedFile file) {
        Optional<VerifiedFile.Ids> ids = file.ids();
        return BulkFileReport.newBuilder()
                .setRows(file.rows())
                .setRepeated(file.repeated())
                .setFirstId(ids.map(VerifiedFile.Ids::first).orElse(null))
                .setLastId(ids.map(VerifiedFile.Ids::last).orElse(null))
                .setMissingIds(ids.map(VerifiedFile.Ids::missing).orElse(0L))
                .setHoles(ids.stream()
                        .flatMap(run -> run.holes().stream())
                        .map(IdRange::toString)
                        .toList())
                .setDisordered(ids.map(VerifiedFile.Ids::disordered).orElse(0L))
                .setOutside(file.times().outside())
                .setFirstTime(instant(file.times().first()))
                .setLastTime(instant(file.times().last()))
                .setVolume(file.volume() == null ? null : Decimals.cut(file.volume()))
                .build();
    }

    private static @Nullable Instant instant(OptionalLong micros) {
        return micros.isPresent() ? Times.instant(micros.getAsLong()) : null;
    }
}
