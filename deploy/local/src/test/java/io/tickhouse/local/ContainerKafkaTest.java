package io.tickhouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.provision.TopicProvisioner;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.schemas.serde.RecordSerializer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The contract on a broker as it is published, where a container engine is at hand. */
@Tag("containers")
class ContainerKafkaTest {
    @Test
    void aTradeWrittenToThePublishedBrokerImageIsReadBackEqual() throws Exception {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no container engine answers here, so the published Kafka image was not tried");
        SchemaRegistryClient registry = MockSchemaRegistry.getClientForScope("container-kafka");
        new SchemaProvisioner(registry).provision(Topics.all());
        Trade trade = trade();
        try (KafkaContainer kafka = new KafkaContainer(DockerImageName.parse("apache/kafka:4.3.1"))) {
            kafka.start();
            Map<String, Object> broker = Map.of("bootstrap.servers", kafka.getBootstrapServers());
            try (Admin admin = Admin.create(broker)) {
                assertThat(new TopicProvisioner(admin, 2, 1, 1).provision(Topics.all()))
                        .hasSameSizeAs(Topics.all());
            }
            try (KafkaProducer<String, Trade> producer = new KafkaProducer<>(
                    broker, new StringSerializer(), new RecordSerializer<>(Topics.TRADES, registry))) {
                producer.send(new ProducerRecord<>(Topics.TRADES.name(), "binance-spot:BTCUSDT", trade))
                        .get();
            }
            Map<String, Object> reading = Map.of(
                    "bootstrap.servers",
                    kafka.getBootstrapServers(),
                    "group.id",
                    "reader",
                    "auto.offset.reset",
                    "earliest");
            try (KafkaConsumer<String, Trade> consumer = new KafkaConsumer<>(
                    reading, new StringDeserializer(), new RecordDeserializer<>(Topics.TRADES, registry))) {
                consumer.subscribe(List.of(Topics.TRADES.name()));
                ConsumerRecords<String, Trade> records = consumer.poll(Duration.ofSeconds(30));
                assertThat(records)
                        .singleElement()
                        .satisfies(record -> assertThat(record.value()).isEqualTo(trade));
            }
        }
    }

    private static Trade trade() {
        return Trade.newBuilder()
                .setVenue("binance-spot")
                .setSymbol("BTCUSDT")
                .setTradeId("1")
                .setSequence(1L)
                .setPrice(new BigDecimal("61837.630000000000000000"))
                .setQuantity(new BigDecimal("0.020000000000000000"))
                .setQuantityUnit(QuantityUnit.BASE)
                .setSide(Side.SELL)
                .setKind("NORMAL")
                .setEventTime(Instant.parse("2024-08-08T23:54:15.342Z"))
                .setSource(Source.BULK)
                .build();
    }
}
