package io.tickhouse.service.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.Serializer;

/** A producer whose meters, and the thread that refreshes them, end with it. */
final class MeteredProducer<K, V> extends KafkaProducer<K, V> {
    private final KafkaClientMetrics meters;

    MeteredProducer(Map<String, Object> settings, Serializer<K> keys, Serializer<V> values, MeterRegistry registry) {
        super(settings, keys, values);
        meters = new KafkaClientMetrics(this);
        meters.bindTo(registry);
    }

    /** The other forms of close come here too. */
    @Override
    public void close(Duration timeout) {
        meters.close();
        super.close(timeout);
    }
}
