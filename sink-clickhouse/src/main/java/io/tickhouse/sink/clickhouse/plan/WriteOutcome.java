package io.tickhouse.sink.clickhouse.plan;

/** What became of a batch. Only the first three let the offset move. */
public sealed interface WriteOutcome {
    /** ClickHouse acknowledged the first and only attempt. */
    record Fresh() implements WriteOutcome {}

    /** After something ambiguous every row was found in the table. */
    record Confirmed() implements WriteOutcome {}

    /**
     * After something ambiguous rows were missing and were inserted under a repair token.
     *
     * @param rows how many
     * @param superseded how many of them acknowledged repairs did not make visible: a merge has replaced them by better rows
     */
    record Repaired(int rows, int superseded) implements WriteOutcome {}

    /** ClickHouse will not take it, and time does not heal that. The batch stays planned. */
    record Refused(String why) implements WriteOutcome {}

    /** The sink stops or lost the partition before the batch was settled. It stays planned; whoever comes next settles it. */
    record Abandoned() implements WriteOutcome {}
}
