package io.tickhouse.schemas.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaProvisionerTest {
    private static final String SCOPE = "schema-provisioner";

    private final SchemaRegistryClient registry = SchemaRegistries.client("mock://" + SCOPE, Map.of());

    @AfterEach
    void drop() {
        MockSchemaRegistry.dropScope(SCOPE);
    }

    @Test
    void everyTopicOfRecordsGetsItsSubjectWithFullTransitiveCompatibility() throws Exception {
        new SchemaProvisioner(registry).provision(Topics.all());
        List<String> subjects = Topics.all().stream()
                .filter(topic -> topic.valueType().isPresent())
                .map(Topic::subject)
                .toList();
        assertThat(registry.getAllSubjects()).containsExactlyInAnyOrderElementsOf(subjects);
        for (String subject : subjects) {
            assertThat(registry.getCompatibility(subject)).isEqualTo("FULL_TRANSITIVE");
        }
        assertThat(registry.getLatestSchemaMetadata("market.trades.v1-value").getSchema())
                .contains("\"doc\":\"One trade as the venue matched it.");
    }

    @Test
    void repeatingItAddsNoVersion() throws Exception {
        SchemaProvisioner provisioner = new SchemaProvisioner(registry);
        provisioner.provision(Topics.all());
        provisioner.provision(Topics.all());
        assertThat(registry.getAllVersions("market.trades.v1-value")).containsExactly(1);
    }

    @Test
    void aRefusalNamesTheRecordTheSubjectAndTheRegistrysReason() {
        SchemaRegistryClient refusing = new MockSchemaRegistryClient() {
            @Override
            public int register(String subject, ParsedSchema schema) throws RestClientException {
                throw new RestClientException("Schema being registered is incompatible", 409, 409);
            }
        };
        assertThatThrownBy(() -> new SchemaProvisioner(refusing).provision(List.of(Topics.TRADES)))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContaining("io.tickhouse.market.Trade")
                .hasMessageContaining("market.trades.v1-value")
                .hasMessageContaining("incompatible");
    }

    @Test
    void aRegistryThatIsNotThereIsAClearError() {
        SchemaRegistryClient absent = SchemaRegistries.client("http://127.0.0.1:1", Map.of("max.retries", "0"));
        assertThatThrownBy(() -> new SchemaProvisioner(absent).provision(List.of(Topics.TRADES)))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContaining("market.trades.v1-value");
    }
}
