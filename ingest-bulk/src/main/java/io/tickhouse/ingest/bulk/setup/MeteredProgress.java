package io.tickhouse.ingest.bulk.setup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.publish.Progress;

/** Counts what is committed and passes it on. */
final class MeteredProgress implements Progress {
    private final Progress next;
    private final Counter rows;
    private final Counter transactions;

    MeteredProgress(Progress next, MeterRegistry metrics) {
        this.next = next;
        this.rows = Counter.builder("tickhouse.bulk.rows")
                .description("Rows settled by this load: published or in the dead letters")
                .register(metrics);
        this.transactions = Counter.builder("tickhouse.bulk.transactions")
                .description("Transactions committed by this load")
                .register(metrics);
    }

    @Override
    public void committed(ArchiveFile file, long newRows, long nextRow, long total) {
        rows.increment(newRows);
        transactions.increment();
        next.committed(file, newRows, nextRow, total);
    }
}
