package io.tickhouse.bench.chaos;

import io.tickhouse.sink.clickhouse.plan.CommitNote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The sinks' group as the broker knows it. */
final class Group {
    private static final String ID = "sink-clickhouse";

    private Group() {}

    /** How many partitions each member owns; nothing for a group that does not exist yet. */
    static List<Integer> owned(Admin admin) {
        try {
            return admin.describeConsumerGroups(List.of(ID)).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .map(member -> member.assignment().topicPartitions().size())
                    .toList();
        } catch (ExecutionException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted", e);
        }
    }

    /** What is not settled up to these ends, in words by partition; empty when all is. */
    static Map<Integer, String> unsettled(Admin admin, Map<Integer, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> commits =
                get(admin.listConsumerGroupOffsets(ID).partitionsToOffsetAndMetadata());
        Map<Integer, String> unsettled = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata commit = commits.get(new TopicPartition(Stage.TOPIC.name(), partition));
            if (commit == null || commit.offset() != end || !commit.metadata().equals(CommitNote.SETTLED)) {
                unsettled.put(partition, "expected offset " + end + ", found " + commit);
            }
        });
        return unsettled;
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new ChaosException("cannot ask the broker: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted", e);
        }
    }
}
