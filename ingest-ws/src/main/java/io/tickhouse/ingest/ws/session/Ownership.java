package io.tickhouse.ingest.ws.session;

import io.tickhouse.schemas.Topics;
import io.tickhouse.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions of the ledger are this replica's: it is a member of a consumer group that reads nothing. A replica with a
 * name of its own that is killed and comes back within the session's timeout has its partitions again at once.
 */
final class Ownership implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    /** A replica that was killed and does not come back holds its sessions up for so long. */
    private static final int SESSION_TIMEOUT_MS = 6_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    /** @param replica its name in the group; empty for none that lasts */
    Ownership(KafkaClients kafka, String group, String replica) {
        Map<String, Object> fixed = new HashMap<>(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                // who runs a session goes on running it when another comes
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest"));
        if (!replica.isEmpty()) {
            fixed.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, replica);
        }
        this.consumer = kafka.consumer(
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "ingest-ws-sessions",
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        SESSION_TIMEOUT_MS,
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        SESSION_TIMEOUT_MS / 4),
                fixed);
        this.thread = Thread.ofPlatform().name("captures-ownership").daemon().start(this::follow);
    }

    private void follow() {
        try {
            consumer.subscribe(List.of(Topics.CAPTURES.name()), new Listener());
            while (!closed) {
                consumer.poll(POLL); // only membership matters; the ledger is read elsewhere
            }
        } catch (WakeupException e) {
            // closing
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            owned.clear();
            // a replica that ends in order hands its sessions over at once, whatever its name
            consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    /**
     * The partitions whose sessions are this replica's to run.
     *
     * @throws IllegalStateException when the group cannot be had any more
     */
    Set<Integer> partitions() {
        RuntimeException why = failure;
        if (why != null) {
            throw new IllegalStateException("the replicas' consumer group cannot be joined: " + why.getMessage(), why);
        }
        return Set.copyOf(owned);
    }

    private final class Listener implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> owned.add(partition.partition()));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> owned.remove(partition.partition()));
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            onPartitionsRevoked(partitions);
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
