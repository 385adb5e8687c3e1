package io.tickhouse.sink.clickhouse.offset;

import io.tickhouse.sink.clickhouse.plan.WriteOutcome;
import java.util.concurrent.Future;

/** What a partition's foremost batch is at. Idle → Planned → Committed → Writing → Idle. */
sealed interface LaneState {
    /** No batch is under way. */
    record Idle() implements LaneState {}

    /** The batch is closed; its plan is to be committed. */
    record Planned(PlannedBatch planned) implements LaneState {}

    /** The plan's commit is acknowledged; the batch may be inserted. */
    record Committed(PlannedBatch planned) implements LaneState {}

    /** The batch is being inserted. */
    record Writing(PlannedBatch planned, Future<WriteOutcome> outcome) implements LaneState {}
}
