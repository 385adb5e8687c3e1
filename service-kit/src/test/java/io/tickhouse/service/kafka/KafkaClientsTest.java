package io.tickhouse.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "TICKHOUSE_KAFKA_BOOTSTRAP", "127.0.0.1:1",
            "TICKHOUSE_SCHEMA_REGISTRY_URL", "http://127.0.0.1:1");

    @Test
    void defaultsGiveWayToTheConfigurationAndThatToWhatIsFixed() {
        KafkaClients clients = clients("kafka.linger.ms=5", "kafka.acks=1", "kafka.batch.size=10");
        Map<String, Object> settings = clients.settings(
                "producer", Map.of("linger.ms", 1, "batch.size", 1, "retries", 3), Map.of("acks", "all"));
        assertThat(settings)
                .containsEntry("linger.ms", "5")
                .containsEntry("batch.size", "10")
                .containsEntry("retries", 3)
                .containsEntry("acks", "all")
                .containsEntry("client.id", "demo")
                .containsEntry("bootstrap.servers", "127.0.0.1:1");
    }

    @Test
    void aSettingForOneKindOfClientReachesThatKindAlone() {
        KafkaClients clients = clients(
                "kafka.security.protocol=SASL_SSL", "kafka.producer.linger.ms=7", "kafka.consumer.max.poll.records=9");
        assertThat(clients.settings("producer", Map.of(), Map.of()))
                .containsEntry("linger.ms", "7")
                .containsEntry("security.protocol", "SASL_SSL")
                .doesNotContainKeys("max.poll.records", "producer.linger.ms", "consumer.max.poll.records");
        assertThat(clients.settings("consumer", Map.of(), Map.of()))
                .containsEntry("max.poll.records", "9")
                .doesNotContainKey("linger.ms");
    }

    @Test
    void whatAGuaranteeRestsOnCannotBeConfiguredAwayAndTheClientsAreMetered() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        KafkaClients clients = clients(
                metrics,
                "kafka.producer.acks=0",
                "kafka.producer.enable.idempotence=false",
                "kafka.isolation.level=read_uncommitted");
        // with idempotence and acks=0 the producer's own check would refuse to start
        try (Producer<String, String> producer =
                        clients.producer(new StringSerializer(), new StringSerializer(), Map.of(), Map.of());
                Consumer<String, String> consumer = clients.consumer(
                        new StringDeserializer(), new StringDeserializer(), Map.of(), Map.of("group.id", "g"))) {
            assertThat(producer.metrics()).isNotEmpty();
            assertThat(consumer.assignment()).isEmpty();
            assertThat(metrics.getMeters())
                    .anyMatch(meter -> meter.getId().getName().startsWith("kafka.producer"));
            assertThat(metrics.getMeters())
                    .anyMatch(meter -> meter.getId().getName().startsWith("kafka.consumer"));
        }
    }

    @Test
    void theMetersOfAClientEndWithIt() throws InterruptedException {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        KafkaClients clients = clients(metrics);
        for (int i = 0; i < 3; i++) {
            clients.producer(new StringSerializer(), new StringSerializer(), Map.of(), Map.of())
                    .close();
            clients.consumer(new StringDeserializer(), new StringDeserializer(), Map.of(), Map.of())
                    .close();
        }
        assertThat(metrics.getMeters()).isEmpty();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().contains("micrometer-kafka-metrics")) {
                assertThat(thread.join(Duration.ofSeconds(10)))
                        .as("%s ends, since its client is closed", thread)
                        .isTrue();
            }
        }
    }

    private static KafkaClients clients(String... assignments) {
        return clients(new SimpleMeterRegistry(), assignments);
    }

    private static KafkaClients clients(SimpleMeterRegistry metrics, String... assignments) {
        ServiceConfig config =
                ServiceConfig.load(CommonConfig.def(0), "demo.", Optional.empty(), ENVIRONMENT, List.of(assignments));
        return new KafkaClients(config, metrics, "demo");
    }
}
