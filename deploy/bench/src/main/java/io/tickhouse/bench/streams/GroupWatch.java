package io.tickhouse.bench.streams;

import io.tickhouse.bench.sink.BenchStack;
import io.tickhouse.launcher.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Times how a group gets through a topic, by its committed offsets: from the outside, whoever works. */
public final class GroupWatch implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int LAST_WORDS = 25;

    private final Admin admin;

    public GroupWatch(BenchStack stack) {
        this.admin = Admin.create(Map.of("bootstrap.servers", stack.endpoints().kafkaBootstrap()));
    }

    /**
     * Waits until so many records of the topic are committed. The clock runs from the moment half of them are: a process's
     * start and the compilation of its code are not its speed.
     *
     * @return records a second of the second half
     */
    double rate(String group, String topic, long records, Child worker, Path log) throws InterruptedException {
        long first = 0;
        long firstSeen = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            boolean working = worker.isAlive();
            long committed = committed(group, topic);
            long now = System.nanoTime();
            if (first == 0 && committed >= records / 2) {
                first = committed;
                firstSeen = now;
            }
            if (committed >= records) {
                return (committed - first) / ((now - firstSeen) / 1e9);
            }
            if (!working) {
                throw new IllegalStateException("expected " + records + " records of " + topic + " to be read by "
                        + group + ", found " + committed + " when it ended; its last words:\n" + lastWords(log));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        throw new IllegalStateException(
                "expected " + records + " records of " + topic + " to be read by " + group + " within " + PATIENCE);
    }

    /** Waits until the group has committed all that a read_committed consumer can read of a topic. */
    public void untilAllRead(String group, String topic) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (committed(group, topic) < readable(topic)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "expected " + topic + " to be read to its end by " + group + " within " + PATIENCE);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** Records of a topic that are not committed by the group yet. */
    public long behind(String group, String topic) throws InterruptedException {
        return readable(topic) - committed(group, topic);
    }

    private long readable(String topic) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetSpec> ends =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                            .flatMap(described -> described.partitions().stream())
                            .collect(Collectors.toMap(
                                    info -> new TopicPartition(topic, info.partition()), info -> OffsetSpec.latest()));
            ListOffsetsOptions committedOnly = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
            return admin.listOffsets(ends, committedOnly).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of " + topic + " cannot be read", e);
        }
    }

    private long committed(String group, String topic) throws InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the offsets of " + group + " cannot be read", e);
        }
    }

    /** Bytes in the logs of the topics whose name begins and ends so. */
    long logBytes(String prefix, String suffix) throws InterruptedException {
        try {
            List<Integer> brokers =
                    admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                    .flatMap(dirs -> dirs.values().stream())
                    .map(LogDirDescription::replicaInfos)
                    .flatMap(replicas -> replicas.entrySet().stream())
                    .filter(replica -> replica.getKey().topic().startsWith(prefix)
                            && replica.getKey().topic().endsWith(suffix))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the size of the logs cannot be read", e);
        }
    }

    private static String lastWords(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            return "its log " + log + " cannot be read: " + e;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
