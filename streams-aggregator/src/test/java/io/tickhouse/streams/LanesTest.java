package io.tickhouse.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.ProvisioningException;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.provision.TopicProvisioner;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads what, as the broker sees it. */
@WithLocalStack
class LanesTest {
    private static final String APPLICATION = "lanes-aggregator";
    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Set<TopicPartition> HISTORY = partitions(Topics.TRADES_HISTORY.name(), Topics.COVERAGE.name());
    private static final Set<TopicPartition> LIVE = partitions(
            Topics.TRADES.name(),
            Topics.FEED_STATUS.name(),
            Topics.KLINES.name(),
            Topics.KLINES_HISTORY.name(),
            APPLICATION + "-facts-repartition");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @BeforeEach
    void provision(Endpoints stack) {
        new SchemaProvisioner(SchemaRegistries.client(stack.schemaRegistryUrl(), Map.of())).provision(Topics.all());
        try (Admin admin = admin(stack)) {
            // a topic just created is not known everywhere at once
            await().ignoreExceptionsInstanceOf(ProvisioningException.class)
                    .untilAsserted(() -> new TopicProvisioner(admin, PARTITIONS, 1, 1).provision(Topics.all()));
        }
    }

    @Test
    void noThreadReadsHistoryAndWhatIsLiveAndAKilledInstancesShareOfEachLaneGoesToTheOther(Endpoints stack) {
        try (Admin admin = admin(stack);
                AggregatorProcess first = AggregatorProcess.start(stack, folder.resolve("first"), APPLICATION)) {
            awaitBothLanes(admin, 1);
            try (AggregatorProcess second = AggregatorProcess.start(stack, folder.resolve("second"), APPLICATION)) {
                awaitBothLanes(admin, 2);
                first.kill();
                awaitBothLanes(admin, 1);
                assertThat(second.stop()).isEqualTo(143);
            }
        }
    }

    /** Waits until all partitions are read, each lane's by as many members of its own. */
    private static void awaitBothLanes(Admin admin, int members) {
        var patiently = await().atMost(PATIENCE)
                .ignoreExceptionsMatching(error -> error.getCause() instanceof GroupIdNotFoundException);
        patiently.untilAsserted(() -> {
            Map<Boolean, List<MemberDescription>> group = members(admin);
            assertThat(read(group.getOrDefault(true, List.of()))).isEqualTo(HISTORY);
            assertThat(read(group.getOrDefault(false, List.of()))).isEqualTo(LIVE);
            assertThat(group.values())
                    .allSatisfy(lane -> assertThat(lane)
                            .hasSize(members)
                            .noneMatch(member ->
                                    member.assignment().topicPartitions().isEmpty()));
        });
    }

    /** Members of the group, those of the history lane under {@code true}. */
    private static Map<Boolean, List<MemberDescription>> members(Admin admin) throws Exception {
        return admin.describeConsumerGroups(List.of(APPLICATION)).all().get().values().stream()
                .flatMap(group -> group.members().stream())
                .collect(Collectors.partitioningBy(
                        member -> member.clientId().startsWith("streams-aggregator-history-")));
    }

    private static Set<TopicPartition> read(Collection<MemberDescription> members) {
        Set<TopicPartition> all = new HashSet<>();
        for (MemberDescription member : members) {
            for (TopicPartition partition : member.assignment().topicPartitions()) {
                assertThat(all.add(partition))
                        .as("read by one only: " + partition)
                        .isTrue();
            }
        }
        return all;
    }

    private static Set<TopicPartition> partitions(String... topics) {
        return Stream.of(topics)
                .flatMap(topic -> IntStream.range(0, PARTITIONS).mapToObj(number -> new TopicPartition(topic, number)))
                .collect(Collectors.toSet());
    }

    private static Admin admin(Endpoints stack) {
        return Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrap()));
    }
}
