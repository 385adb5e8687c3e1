package io.tickhouse.ingest.bulk.job;

import io.tickhouse.market.BulkFile;
import java.util.Optional;

/** Where the load of one file stands, against the content that the archive has now. */
public sealed interface Standing {
    /** Nothing of it is loaded. */
    record Fresh() implements Standing {}

    /** A part is. */
    record Begun(BulkFile entry) implements Standing {}

    /** All of it is. */
    record Loaded(BulkFile entry) implements Standing {}

    /** Some or all of a file of that name with other content is. */
    record OtherContent(BulkFile entry) implements Standing {}

    /**
     * Reads a ledger entry.
     *
     * @param entry empty when there is none
     * @param checksum of what the archive has now; empty where the archive does not say, so that it counts as the same
     */
    static Standing of(Optional<BulkFile> entry, Optional<String> checksum) {
        if (entry.isEmpty()) {
            return new Fresh();
        }
        BulkFile file = entry.get();
        boolean same = checksum.isEmpty() || checksum.get().equals(file.getChecksum());
        return switch (file.getState()) {
            case LOADED -> same ? new Loaded(file) : new OtherContent(file);
            case LOADING -> same ? new Begun(file) : new OtherContent(file);
            case QUARANTINED, UNKNOWN -> {
                if (file.getNextRow() == 0) {
                    yield new Fresh();
                }
                yield same ? new Begun(file) : new OtherContent(file);
            }
        };
    }
}
