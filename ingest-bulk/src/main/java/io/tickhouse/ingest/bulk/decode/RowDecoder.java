package io.tickhouse.ingest.bulk.decode;

import org.apache.avro.specific.SpecificRecord;

/**
 * Makes the records of one file of a type of which there are few enough for objects. Pure.
 *
 * @param <R> the type's record
 */
public interface RowDecoder<R extends SpecificRecord> {
    /**
     * The record that a row says.
     *
     * @throws RefusedRow if the row breaks the contract
     */
    R decode(Fields row) throws RefusedRow;

    /** As {@link RowReader#time}. */
    long time(R row);

    /** As {@link RowReader#addVolume}. */
    default void addVolume(R row, VolumeSum sum) {}
}
