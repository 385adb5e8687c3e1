package io.tickhouse.streams;

import io.tickhouse.schemas.Topics;
import io.tickhouse.streams.coverage.Fact.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.AssignmentConfigs;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignor;
import org.apache.kafka.streams.processor.assignment.TaskInfo;
import org.apache.kafka.streams.processor.assignment.assignors.StickyTaskAssignor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tasks of a lane to clients of that lane alone, so that no thread and no transaction is shared between a load of years
 * and what is live. Within a lane, tasks stay where they were as far as the load allows.
 */
public final class LaneAssignor implements TaskAssignor {
    /** The tag by which a client tells its lane. */
    static final String TAG = "lane";

    private static final Logger LOG = LoggerFactory.getLogger(LaneAssignor.class);

    /** Made by Kafka Streams. */
    public LaneAssignor() {}

    @Override
    public TaskAssignment assign(ApplicationState all) {
        List<KafkaStreamsAssignment> assigned = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            ApplicationState state = new OfLane(all, lane);
            if (state.kafkaStreamsStates(false).isEmpty()) {
                // while an instance starts, its lanes join one after the other
                LOG.info("no client of the {} lane yet; its tasks wait", lane);
            } else {
                assigned.addAll(new StickyTaskAssignor().assign(state).assignment());
            }
        }
        return new TaskAssignment(assigned);
    }

    static Lane laneOf(TaskInfo task) {
        return task.topicPartitions().stream()
                        .anyMatch(partition -> partition.isSource()
                                && partition.topicPartition().topic().equals(Topics.TRADES_HISTORY.name()))
                ? Lane.HISTORY
                : Lane.LIVE;
    }

    /** The part of the application that is one lane's. */
    private record OfLane(ApplicationState all, Lane lane) implements ApplicationState {
        @Override
        public Map<ProcessId, KafkaStreamsState> kafkaStreamsStates(boolean computeTaskLags) {
            return kept(
                    all.kafkaStreamsStates(computeTaskLags),
                    state -> lane.name().equals(state.clientTags().get(TAG)));
        }

        @Override
        public AssignmentConfigs assignmentConfigs() {
            return all.assignmentConfigs();
        }

        @Override
        public Map<TaskId, TaskInfo> allTasks() {
            return kept(all.allTasks(), task -> laneOf(task) == lane);
        }

        private static <K, V> Map<K, V> kept(Map<K, V> all, Predicate<V> wanted) {
            return all.entrySet().stream()
                    .filter(entry -> wanted.test(entry.getValue()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }
}
