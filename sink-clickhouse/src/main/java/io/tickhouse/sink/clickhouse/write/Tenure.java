package io.tickhouse.sink.clickhouse.write;

/** Whether a batch's partition is still ours, asked by the thread that writes it. */
public interface Tenure {
    /** True once the partition is known to be somebody else's. */
    boolean isOver();

    /**
     * True while the poll thread has lately been seen at work. A process that was stopped and goes on does not know yet whether
     * it still owns anything, and must not insert before it does.
     */
    boolean isSure();
}
