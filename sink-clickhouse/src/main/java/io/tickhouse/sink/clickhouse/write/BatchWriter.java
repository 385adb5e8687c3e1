package io.tickhouse.sink.clickhouse.write;

import io.tickhouse.service.StopSignal;
import io.tickhouse.sink.clickhouse.plan.Token;
import io.tickhouse.sink.clickhouse.plan.WriteOutcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a planned batch into its table so that every row is there once.
 *
 * <p>Failure semantics. The batch's plan is committed before it comes here; the committed offset stays at its first record
 * until the outcome is Fresh, Confirmed or Repaired, and moves behind its last one then. A first attempt that ClickHouse
 * acknowledges is Fresh. After anything else (an error, a timeout, a lost connection, or an earlier process that may have
 * been here) its offsets are read back when no insert of it runs any more, and what is missing is inserted under its token.
 * What is there is not sent again: ClickHouse forgets tokens that are far behind, and one whose entry in the deduplication
 * log it could not write (a full disk) is gone at its next start, although it acknowledged the insert. Then the offsets are
 * read back once more, because ClickHouse writes that log before it renames the part: killed in between, it acknowledges the
 * repeat and keeps nothing. What is missing is inserted under repair tokens until it is found. A row that three acknowledged
 * repairs do not bring back was replaced by a better row of its key in a merge; that is counted, not an error. Errors that
 * heal are tried again with growing pauses for as long as the sink runs; those that do not are Refused and stop it.
 *
 * <p>A batch whose partition went to another sink is that sink's to settle. Should the old owner's insert still arrive, even
 * much later, it carries the same token and ClickHouse drops it, as long as its table's deduplication window (100,000 parts)
 * has not moved on; a process that was stopped for so long looks whether it still owns the partition before it inserts.
 *
 * <p>Not promised: rows that ClickHouse acknowledged and lost with its disk (its tables ask for fsync, what the disk makes of
 * that is the disk's); a single row of a key that merges fold, since the better one stays; a cluster behind a load balancer
 * that sends each query to another server ({@code system.processes} and the deduplication log are a server's own: use one
 * server, or replicated tables and a sticky address).
 */
public final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final int MOST_REPAIRS = 3;
    private static final Duration RUNNING_POLL = Duration.ofMillis(200);
    private static final Duration SURE_POLL = Duration.ofMillis(20);

    private final TableStore store;
    private final StopSignal stop;
    private final Attempts attempts;
    private final Duration firstPause;
    private final Duration longestPause;

    /**
     * @param firstPause before the second attempt; doubles with each further one
     * @param longestPause where the doubling ends
     */
    public BatchWriter(
            ClickHouse clickhouse, StopSignal stop, Attempts attempts, Duration firstPause, Duration longestPause) {
        this.store = new TableStore(clickhouse);
        this.stop = stop;
        this.attempts = attempts;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    /** Hears how attempts go, from several threads. */
    public interface Attempts {
        void succeeded();

        void failed(String why);
    }

    /**
     * Writes the batch, however long it takes.
     *
     * @param repeated whether an earlier process may have inserted it already, wholly or in part
     * @param tenure tells when the partition is no longer ours and the work is to be left to its new owner
     */
    public WriteOutcome write(Batch batch, boolean repeated, Tenure tenure) throws InterruptedException {
        boolean ambiguous = repeated;
        Duration pause = firstPause;
        while (!stop.isStopping() && !tenure.isOver()) {
            if (!tenure.isSure()) {
                stop.await(SURE_POLL);
                continue;
            }
            try {
                WriteOutcome outcome = ambiguous ? settle(batch, tenure) : insert(batch);
                attempts.succeeded();
                return outcome;
            } catch (StoreException e) {
                if (!e.heals()) {
                    return new WriteOutcome.Refused(String.valueOf(e.getMessage()));
                }
                attempts.failed(String.valueOf(e.getMessage()));
                LOG.atWarn()
                        .addKeyValue("token", batch.token())
                        .addKeyValue("table", batch.table())
                        .addKeyValue("again_in_ms", pause.toMillis())
                        .log("insert not acknowledged: {}", e.getMessage());
                ambiguous = true;
                stop.await(pause);
                pause = pause.multipliedBy(2).compareTo(longestPause) > 0 ? longestPause : pause.multipliedBy(2);
            }
        }
        return new WriteOutcome.Abandoned();
    }

    private WriteOutcome insert(Batch batch) throws StoreException {
        if (batch.rows().rows() > 0) {
            store.insert(batch);
        }
        return new WriteOutcome.Fresh();
    }

    /**
     * Brings in what is missing: first under the batch's own token, so that an earlier insert that lands late finds it
     * taken, then under repair tokens. What is there is not sent again: ClickHouse may have forgotten its token.
     */
    private WriteOutcome settle(Batch batch, Tenure tenure) throws StoreException, InterruptedException {
        if (!awaitQuiet(batch, tenure)) {
            return new WriteOutcome.Abandoned();
        }
        Set<Long> missing = missing(batch);
        int repaired = 0;
        for (int repair = 0; repair <= MOST_REPAIRS && !missing.isEmpty(); repair++) {
            if (repair > 0) {
                repaired = Math.max(repaired, missing.size());
                LOG.atWarn()
                        .addKeyValue("token", batch.token())
                        .addKeyValue("rows", batch.rows().rows())
                        .addKeyValue("missing", missing.size())
                        .addKeyValue("repair", repair)
                        .log("rows are missing after an acknowledged repeat; inserting them");
            }
            Token token = repair == 0 ? batch.token() : batch.token().repair(repair);
            store.insert(batch, token, missing::contains);
            if (!awaitQuiet(batch, tenure)) {
                return new WriteOutcome.Abandoned();
            }
            missing = missing(batch);
        }
        return repaired == 0 ? new WriteOutcome.Confirmed() : new WriteOutcome.Repaired(repaired, missing.size());
    }

    /**
     * Waits until no insert of the batch runs: what one of them has not yet made visible must not be taken for missing.
     *
     * @return false when the sink stops or has lost the partition before that
     */
    private boolean awaitQuiet(Batch batch, Tenure tenure) throws StoreException, InterruptedException {
        while (store.running(batch)) {
            LOG.atInfo()
                    .addKeyValue("token", batch.token())
                    .log("an earlier insert of the batch still runs; waiting for it");
            if (stop.await(RUNNING_POLL) || tenure.isOver()) {
                return false;
            }
        }
        return true;
    }

    private Set<Long> missing(Batch batch) throws StoreException {
        if (store.count(batch) == batch.rows().rows()) {
            return Set.of();
        }
        Set<Long> missing = new HashSet<>();
        for (long offset : batch.rows().offsets()) {
            missing.add(offset);
        }
        missing.removeAll(store.present(batch));
        return missing;
    }
}
