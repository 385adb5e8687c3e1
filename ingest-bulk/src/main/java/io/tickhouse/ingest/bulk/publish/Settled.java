package io.tickhouse.ingest.bulk.publish;

import io.tickhouse.market.BulkFile;

/**
 * How far a file is.
 *
 * @param nextRow rows below are done
 * @param records of those published
 * @param deadLetters of those refused
 */
record Settled(long nextRow, long records, long deadLetters) {
    static final Settled NOTHING = new Settled(0, 0, 0);

    static Settled of(BulkFile entry) {
        return new Settled(entry.getNextRow(), entry.getRecords(), entry.getDeadLetters());
    }
}
