package io.tickhouse.sink.clickhouse.offset;

import io.tickhouse.sink.clickhouse.map.ChunkPool;
import io.tickhouse.sink.clickhouse.map.Mappers;
import io.tickhouse.sink.clickhouse.map.RegistryUnavailableException;
import io.tickhouse.sink.clickhouse.plan.BatchLimits;
import io.tickhouse.sink.clickhouse.plan.WriteOutcome;
import io.tickhouse.sink.clickhouse.write.Tenure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Every partition owned now, and what the poll thread does with all of them in one turn. */
public final class Lanes {
    /** So long the poll thread may be away before it is doubtful what is owned; far below any session's timeout. */
    private static final Duration SURE = Duration.ofSeconds(5);

    /** More records than this not yet fetched from a partition: larger batches are worth the wait. */
    private static final long BEHIND = 10_000;

    /** Partitions that go on filling batches while memory is short. */
    private static final int FEW = 3;

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Map<String, Mappers> mappers;
    private final BatchLimits limits;
    private final ChunkPool memory;
    private final Throttle throttle;
    private final int mostInFlight;
    private final long mostBytesInFlight;
    private final Map<TopicPartition, Lane> lanes = new LinkedHashMap<>();
    private String registryTrouble = "";
    private volatile long turnedAt = System.nanoTime();

    /**
     * @param mappers by topic
     * @param bufferBytes memory above which nothing more is fetched
     * @param mostInFlight batches under way at the same time
     */
    public Lanes(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Map<String, Mappers> mappers,
            BatchLimits limits,
            long bufferBytes,
            int mostInFlight) {
        this.consumer = consumer;
        this.mappers = mappers;
        this.limits = limits;
        this.memory = new ChunkPool(bufferBytes);
        this.throttle = new Throttle(consumer, bufferBytes, Math.min(FEW, mostInFlight));
        this.mostBytesInFlight = bufferBytes / 2;
        this.mostInFlight = mostInFlight;
    }

    /** Takes up newly owned partitions where the group's commits say. */
    public void assigned(Collection<TopicPartition> partitions, Map<String, String> topicIds) {
        new Placement(consumer)
                .place(partitions)
                .forEach((partition, start) -> lanes.put(
                        partition,
                        new Lane(
                                partition,
                                topicIds.getOrDefault(partition.topic(), ""),
                                Objects.requireNonNull(mappers.get(partition.topic()), partition.topic()),
                                limits,
                                memory,
                                start)));
    }

