package io.tickhouse.schemas.serde;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import java.util.Map;

/** A registry in memory that the stock Confluent classes reach under the same address as ours. */
final class TestRegistry implements AutoCloseable {
    private final String scope;

    TestRegistry(String scope) {
        this.scope = scope;
        new SchemaProvisioner(client()).provision(Topics.all());
    }

    String url() {
        return "mock://" + scope;
    }

    SchemaRegistryClient client() {
        return SchemaRegistries.client(url(), Map.of());
    }

    @Override
    public void close() {
        MockSchemaRegistry.dropScope(scope);
    }
}
