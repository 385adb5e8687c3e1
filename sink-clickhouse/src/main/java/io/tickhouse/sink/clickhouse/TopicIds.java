package io.tickhouse.sink.clickhouse;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** Asks the broker for the ids of topics; a topic made anew under an old name has another id. */
record TopicIds(Admin admin) {
    /**
     * Ids of the partitions' topics, by name.
     *
     * @throws RetriableException if the broker cannot say just now
     */
    Map<String, String> of(Collection<TopicPartition> partitions) {
        Map<String, String> ids = new HashMap<>();
        try {
            Map<String, TopicDescription> found = admin.describeTopics(partitions.stream()
                            .map(TopicPartition::topic)
                            .distinct()
                            .toList())
                    .allTopicNames()
                    .get();
            found.forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
            return ids;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException retriable) {
                throw retriable;
            }
            throw new SinkException("cannot ask the broker for the ids of the topics: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SinkException("interrupted while asking the broker for the ids of the topics", e);
        }
    }
}
