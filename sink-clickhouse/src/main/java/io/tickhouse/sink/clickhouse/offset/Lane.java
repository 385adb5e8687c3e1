package io.tickhouse.sink.clickhouse.offset;

import io.tickhouse.sink.clickhouse.map.ChunkPool;
import io.tickhouse.sink.clickhouse.map.Mappers;
import io.tickhouse.sink.clickhouse.plan.BatchLimits;
import io.tickhouse.sink.clickhouse.plan.CommitNote;
import io.tickhouse.sink.clickhouse.plan.OffsetRange;
import io.tickhouse.sink.clickhouse.plan.StartingPoint;
import io.tickhouse.sink.clickhouse.plan.Token;
import io.tickhouse.sink.clickhouse.plan.WriteOutcome;
import io.tickhouse.sink.clickhouse.write.Batch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One owned partition. Records come in at one end, commits go out at the other; one batch at a time is under way between. */
final class Lane {
    private static final long NOTHING = -1;
    private static final long ASK_REGISTRY_AGAIN_MS = 1_000;

    private final TopicPartition partition;
    private final String topicId;
    private final Mappers mappers;
    private final BatchLimits limits;
    private final ChunkPool memory;
    private final Unread unread = new Unread();
    private LaneState state = new LaneState.Idle();
    private @Nullable OpenBatch open;
    private @Nullable OffsetRange repeating;
    private long settledTo = NOTHING;
    private long mapsAgainAt = Long.MIN_VALUE;
    private boolean mustClose;
    private volatile boolean given;

    /**
     * @param memory what rows are made of
     * @param start where work begins
     */
    Lane(
            TopicPartition partition,
            String topicId,
            Mappers mappers,
            BatchLimits limits,
            ChunkPool memory,
            StartingPoint.Known start) {
        this.partition = partition;
        this.topicId = topicId;
        this.mappers = mappers;
        this.limits = limits;
        this.memory = memory;
        switch (start) {
            case StartingPoint.FirstStart(long earliest) ->
                settledTo = earliest; // to be committed, so that it is known
            case StartingPoint.Settled(long next) -> {}
            case StartingPoint.Outstanding(OffsetRange planned) -> repeating = planned;
        }
    }

    TopicPartition partition() {
        return partition;
    }

    LaneState state() {
        return state;
    }

    /** True while a batch of an earlier process is read again; nothing may hold that up. */
    boolean isRepeating() {
        return repeating != null;
    }

    void take(List<ConsumerRecord<byte[], byte[]>> records) {
        unread.add(records);
    }

    /**
     * Maps what was read into the open batch until it is full.
     *
     * @param now milliseconds of a steady clock
     * @param position offset of the next record the consumer will fetch
     * @throws RegistryUnavailableException if a record's schema cannot be had just now; the record waits
     */
    void fill(long now, long position) {
        if (now < mapsAgainAt) {
            return;
        }
        mapsAgainAt = now + ASK_REGISTRY_AGAIN_MS;
        map(now);
        mapsAgainAt = Long.MIN_VALUE;
        closeRepeated(now, position);
    }

    /** True while records wait for the registry. */
    boolean waits(long now) {
        return now < mapsAgainAt;
    }

    private void map(long now) {
        while (!mustClose
                && !unread.isEmpty()
                && (repeating == null || repeating.contains(unread.first().offset()))) {
            OpenBatch batch = open == null ? newBatch(now) : open;
            open = batch;
            if (!batch.offer(unread.first())) {
                mustClose = true;
                break;
            }
            unread.removeFirst();
            mustClose = repeating == null
                    && limits.full(batch.rows().rows() + batch.letters().size(), batch.memory());
        }
    }

    private void closeRepeated(long now, long position) {
        if (repeating != null && (position > repeating.last() || beyondRepeated())) {
            state = new LaneState.Committed(plan(open == null ? newBatch(now) : open, repeating, true));
            open = null;
            repeating = null;
            mustClose = false;
        } else if (repeating != null && mustClose) {
            throw new IllegalStateException("batch " + repeating + " of " + partition
                    + " does not fit one insert any more, though it was planned as one: the table or the registry"
                    + " changed under it. Restore them, or settle the batch by hand");
        }
    }

