package io.tickhouse.ingest.bulk.job;

import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkFileState;
import org.jspecify.annotations.Nullable;

/** Where the load of one file stands, against the checksum that the archive has now. */
public sealed interface Standing {
    /** Nothing of it is loaded. */
    record Fresh() implements Standing {}

    /** A part is. */
    record Begun(BulkFile entry) implements Standing {}

    /** All of it is. */
    record Loaded(BulkFile entry) implements Standing {}

    /** Some or all of a file of that name with other content is. */
    record OtherContent(BulkFile entry) implements Standing {}

    /** Reads a ledger entry; null when there is none. */
    static Standing of(@Nullable BulkFile entry, String checksum) {
        if (entry == null) {
            return new Fresh();
        }
        if (!entry.getChecksum().equals(checksum)) {
            return new OtherContent(entry);
        }
        return entry.getState() == BulkFileState.LOADED ? new Loaded(entry) : new Begun(entry);
    }
}
