package io.tickhouse.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics and records on the stack's broker, for the tests of this module. */
final class Broker {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Broker() {}

    static void createTopic(Endpoints endpoints, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.kafkaBootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    static void produce(Endpoints endpoints, String topic, String value) throws Exception {
        produce(endpoints, topic, value, LIMIT);
    }

    static void produce(Endpoints endpoints, String topic, String value, Duration limit) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", endpoints.kafkaBootstrap(), "max.block.ms", limit.toMillis(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** All values of the topic's only partition up to its present end. */
    static List<String> consume(Endpoints endpoints, String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", endpoints.kafkaBootstrap());
        TopicPartition partition = new TopicPartition(topic, 0);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition), LIMIT).getOrDefault(partition, 0L);
            while (consumer.position(partition, LIMIT) < end) {
                consumer.poll(LIMIT).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
