package io.tickhouse.sink.clickhouse;

import io.tickhouse.sink.clickhouse.offset.PlannedBatch;

/** Hears of the moments between which a crash must do no harm. Does nothing in production; tests crash the sink here. */
interface Moments {
    Moments NONE = new Moments() {};

    /** Ends and plans are committed; the planned batches are not yet inserted. */
    default void committed() {}

    /** A batch is in its table, its end not yet committed. */
    default void written(PlannedBatch planned) {}
}
