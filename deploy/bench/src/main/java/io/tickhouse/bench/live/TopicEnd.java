package io.tickhouse.bench.live;

import io.tickhouse.bench.sink.BenchStack;
import io.tickhouse.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How many records a topic has taken. */
final class TopicEnd implements AutoCloseable {
    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> ends;

    TopicEnd(BenchStack stack, Topic<?> topic) throws Exception {
        admin = Admin.create(Map.of("bootstrap.servers", stack.endpoints().kafkaBootstrap()));
        var described =
                admin.describeTopics(List.of(topic.name())).allTopicNames().get();
        ends = Objects.requireNonNull(described.get(topic.name()), topic.name()).partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    }

    long records() throws Exception {
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
