package io.tickhouse.sink.clickhouse.offset;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides from which partitions records are fetched. Nowhere while too much memory is held; from the fullest few while a quarter
 * of it is, and from the fullest alone while half of it is, so that there are large batches of some partitions rather than
 * small ones of all; elsewhere as long as nothing waits.
 */
final class Throttle {
    private final Consumer<?, ?> consumer;
    private final long mostMemory;
    private final int few;

    /**
     * @param mostMemory bytes of records and rows above which nothing more is fetched
     * @param few partitions that go on filling their batches while a quarter of the memory is held, 1 or more
     */
    Throttle(Consumer<?, ?> consumer, long mostMemory, int few) {
        this.consumer = consumer;
        this.mostMemory = mostMemory;
        this.few = few;
    }

    /** True while too much memory is held: batches are closed before their time. */
    boolean isPressed(long memory) {
        return memory > mostMemory;
    }

    /** Pauses and resumes partitions. A batch that is read again is never held up: nothing moves before it is settled. */
    void adjust(Collection<Lane> lanes, long memory) {
        Set<TopicPartition> resume = new HashSet<>();
        Set<TopicPartition> pause = new HashSet<>();
        List<Lane> willing = lanes.stream().filter(lane -> !lane.blocked()).toList();
        allowed(willing, memory).forEach(lane -> resume.add(lane.partition()));
        willing.stream().filter(Lane::isRepeating).forEach(lane -> resume.add(lane.partition()));
        lanes.stream()
                .map(Lane::partition)
                .filter(partition -> !resume.contains(partition))
                .forEach(pause::add);
        Set<TopicPartition> paused = consumer.paused();
        resume.retainAll(paused);
        pause.removeAll(paused);
        consumer.resume(resume);
        consumer.pause(pause);
    }

    private List<Lane> allowed(List<Lane> willing, long memory) {
        if (isPressed(memory)) {
            return List.of();
        }
        if (memory <= mostMemory / 4) {
            return willing;
        }
        return willing.stream()
                .sorted(Comparator.comparingLong(Lane::filled).reversed())
                .limit(memory <= mostMemory / 2 ? few : 1)
                .toList();
    }
}
