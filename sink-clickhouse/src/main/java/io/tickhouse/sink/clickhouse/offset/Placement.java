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
 * Puts the consumer where work on newly owned partitions begins: at the log's start where the group never committed, where its
 * commit says everywhere else.
 */
final class Placement {
    private final Consumer<byte[], byte[]> consumer;

    Placement(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Seeks each partition.
     *
     * @return where each begins
     * @throws OffsetException if records that are not known to be in the table are gone
     * @throws org.apache.kafka.common.errors.RetriableException if the broker cannot say just now
     */
    Map<TopicPartition, StartingPoint.Known> place(Collection<TopicPartition> partitions) {
        Map<TopicPartition, @Nullable OffsetAndMetadata> commits = consumer.committed(new HashSet<>(partitions));
        Map<TopicPartition, Long> earliest = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, StartingPoint.Known> placed = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata commit = commits.get(partition);
            StartingPoint start = StartingPoint.of(
                    Optional.ofNullable(commit).map(OffsetAndMetadata::offset),
                    commit == null ? CommitNote.SETTLED : commit.metadata(),
                    earliest.getOrDefault(partition, 0L),
                    ends.getOrDefault(partition, 0L));
            placed.put(partition, known(partition, start));
        }
        placed.forEach((partition, start) -> consumer.seek(partition, first(start)));
        return placed;
    }

    private static StartingPoint.Known known(TopicPartition partition, StartingPoint start) {
        return switch (start) {
            case StartingPoint.Known known -> known;
            case StartingPoint.Impossible(String why) -> throw new OffsetException(partition + ": " + why);
        };
    }

    private static long first(StartingPoint.Known start) {
        return switch (start) {
            case StartingPoint.FirstStart(long earliest) -> earliest;
            case StartingPoint.Settled(long next) -> next;
            case StartingPoint.Outstanding(OffsetRange planned) -> planned.first();
        };
    }
}
