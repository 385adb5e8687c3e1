package io.tickhouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.ProvisioningException;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.provision.TopicProvisioner;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

@WithLocalStack
class ProvisioningTest {
    @Test
    void everyTopicIsMadeWithTheSettingsOfTheCatalogueAndASecondTimeChangesNothing(Endpoints endpoints)
            throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.kafkaBootstrap()))) {
            new TopicProvisioner(admin, 4, 1, 1).provision(Topics.all());

            assertThat(new TopicProvisioner(admin, 4, 1, 1).provision(Topics.all()))
                    .isEmpty();

            List<String> names = Topics.all().stream().map(Topic::name).toList();
            Map<String, TopicDescription> made =
                    admin.describeTopics(names).allTopicNames().get();
            for (Topic<?> topic : Topics.all()) {
                assertThat(made)
                        .hasEntrySatisfying(
                                topic.name(),
                                description -> assertThat(description.partitions())
                                        .hasSize(topic.isMarket() ? 4 : topic.partitions()));
                assertThat(config(admin, topic.name())).as(topic.name()).containsAllEntriesOf(topic.config());
            }
        }
    }

    @Test
    void marketTopicsWithAnotherNumberOfPartitionsAreAnErrorThatSaysWhatToDo(Endpoints endpoints) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.kafkaBootstrap()))) {
            new TopicProvisioner(admin, 4, 1, 1).provision(Topics.all());

            assertThatThrownBy(() -> new TopicProvisioner(admin, 5, 1, 1).provision(Topics.all()))
                    .isInstanceOf(ProvisioningException.class)
                    .hasMessageContaining("expected 5 partitions in every market topic, found 4");
        }
    }

    @Test
    void everySchemaIsRegisteredUnderItsSubjectAndMustStayCompatible(Endpoints endpoints) throws Exception {
        try (SchemaRegistryClient registry = SchemaRegistries.client(endpoints.schemaRegistryUrl(), Map.of())) {
            new SchemaProvisioner(registry).provision(Topics.all());
            new SchemaProvisioner(registry).provision(Topics.all());

            for (Topic<?> topic : Topics.all()) {
                if (topic.valueSchema().isPresent()) {
                    assertThat(registry.getAllVersions(topic.subject())).containsExactly(1);
                    assertThat(registry.getCompatibility(topic.subject())).isEqualTo("FULL_TRANSITIVE");
                }
            }
        }
    }

    private static Map<String, String> config(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().values().stream()
                .flatMap(config -> config.entries().stream())
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }
}
