package io.tickhouse.streams;

import io.tickhouse.streams.candles.Backlog;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Makes the clients of Kafka Streams and asks the consumer of the thread at work how far it is behind: nothing else tells a
 * processor whether the silence it hears is that of the market or its own.
 */
final class ConsumerBacklog implements KafkaClientSupplier, Backlog {
    /** Streams calls a thread's consumer by the thread's name and this. */
    private static final String MAIN_CONSUMER = "-consumer";

    private final Map<String, Consumer<byte[], byte[]>> consumers = new ConcurrentHashMap<>();

    @Override
    public boolean isEmpty(String topic, int partition) {
        Consumer<byte[], byte[]> consumer = consumers.get(Thread.currentThread().getName() + MAIN_CONSUMER);
        if (consumer == null) {
            return false;
        }
        try {
            OptionalLong lag = consumer.currentLag(new TopicPartition(topic, partition));
            return lag.isPresent() && lag.getAsLong() == 0;
        } catch (IllegalStateException notAssigned) {
            // being taken away: whoever gets it will know
            return false;
        }
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        Consumer<byte[], byte[]> consumer = consumer(config);
        consumers.put(String.valueOf(config.get(ConsumerConfig.CLIENT_ID_CONFIG)), consumer);
        return consumer;
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