    /** Lets go of partitions; what is under way there goes on until its writer notices, and its outcome counts no more. */
    public void removed(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Lane lane = lanes.remove(partition);
            if (lane != null) {
                lane.give();
            }
        }
    }

    /** Lets go of everything. */
    public void removeAll() {
        removed(List.copyOf(lanes.keySet()));
    }

    /** Takes what a poll has brought; a poll that returns tells that what is owned is still owned. */
    public void take(ConsumerRecords<byte[], byte[]> records) {
        turnedAt = System.nanoTime();
        for (TopicPartition partition : records.partitions()) {
            Lane lane = lanes.get(partition);
            if (lane != null) {
                lane.take(records.records(partition));
            }
        }
    }

    /**
     * Maps what was read.
     *
     * @return why some records wait for the schema registry; empty when none do
     */
    public Optional<String> fill(long now) {
        Optional<String> trouble = Optional.empty();
        for (Lane lane : lanes.values()) {
            try {
                lane.fill(now, consumer.position(lane.partition()));
            } catch (RegistryUnavailableException e) {
                registryTrouble = String.valueOf(e.getMessage());
            }
            if (lane.waits(now)) {
                trouble = Optional.of(registryTrouble);
            }
        }
        return trouble;
    }

    /**
     * Closes the batches that are due, the oldest first (the fullest while memory is short), as long as there is room for
     * them in flight: few large ones, which keep the processor busy, or many small ones, which wait for the disk.
     */
    public void close(long now) {
        long underWay = lanes.values().stream()
                .filter(lane -> !(lane.state() instanceof LaneState.Idle))
                .count();
        long bytes = lanes.values().stream().mapToLong(Lane::underWay).sum();
        boolean pressed = throttle.isPressed(memory());
        List<Lane> due = lanes.values().stream()
                .filter(lane -> lane.due(now, behind(lane), pressed))
                .sorted(Comparator.comparingLong((Lane lane) -> pressed ? lane.filled() : lane.age(now))
                        .reversed())
                .toList();
        for (Lane lane : due) {
            if (underWay >= mostInFlight || bytes >= mostBytesInFlight) {
                break;
            }
            lane.close();
            underWay++;
            bytes += lane.underWay();
        }
    }

    /** What is to be committed now. */
    public Map<TopicPartition, OffsetAndMetadata> toCommit() {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        lanes.forEach((partition, lane) -> lane.toCommit().ifPresent(commit -> commits.put(partition, commit)));
        return commits;
    }

    /** All of {@link #toCommit} is acknowledged. */
    public void committed() {
        lanes.values().forEach(Lane::committed);
    }

    /** Starts the inserts whose plans are committed. */
    public void write(BiFunction<PlannedBatch, Tenure, Future<WriteOutcome>> writer) {
        for (Lane lane : lanes.values()) {
            lane.write(planned -> writer.apply(planned, new LaneTenure(lane)));
        }
    }

    /**
     * Looks which inserts have ended.
     *
     * @param ended is told each; unless it throws, the batch counts as written
     */
    public void collect(Consumer<Finished> ended) {
        for (Lane lane : lanes.values()) {
            if (lane.state() instanceof LaneState.Writing(PlannedBatch planned, Future<WriteOutcome> outcome)
                    && outcome.isDone()) {
                ended.accept(new Finished(planned, outcome));
                lane.written();
            }
        }
    }

    /** Inserts in flight on these partitions. */
    public List<Future<WriteOutcome>> inFlight(Collection<TopicPartition> partitions) {
        List<Future<WriteOutcome>> outcomes = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Lane lane = lanes.get(partition);
            if (lane != null && lane.state() instanceof LaneState.Writing writing) {
                outcomes.add(writing.outcome());
            }
        }
        return outcomes;
    }

    /**
     * Settles the inserts on these partitions that have ended well.
     *
     * @return what is to be committed for them, no plans
     */
    public Map<TopicPartition, OffsetAndMetadata> settled(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Lane lane = lanes.get(partition);
            if (lane != null) {
                if (lane.state() instanceof LaneState.Writing writing && landed(writing.outcome())) {
                    lane.written();
                }
                lane.settled().ifPresent(commit -> commits.put(partition, commit));
            }
        }
        return commits;
    }

    private static boolean landed(Future<WriteOutcome> outcome) {
        return outcome.state() == Future.State.SUCCESS
                && switch (outcome.resultNow()) {
                    case WriteOutcome.Fresh(), WriteOutcome.Confirmed() -> true;
                    case WriteOutcome.Repaired(int rows, int superseded) -> true;
                    case WriteOutcome.Refused(String why) -> false;
                    case WriteOutcome.Abandoned() -> false;
                };
    }

    public Set<TopicPartition> owned() {
        return Set.copyOf(lanes.keySet());
    }

    /** Fetches no more where records wait already, nor anywhere while too much memory is held. */
    public void throttle() {
        throttle.adjust(lanes.values(), memory());
    }

    /** Records not yet fetched, as far as the consumer knows. */
    public long lag() {
        return lanes.keySet().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /** Bytes of memory held, about. */
    public long memory() {
        return lanes.values().stream().mapToLong(Lane::memory).sum();
    }

    private boolean behind(Lane lane) {
        return consumer.currentLag(lane.partition()).orElse(0) > BEHIND;
    }

    private final class LaneTenure implements Tenure {
        private final Lane lane;

        LaneTenure(Lane lane) {
            this.lane = lane;
        }

        @Override
        public boolean isOver() {
            return lane.isGiven();
        }

        @Override
        public boolean isSure() {
            return System.nanoTime() - turnedAt < SURE.toNanos();
        }
    }

    /**
     * An insert that has ended.
     *
     * @param planned what was inserted
     * @param outcome done
     */
    public record Finished(PlannedBatch planned, Future<WriteOutcome> outcome) {}
}
