package io.tickhouse.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Samples;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Consumers and other producers use Confluent's own classes: both sides must understand each other. */
class StockAvroTest {
    private static TestRegistry registry;

    @BeforeAll
    static void register() {
        TrustedRecords.register();
        registry = new TestRegistry("stock-avro");
    }

    @AfterAll
    static void drop() {
        registry.close();
    }

    static Stream<SpecificRecord> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theStockDeserializerReadsOurRecordsAsGeneratedClasses(SpecificRecord sample) {
        Topic<SpecificRecord> topic = topicOf(sample);
        byte[] bytes = new RecordSerializer<>(topic, registry.client()).serialize(topic.name(), sample);
        try (KafkaAvroDeserializer stock = stockDeserializer(true)) {
            assertThat(stock.deserialize(topic.name(), bytes)).isEqualTo(sample);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theStockDeserializerReadsOurRecordsAsGenericOnes(SpecificRecord sample) {
        Topic<SpecificRecord> topic = topicOf(sample);
        byte[] bytes = new RecordSerializer<>(topic, registry.client()).serialize(topic.name(), sample);
        try (KafkaAvroDeserializer stock = stockDeserializer(false)) {
            assertThat(stock.deserialize(topic.name(), bytes))
                    .isInstanceOf(GenericRecord.class)
                    .hasToString(genericText(sample));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void weReadWhatTheStockSerializerWritesAndTheBytesAreTheSame(SpecificRecord sample) {
        Topic<SpecificRecord> topic = topicOf(sample);
        try (KafkaAvroSerializer stock = new KafkaAvroSerializer()) {
            stock.configure(
                    Map.of(
                            "schema.registry.url", registry.url(),
                            "auto.register.schemas", false,
                            "use.latest.version", false),
                    false);
            byte[] bytes = stock.serialize(topic.name(), sample);
            assertThat(new RecordDeserializer<>(topic, registry.client()).deserialize(topic.name(), bytes))
                    .isEqualTo(sample);
            assertThat(new RecordSerializer<>(topic, registry.client()).serialize(topic.name(), sample))
                    .isEqualTo(bytes);
        }
    }

    @Test
    void aGenericReaderSeesTheDecimalAsAnUnscaledIntegerOfScale18() {
        byte[] bytes = new RecordSerializer<>(Topics.TRADES, registry.client())
                .serialize(Topics.TRADES.name(), Samples.trade());
        try (KafkaAvroDeserializer stock = stockDeserializer(false)) {
            GenericRecord trade = (GenericRecord) stock.deserialize(Topics.TRADES.name(), bytes);
            ByteBuffer price = (ByteBuffer) trade.get("price");
            byte[] unscaled = new byte[price.remaining()];
            price.duplicate().get(unscaled);
            assertThat(new java.math.BigDecimal(new java.math.BigInteger(unscaled), 18))
                    .isEqualTo(Samples.trade().getPrice());
            assertThat(trade.get("event_time")).isEqualTo(1_723_161_599_999_123L);
            assertThat(trade.get("symbol")).hasToString("BTCUSDT");
            assertThat(trade.get("side")).hasToString("SELL");
        }
    }

    @Test
    void aRecordOfOneLaneIsReadInTheOther() {
        Trade trade = Samples.trade();
        byte[] bytes = new RecordSerializer<>(Topics.TRADES_HISTORY, registry.client()).serialize("any", trade);
        assertThat(new RecordDeserializer<>(Topics.TRADES, registry.client()).deserialize("any", bytes))
                .isEqualTo(trade);
    }

    private static KafkaAvroDeserializer stockDeserializer(boolean specific) {
        KafkaAvroDeserializer stock = new KafkaAvroDeserializer();
        stock.configure(Map.of("schema.registry.url", registry.url(), "specific.avro.reader", specific), false);
        return stock;
    }

    /** The record as text after a round through Avro's generic classes, without any class of ours or Confluent's. */
    private static String genericText(SpecificRecord sample) {
        return AvroBytes.generic(sample).toString();
    }

    @SuppressWarnings("unchecked")
    private static Topic<SpecificRecord> topicOf(SpecificRecord sample) {
        return (Topic<SpecificRecord>) Topics.all().stream()
                .filter(topic ->
                        topic.valueType().isPresent() && topic.valueType().get() == sample.getClass())
                .findFirst()
                .orElseThrow();
    }
}
