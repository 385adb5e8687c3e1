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
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
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
final class SinkLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final Delivery delivery;
    private final Ownership ownership;
    private final KafkaReach kafka;
    private final Health health;
    private final SinkMetrics metrics;
    private final Moments moments;

    SinkLoop(
            Consumer<byte[], byte[]> consumer,
            Lanes lanes,
            Delivery delivery,
            Ownership ownership,
            KafkaReach kafka,
            Health health,
            SinkMetrics metrics,
            Moments moments) {
        this.consumer = consumer;
        this.lanes = lanes;
        this.delivery = delivery;
        this.ownership = ownership;
        this.kafka = kafka;
        this.health = health;
        this.metrics = metrics;
        this.moments = moments;
    }

    /** Works until it is stopped; then settles what is in flight. */
    void run(Collection<String> topics, StopSignal stop) {
        consumer.subscribe(topics, ownership);
        try {
            while (!stop.isStopping()) {
                turn();
            }
            ownership.onPartitionsRevoked(lanes.owned());
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
        lanes.fill(now).ifPresentOrElse(why -> health.down("registry", why), () -> health.up("registry"));
        lanes.collect(this::settle);
        lanes.close(now);
        commit();
        lanes.write(delivery::start);
        lanes.throttle();
        kafka.look(now);
        metrics.lag(lanes.lag());
        metrics.buffered(lanes.memory());
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
}
