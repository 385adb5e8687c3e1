package io.tickhouse.sink.clickhouse;

import io.tickhouse.service.StopSignal;
import io.tickhouse.service.admin.Health;
import io.tickhouse.sink.clickhouse.map.RegistryUnavailableException;
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
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The poll thread: fetch, map, plan, commit, insert, collect, in turns. It alone touches the consumer and it alone commits,
 * and only for partitions owned at that moment.
 */
final class SinkLoop implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REGISTRY_PAUSE = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final Delivery delivery;
    private final Function<Collection<TopicPartition>, Map<String, String>> topicIds;
    private final Health health;
    private final SinkMetrics metrics;
    private final Moments moments;
    private final Duration handover;
    private long mapAgainAt;

    /**
     * @param topicIds ids of the partitions' topics, by name
     * @param handover how long inserts may take to end when their partition goes to another sink
     */
    SinkLoop(
            Consumer<byte[], byte[]> consumer,
            Lanes lanes,
            Delivery delivery,
            Function<Collection<TopicPartition>, Map<String, String>> topicIds,
            Health health,
            SinkMetrics metrics,
            Moments moments,
            Duration handover) {
        this.consumer = consumer;
        this.lanes = lanes;
        this.delivery = delivery;
        this.topicIds = topicIds;
        this.health = health;
        this.metrics = metrics;
        this.moments = moments;
        this.handover = handover;
    }

    /** Works until it is stopped; then settles what is in flight. */
    void run(Collection<String> topics, StopSignal stop) {
        consumer.subscribe(topics, this);
        try {
            while (!stop.isStopping()) {
                turn();
            }
            onPartitionsRevoked(lanes.owned());
        } finally {
            lanes.removeAll(); // after an error nothing more is committed, the next owner settles what is under way
        }
    }

    private void turn() {
        try {
            lanes.take(consumer.poll(POLL));
        } catch (InvalidOffsetException e) {
            throw new SinkException(
                    "records between the last batch and the next are gone from the log before they were in ClickHouse"
                            + " (retention was shorter than the sink's standstill): " + e.getMessage()
                            + ". Restore them by a repair or an archive load, then move the group's offsets with"
                            + " kafka-consumer-groups.sh",
                    e);
        }
        long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        map(now);
        lanes.collect(this::settle);
        lanes.close(now);
        commit();
        lanes.write(delivery::start);
        lanes.throttle();
        metrics.lag(lanes.lag());
        metrics.buffered(lanes.memory());
    }

    private void map(long now) {
        if (now < mapAgainAt) {
            return;
        }
        try {
            lanes.fill(now);
            health.up("registry");
        } catch (RegistryUnavailableException e) {
            health.down("registry", String.valueOf(e.getMessage()));
            LOG.atWarn().log("records wait for their schema: {}", e.getMessage());
            mapAgainAt = now + REGISTRY_PAUSE.toMillis();
        }
    }

    private void settle(Lanes.Finished finished) {
        WriteOutcome outcome = outcome(finished.outcome());
        switch (outcome) {
            case WriteOutcome.Fresh(), WriteOutcome.Confirmed() -> moments.written(finished.planned());
            case WriteOutcome.Repaired(int rows, int superseded) -> {
                LOG.atWarn()
                        .addKeyValue("token", finished.planned().batch().token())
                        .addKeyValue("repaired", rows)
                        .addKeyValue("superseded", superseded)
                        .log("batch repaired");
                moments.written(finished.planned());
            }
            case WriteOutcome.Refused(String why) -> throw new SinkException(why);
            case WriteOutcome.Abandoned() ->
                throw new SinkException("stopped before batch "
                        + finished.planned().batch().token() + " was settled; the next start settles it");
        }
    }

    private static WriteOutcome outcome(Future<WriteOutcome> ended) {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw new SinkException("a batch could not be written: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SinkException("interrupted", e);
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> commits = lanes.toCommit();
        if (commits.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(commits, COMMIT_TIMEOUT);
        } catch (RebalanceInProgressException | CommitFailedException e) {
            LOG.atInfo().log("the group is changing; commits wait for the next poll: {}", e.getMessage());
            return;
        } catch (RetriableException e) {
            health.down("kafka", "cannot commit: " + e.getMessage());
            LOG.atWarn().log("commit not acknowledged, trying again: {}", e.getMessage());
            return;
        }
        health.up("kafka");
        lanes.committed();
        moments.committed();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        lanes.assigned(partitions, topicIds.apply(partitions));
        health.up("kafka");
        LOG.atInfo().addKeyValue("partitions", partitions.size()).log("partitions taken up");
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
}
