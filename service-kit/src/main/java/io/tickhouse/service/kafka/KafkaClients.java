package io.tickhouse.service.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes Kafka clients. Settings under {@code kafka.} reach every client, those under {@code kafka.producer.}, {@code
 * kafka.consumer.}, {@code kafka.admin.} and {@code kafka.streams.} that kind alone. What a guarantee rests on (acks,
 * idempotence, isolation, transactional ids, group ids) is set by the caller last and cannot be overridden.
 *
 * <p>Producers and consumers are metered under their {@code client.id} for as long as they are open; of several of one kind
 * in a process, each must be given an id of its own.
 */
public final class KafkaClients {
    private static final List<String> KINDS = List.of("producer.", "consumer.", "admin.", "streams.");

    private final ServiceConfig config;
    private final MeterRegistry metrics;
    private final String clientId;

    /** @param clientId how the clients call themselves to the broker, the service's name as a rule */
    public KafkaClients(ServiceConfig config, MeterRegistry metrics, String clientId) {
        this.config = config;
        this.metrics = metrics;
        this.clientId = clientId;
    }

    /**
     * Settings for one kind of client.
     *
     * @param kind producer, consumer, admin or streams
     * @param defaults what holds unless the configuration says otherwise
     * @param fixed what holds whatever the configuration says
     */
    public Map<String, Object> settings(String kind, Map<String, ?> defaults, Map<String, ?> fixed) {
        Map<String, Object> settings = new HashMap<>(defaults);
        settings.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.string(CommonConfig.KAFKA_BOOTSTRAP));
        Map<String, String> given = config.passedThrough("kafka.");
        given.forEach((key, value) -> {
            if (KINDS.stream().noneMatch(key::startsWith)) {
                settings.put(key, value);
            }
        });
        settings.putAll(config.passedThrough("kafka." + kind + "."));
        settings.putAll(fixed);
        return settings;
    }

    /** A producer that waits for all in-sync replicas and never doubles on a retry. */
    public <K, V> Producer<K, V> producer(
            Serializer<K> keys, Serializer<V> values, Map<String, ?> defaults, Map<String, ?> fixed) {
        Map<String, Object> exact = new HashMap<>(fixed);
        exact.put(ProducerConfig.ACKS_CONFIG, "all");
        exact.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new MeteredProducer<>(settings("producer", defaults, exact), keys, values, metrics);
    }

    /** A consumer that sees committed records only and commits nothing by itself. */
    public <K, V> Consumer<K, V> consumer(
            Deserializer<K> keys, Deserializer<V> values, Map<String, ?> defaults, Map<String, ?> fixed) {
        Map<String, Object> exact = new HashMap<>(fixed);
        exact.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        exact.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new MeteredConsumer<>(settings("consumer", defaults, exact), keys, values, metrics);
    }

    public Admin admin() {
        return Admin.create(settings("admin", Map.of(), Map.of()));
    }
}
