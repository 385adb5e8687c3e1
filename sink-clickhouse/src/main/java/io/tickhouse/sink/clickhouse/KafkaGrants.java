package io.tickhouse.sink.clickhouse;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.tickhouse.schemas.Topics;
import io.tickhouse.sink.clickhouse.deadletter.DeadLetters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * What the brokers allow the sink's user, asked without using any of it. Whether transactions may be written cannot be asked:
 * only that they may be described, which WRITE includes and which is what is missing when nothing was granted.
 */
final class KafkaGrants {
    private static final int TIMEOUT_S = 15;

    private final Admin admin;
    private final String group;

    KafkaGrants(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /**
     * A line for each thing that is not allowed.
     *
     * @param topics to be consumed and the dead letters', all of which exist
     */
    List<String> missing(Collection<String> topics) throws InterruptedException, ExecutionException, TimeoutException {
        List<String> missing = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> described = admin.describeTopics(
                        topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        for (String topic : topics) {
            boolean letters = topic.equals(Topics.DEAD_LETTERS.name());
            TopicDescription description = of(described.get(topic));
            Set<AclOperation> allowed = description == null ? Set.of() : description.authorizedOperations();
            for (AclOperation needed : letters ? List.of(READ, WRITE) : List.of(READ)) {
                if (allowed != null && !allowed.contains(needed)) {
                    missing.add(needed + " on topic " + topic);
                }
            }
        }
        var groups = admin.describeConsumerGroups(
                        List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .describedGroups();
        if (!mayUse(groups.get(group), allowed -> allowed.authorizedOperations())) {
            missing.add("READ on group " + group);
        }
        String transaction = DeadLetters.transactionalId(group, Topics.TRADES.name(), 0);
        if (!mayUse(admin.describeTransactions(List.of(transaction)).description(transaction), allowed -> null)) {
            missing.add("WRITE on transactional ids with the prefix " + DeadLetters.transactionalPrefix(group));
        }
        return missing;
    }

    private interface Operations<T> {
        @Nullable
        Set<AclOperation> of(T described);
    }

    private static <T> boolean mayUse(@Nullable KafkaFuture<T> described, Operations<T> operations)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            T found = of(described);
            Set<AclOperation> allowed = found == null ? Set.of() : operations.of(found);
            return allowed == null || allowed.contains(READ);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException
                    || e.getCause() instanceof TransactionalIdNotFoundException) {
                return true; // it has not been used yet, and we were allowed to learn that
            }
            throw e;
        }
    }

    /** What was asked for; null when not even that is allowed. */
    private static <T> @Nullable T of(@Nullable KafkaFuture<T> asked)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (asked == null) {
            return null;
        }
        try {
            return asked.get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return null;
            }
            throw e;
        }
    }
}
