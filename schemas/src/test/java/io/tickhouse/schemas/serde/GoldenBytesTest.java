package io.tickhouse.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.tickhouse.schemas.Samples;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of one record of each type are checked in: should an upgrade or an edit change what lies in topics, it shows
 * here first.
 */
class GoldenBytesTest {
    private static final int SCHEMA_ID = 258;

    static Stream<SpecificRecord> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theBytesOfARecordNeverChange(SpecificRecord sample) throws Exception {
        String name = sample.getSchema().getName();
        byte[] written = serde(sample).serializer().serialize("any", sample);
        assertThat(HexFormat.of().formatHex(written)).as(name).isEqualTo(golden(name));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theGoldenBytesAreReadAsTheRecord(SpecificRecord sample) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(golden(sample.getSchema().getName()));
        assertThat(serde(sample).deserializer().deserialize("any", bytes)).isEqualTo(sample);
    }

    private static String golden(String name) throws Exception {
        try (InputStream in = GoldenBytesTest.class.getResourceAsStream("/golden/" + name + ".hex")) {
            assertThat(in).as("golden/" + name + ".hex").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
        }
    }

    @SuppressWarnings("unchecked")
    private static Serde<SpecificRecord> serde(SpecificRecord sample) throws Exception {
        Topic<?> topic = Topics.all().stream()
                .filter(candidate -> candidate.valueType().isPresent()
                        && candidate.valueType().get() == sample.getClass())
                .findFirst()
                .orElseThrow();
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        registry.register(topic.subject(), new AvroSchema(sample.getSchema()), 1, SCHEMA_ID);
        return RecordSerdes.of((Topic<SpecificRecord>) topic, registry);
    }
}
