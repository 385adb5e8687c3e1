import java.time.Duration;
import java.util.*;
import org.apache.kafka.clients.consumer.KafkaConsumer;

public class CandleReader {
    public static void main(String[] args) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", System.getenv("TICKHOUSE_KAFKA_BOOTSTRAP"),
                "schema.registry.url", System.getenv("TICKHOUSE_SCHEMA_REGISTRY_URL"),
                "key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer",
                "value.deserializer", "io.confluent.kafka.serializers.KafkaAvroDeserializer",
                "avro.use.logical.type.converters", true, "isolation.level", "read_committed",
                "group.id", "candle-reader", "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<String, Object>(settings)) {
            consumer.subscribe(List.of("market.candles-history.v1"));
            while (true) consumer.poll(Duration.ofSeconds(1)).forEach(r -> System.out.println(r.key() + " " + r.value()));
        }
    }
}
