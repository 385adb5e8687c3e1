package io.tickhouse.schemas.serde;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the Confluent client of a schema registry. */
public final class SchemaRegistries {
    private static final int CACHED_SCHEMAS = 1_000;
    private static final String CLIENT_NAMESPACE = "schema.registry.";

    private SchemaRegistries() {}

    /**
     * A client that remembers what it asked.
     *
     * @param url address of the registry's Confluent-compatible API, several separated by commas; or
     *     {@code mock://SCOPE} for one in this process's memory, which tests of consumers use
     * @param settings the client's own settings, such as {@code basic.auth.user.info} or {@code ssl.truststore.location};
     *     passed on untouched
     */
    public static SchemaRegistryClient client(String url, Map<String, ?> settings) {
        Map<String, Object> configs = new HashMap<>(settings);
        // the client reads TLS settings under its own namespace only
        settings.forEach((key, value) -> configs.put(CLIENT_NAMESPACE + key, value));
        return SchemaRegistryClientFactory.newClient(
                List.of(url.split(",")), CACHED_SCHEMAS, List.of(new AvroSchemaProvider()), configs, Map.of());
    }
}
