package io.tickhouse.launcher.command;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.stack.LocalStackProcess;
import io.tickhouse.launcher.stack.RunningStack;
import io.tickhouse.local.Endpoints;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.provision.TopicProvisioner;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickhouse topics}. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "List the topics of the catalogue, or create them with their schemas on a cluster of your own.")
public final class TopicsCommand implements Callable<Integer> {
    @Option(
            names = "--create",
            description = "Create missing topics and register the schemas; what exists is left as it is.")
    private boolean create;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "" + Topics.MARKET_PARTITIONS,
            description = "Partitions of every market topic when created (default: ${DEFAULT-VALUE}; a local stack has "
                    + LocalStackProcess.PARTITIONS + ").")
    private int partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "" + Topic.REPLICATION,
            description = "Copies of every partition when created (default: ${DEFAULT-VALUE}).")
    private int replication;

    @Option(
            names = "--min-in-sync",
            paramLabel = "N",
            defaultValue = "" + Topic.MIN_IN_SYNC_REPLICAS,
            description = "Copies that must acknowledge a write (default: ${DEFAULT-VALUE}).")
    private int minInSync;

    @Override
    public Integer call() throws Exception {
        Endpoints endpoints = RunningStack.endpoints(Workspace.current(), System.getenv());
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, endpoints.kafkaBootstrap()))) {
            if (create) {
                create(endpoints, admin);
            }
            list(admin);
        }
        return 0;
    }

    private void create(Endpoints endpoints, Admin admin) throws Exception {
        List<String> created = new TopicProvisioner(admin, partitions, replication, minInSync).provision(Topics.all());
        try (SchemaRegistryClient registry = SchemaRegistries.client(endpoints.schemaRegistryUrl(), Map.of())) {
            new SchemaProvisioner(registry).provision(Topics.all());
        }
        System.out.println("Created " + created.size() + " topics; every schema is registered.");
    }

    private static void list(Admin admin) throws Exception {
        Set<String> existing = admin.listTopics().names().get();
        List<String> ours = Topics.all().stream()
                .map(Topic::name)
                .filter(existing::contains)
                .toList();
        Map<String, TopicDescription> described =
                admin.describeTopics(ours).allTopicNames().get();
        Map<String, Long> records = records(admin, described);
        System.out.printf(
                "%-34s %10s %14s  %-12s %-14s %s%n", "topic", "partitions", "offsets held", "record", "table", "key");
        for (Topic<?> topic : Topics.all()) {
            TopicDescription description = described.get(topic.name());
            System.out.printf(
                    "%-34s %10s %14s  %-12s %-14s %s%n",
                    topic.name(),
                    description == null ? "missing" : description.partitions().size(),
                    records.getOrDefault(topic.name(), 0L),
                    topic.valueType().map(Class::getSimpleName).orElse("bytes"),
                    topic.table().orElse("-"),
                    topic.key());
        }
    }

    /** Offsets a topic holds: records, and the markers of transactions among them. */
    private static Map<String, Long> records(Admin admin, Map<String, TopicDescription> topics) throws Exception {
        List<TopicPartition> partitions = topics.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        var first = offsets(admin, partitions, OffsetSpec.earliest());
        var end = offsets(admin, partitions, OffsetSpec.latest());
        return partitions.stream()
                .collect(Collectors.groupingBy(
                        TopicPartition::topic,
                        Collectors.summingLong(
                                partition -> end.getOrDefault(partition, 0L) - first.getOrDefault(partition, 0L))));
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws Exception {
        return admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which)))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
}
