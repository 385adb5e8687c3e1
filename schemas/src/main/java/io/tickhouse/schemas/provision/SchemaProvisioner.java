package io.tickhouse.schemas.provision;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.tickhouse.schemas.Topic;
import java.io.IOException;
import java.util.Collection;

/** Registers the catalogue's schemas. Repeating it changes nothing. */
public final class SchemaProvisioner {
    /** Every version can read every other one, so producers and consumers upgrade in any order. */
    public static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private final SchemaRegistryClient registry;

    public SchemaProvisioner(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Registers the value schema of each topic that has one, and demands compatibility of each subject.
     *
     * @throws ProvisioningException if the registry cannot be reached or refuses a schema as incompatible
     */
    public void provision(Collection<Topic<?>> topics) {
        for (Topic<?> topic : topics) {
            topic.valueSchema().ifPresent(schema -> {
                try {
                    registry.register(topic.subject(), new AvroSchema(schema));
                    registry.updateCompatibility(topic.subject(), COMPATIBILITY);
                } catch (IOException | RestClientException e) {
                    throw new ProvisioningException(
                            "cannot register " + schema.getFullName() + " under subject " + topic.subject() + ": "
                                    + e.getMessage(),
                            e);
                }
            });
        }
    }
}