    private OpenBatch newBatch(long now) {
        return new OpenBatch(partition, mappers, now, memory);
    }

    private boolean beyondRepeated() {
        return repeating != null && !unread.isEmpty() && unread.first().offset() > repeating.last();
    }

    /** True when the open batch should be closed now. */
    boolean due(long now, boolean behind, boolean pressed) {
        OpenBatch batch = open;
        return state instanceof LaneState.Idle
                && repeating == null
                && batch != null
                && !batch.isEmpty()
                && (mustClose || pressed || limits.old(batch.age(now), behind));
    }

    /** Age of the open batch in milliseconds, for taking the oldest first. */
    long age(long now) {
        return open == null ? 0 : open.age(now);
    }

    /** Closes the open batch; from here on its range is fixed. */
    void close() {
        OpenBatch batch = open;
        if (batch == null) {
            throw new IllegalStateException("no batch is open on " + partition);
        }
        state = new LaneState.Planned(plan(batch, new OffsetRange(batch.first(), batch.last()), false));
        open = null;
        mustClose = false;
    }

    private PlannedBatch plan(OpenBatch batch, OffsetRange range, boolean repeated) {
        return new PlannedBatch(
                new Batch(
                        mappers.table().name(),
                        partition.topic(),
                        partition.partition(),
                        range,
                        Token.of(topicId, partition.partition(), range),
                        batch.rows()),
                batch.letters(),
                repeated);
    }

    /** What is to be committed: a plan, which also settles all before it, or else a settled end. */
    Optional<OffsetAndMetadata> toCommit() {
        if (state instanceof LaneState.Planned planned) {
            OffsetRange range = planned.planned().batch().range();
            return Optional.of(new OffsetAndMetadata(range.first(), CommitNote.of(range)));
        }
        return settled();
    }

    /** The settled end that is to be committed. */
    Optional<OffsetAndMetadata> settled() {
        return settledTo == NOTHING
                ? Optional.empty()
                : Optional.of(new OffsetAndMetadata(settledTo, CommitNote.SETTLED));
    }

    /** The commit of {@link #toCommit} is acknowledged. */
    void committed() {
        settledTo = NOTHING;
        if (state instanceof LaneState.Planned(PlannedBatch planned)) {
            state = new LaneState.Committed(planned);
        }
    }

    /** Hands the batch over when its plan is committed. */
    void write(Function<PlannedBatch, Future<WriteOutcome>> writer) {
        if (state instanceof LaneState.Committed(PlannedBatch planned)) {
            state = new LaneState.Writing(planned, writer.apply(planned));
        }
    }

    /** The batch is in its table: its end is to be committed. */
    void written() {
        if (state instanceof LaneState.Writing writing) {
            settledTo = writing.planned().batch().range().next();
            writing.planned().batch().rows().release();
            state = new LaneState.Idle();
        }
    }

    /** True when no more records should be fetched for it. */
    boolean blocked() {
        return !unread.isEmpty() || mustClose;
    }

    /** Bytes of records and rows on their way into a batch, about. */
    long filled() {
        return unread.memory() + (open == null ? 0 : open.memory());
    }

    /** Bytes of the batch that is under way, about. */
    long underWay() {
        return switch (state) {
            case LaneState.Idle() -> 0;
            case LaneState.Planned(PlannedBatch planned) -> planned.memory();
            case LaneState.Committed(PlannedBatch planned) -> planned.memory();
            case LaneState.Writing(PlannedBatch planned, var outcome) -> planned.memory();
        };
    }

    /** Bytes of memory held, about. */
    long memory() {
        return filled() + underWay();
    }

    /** The partition is no longer ours: whatever is under way is left to its new owner. */
    void give() {
        given = true;
    }

    /** True once {@link #give} was called; from any thread. */
    boolean isGiven() {
        return given;
    }
}
