package io.tickhouse.service.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;

/** A consumer whose meters, and the thread that refreshes them, end with it. */
final class MeteredConsumer<K, V> extends KafkaConsumer<K, V> {
    private final KafkaClientMetrics meters;

    MeteredConsumer(
            Map<String, Object> settings, Deserializer<K> keys, Deserializer<V> values, MeterRegistry registry) {
        super(settings, keys, values);
        meters = new KafkaClientMetrics(this);
        meters.bindTo(registry);
    }

    @Override
    public void close() {
        meters.close();
        super.close();
    }

    @Override
    @SuppressWarnings("deprecation") // a way to close that callers may still take
    public void close(Duration timeout) {
        meters.close();
        super.close(timeout);
    }

    @Override
    public void close(CloseOptions options) {
        meters.close();
        super.close(options);
    }
}
