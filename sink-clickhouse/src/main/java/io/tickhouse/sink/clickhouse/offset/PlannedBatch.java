package io.tickhouse.sink.clickhouse.offset;

import io.tickhouse.sink.clickhouse.deadletter.DeadLetter;
import io.tickhouse.sink.clickhouse.write.Batch;
import java.util.List;

/**
 * A batch with its plan.
 *
 * @param batch the rows
 * @param letters records of its range that cannot become rows
 * @param repeated whether an earlier process planned it, and may have written any part of it
 */
public record PlannedBatch(Batch batch, List<DeadLetter> letters, boolean repeated) {
    long memory() {
        return batch.rows().memory()
                + letters.stream().mapToLong(letter -> letter.value().length).sum();
    }
}
