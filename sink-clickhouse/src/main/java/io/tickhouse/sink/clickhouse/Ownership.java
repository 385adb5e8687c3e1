package io.tickhouse.sink.clickhouse;

import io.tickhouse.service.StopSignal;
import io.tickhouse.service.admin.Health;
import io.tickhouse.sink.clickhouse.offset.Lanes;
import io.tickhouse.sink.clickhouse.plan.WriteOutcome;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes partitions up and gives them away as the group decides; runs on the poll thread, inside a poll. */
final class Ownership implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final Function<Collection<TopicPartition>, Map<String, String>> topicIds;
    private final Health health;
    private final StopSignal stop;
    private final Duration handover;

    /**
     * @param topicIds ids of the partitions' topics, by name
     * @param handover how long inserts may take to end when their partition goes to another sink
     */
    Ownership(
            Consumer<byte[], byte[]> consumer,
            Lanes lanes,
            Function<Collection<TopicPartition>, Map<String, String>> topicIds,
            Health health,
            StopSignal stop,
            Duration handover) {
        this.consumer = consumer;
        this.lanes = lanes;
        this.topicIds = topicIds;
        this.health = health;
        this.stop = stop;
        this.handover = handover;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        while (!stop.isStopping()) {
            try {
                lanes.assigned(partitions, topicIds.apply(partitions));
                health.up("kafka");
                LOG.atInfo().addKeyValue("partitions", partitions.size()).log("partitions taken up");
                return;
            } catch (RetriableException e) {
                health.down("kafka", "cannot ask where work begins: " + e.getMessage());
                LOG.atWarn().log("partitions cannot be taken up yet, trying again: {}", e.getMessage());
                pause();
            }
        }
    }

    /** Waits a while for what is in flight, commits what ended, and lets go. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        long deadline = System.nanoTime() + handover.toNanos();
        for (Future<WriteOutcome> outcome : lanes.inFlight(partitions)) {
            try {
                outcome.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                LOG.atInfo().log("a batch is not settled at the handover; the partition's next owner settles it");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        commitBeforeLeaving(lanes.settled(partitions));
        lanes.removed(partitions);
    }

    private void commitBeforeLeaving(Map<TopicPartition, OffsetAndMetadata> settled) {
        if (settled.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(settled, COMMIT_TIMEOUT);
        } catch (RetriableException | CommitFailedException e) {
            LOG.atInfo().log("ends not committed at the handover; the next owner settles them: {}", e.getMessage());
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        LOG.atWarn().addKeyValue("partitions", partitions.size()).log("partitions lost; their new owner settles them");
        lanes.removed(partitions);
    }

    private void pause() {
        try {
            stop.await(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SinkException("interrupted", e);
        }
    }
}
