package io.tickhouse.sink.clickhouse.offset;

import io.tickhouse.sink.clickhouse.plan.CommitNote;
import io.tickhouse.sink.clickhouse.plan.OffsetRange;
import io.tickhouse.sink.clickhouse.plan.StartingPoint;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Puts the consumer where work on newly owned partitions begins. A partition the group never committed begins at the log's
 * start, and that start is committed at once; all others begin where their commit says and nowhere else.
 */
final class Placement {
    private final Consumer<byte[], byte[]> consumer;

    Placement(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Seeks each partition.
     *
     * @return the batch to be repeated, for the partitions that have one
     * @throws OffsetException if records that are not known to be in the table are gone
     */
    Map<TopicPartition, Optional<OffsetRange>> place(Collection<TopicPartition> partitions) {
        Map<TopicPartition, @Nullable OffsetAndMetadata> commits = consumer.committed(new HashSet<>(partitions));
        Map<TopicPartition, Long> earliest = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Optional<OffsetRange>> repeated = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata commit = commits.get(partition);
            StartingPoint start = StartingPoint.of(
                    Optional.ofNullable(commit).map(OffsetAndMetadata::offset),
                    commit == null ? CommitNote.SETTLED : commit.metadata(),
                    earliest.getOrDefault(partition, 0L),
                    ends.getOrDefault(partition, 0L));
            repeated.put(partition, Optional.empty());
            switch (start) {
                case StartingPoint.FirstStart(long first) -> {
                    consumer.seek(partition, first);
                    starts.put(partition, new OffsetAndMetadata(first, CommitNote.SETTLED));
                }
                case StartingPoint.Settled(long next) -> consumer.seek(partition, next);
                case StartingPoint.Outstanding(OffsetRange planned) -> {
                    consumer.seek(partition, planned.first());
                    repeated.put(partition, Optional.of(planned));
                }
                case StartingPoint.Impossible(String why) -> throw new OffsetException(partition + ": " + why);
            }
        }
        if (!starts.isEmpty()) {
            consumer.commitSync(starts);
        }
        return repeated;
    }
}
