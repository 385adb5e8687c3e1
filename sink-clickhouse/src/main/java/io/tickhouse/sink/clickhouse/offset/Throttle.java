package io.tickhouse.sink.clickhouse.offset;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Fetches no more where records wait already, nor anywhere while too much memory is held. */
final class Throttle {
    private final Consumer<?, ?> consumer;
    private final long mostMemory;

    /** @param mostMemory bytes of records and rows above which nothing more is fetched */
    Throttle(Consumer<?, ?> consumer, long mostMemory) {
        this.consumer = consumer;
        this.mostMemory = mostMemory;
    }

    /** True while too much memory is held: batches are closed before their time. */
    boolean isPressed(long memory) {
        return memory > mostMemory;
    }

    /** Pauses and resumes partitions. A batch that is read again is never held up: nothing moves before it is settled. */
    void adjust(Collection<Lane> lanes, long memory) {
        Set<TopicPartition> pause = new HashSet<>();
        Set<TopicPartition> resume = new HashSet<>();
        for (Lane lane : lanes) {
            boolean full = lane.blocked() || (isPressed(memory) && !lane.isRepeating());
            (full ? pause : resume).add(lane.partition());
        }
        Set<TopicPartition> paused = consumer.paused();
        resume.retainAll(paused);
        pause.removeAll(paused);
        consumer.resume(resume);
        consumer.pause(pause);
    }
}
