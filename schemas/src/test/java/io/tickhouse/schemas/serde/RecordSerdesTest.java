package io.tickhouse.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Samples;
import io.tickhouse.schemas.Topics;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSerdesTest {
    private static final long SEED = 20_18;
    private static final String TOPIC = Topics.TRADES.name();

    private TestRegistry registry;
    private Serde<Trade> serde;

    @BeforeEach
    void register() {
        registry = new TestRegistry("record-serdes");
        serde = RecordSerdes.of(Topics.TRADES, registry.client());
    }

    @AfterEach
    void drop() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99999999999999999999.999999999999999999",
                "-99999999999999999999.999999999999999999",
                "0.000000000000000001",
                "-0.000000000000000001",
                "0",
                "-1",
                "170141183460469.231731687303715884",
            })
    void decimalsAtTheirExtremesComeBackExactly(String text) {
        assertThat(roundTrip(priced(Samples.decimal(text))).getPrice()).isEqualTo(Samples.decimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.5", "61837.63000000", "1E+3", "12E-1"})
    void aDecimalOfASmallerScaleIsWrittenAtScale18(String text) {
        assertThat(roundTrip(priced(new BigDecimal(text))).getPrice()).isEqualTo(Samples.decimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100000000000000000000", "-100000000000000000000", "0.0000000000000000001"})
    void aDecimalThatDoesNotFitIsRefusedAndTheNextRecordIsWhole(String text) {
        assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, priced(new BigDecimal(text))))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("cannot write a Trade to " + TOPIC);
        assertThat(roundTrip(Samples.trade())).isEqualTo(Samples.trade());
    }

    @Test
    void randomDecimalsAndTimesComeBackExactly() {
        Random random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            BigDecimal price = new BigDecimal(new BigInteger(random.nextInt(126), random), 18);
            Instant time = Instant.EPOCH.plus(
                    random.nextLong(-62_135_596_800_000_000L, 253_402_300_799_999_999L), ChronoUnit.MICROS);
            Trade trade = priced(random.nextBoolean() ? price : price.negate());
            trade.setEventTime(time);
            trade.setReceiveTime(random.nextBoolean() ? null : time);
            assertThat(roundTrip(trade)).as("seed %d", SEED).isEqualTo(trade);
        }
    }

    @Test
    void whatIsFinerThanAMicrosecondIsCutWhenItIsSet() {
        Trade trade = Samples.trade();
        trade.setEventTime(Instant.parse("2024-08-08T23:59:59.999123999Z"));
        assertThat(roundTrip(trade).getEventTime()).isEqualTo("2024-08-08T23:59:59.999123Z");
    }

    @Test
    void aDeletionStaysADeletion() {
        assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
        assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
    }

    @Test
    void aMissingFieldIsRefusedAndTheNextRecordIsWhole() {
        Trade trade = Samples.trade();
        trade.setSymbol(null);
        assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, trade))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("symbol");
        assertThat(roundTrip(Samples.trade())).isEqualTo(Samples.trade());
    }

    @Test
    void aCutValueIsRefusedAtEveryLength() {
        byte[] whole = serde.serializer().serialize(TOPIC, Samples.trade());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, cut))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(SerializationException.class);
        }
        assertThat(serde.deserializer().deserialize(TOPIC, whole)).isEqualTo(Samples.trade());
    }

    @Test
    void bytesBeyondTheRecordAreRefused() {
        byte[] whole = serde.serializer().serialize(TOPIC, Samples.trade());
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("end after one Trade");
    }

    @Test
    void aFlippedBitEndsInARecordOrARefusalAndNothingElse() {
        Random random = new Random(SEED);
        byte[] whole = serde.serializer().serialize(TOPIC, Samples.trade());
        for (int i = 0; i < 5_000; i++) {
            byte[] bent = whole.clone();
            bent[WireFormat.HEADER_BYTES + random.nextInt(whole.length - WireFormat.HEADER_BYTES)] ^=
                    (byte) (1 << random.nextInt(8));
            try {
                assertThat(serde.deserializer().deserialize(TOPIC, bent)).isNotNull();
            } catch (SerializationException refused) {
                assertThat(refused).hasMessageContaining("Trade");
            }
        }
    }

    @Test
    void anUnknownSchemaIdIsRefusedWithTheId() {
        byte[] value = ByteBuffer.allocate(20).put((byte) 0).putInt(4711).array();
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, value))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("4711");
    }

    @Test
    void aRecordOfAnotherTypeIsRefused() {
        byte[] coverage =
                new RecordSerializer<>(Topics.COVERAGE, registry.client()).serialize("any", Samples.coverage());
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, coverage))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void aProducerWhoseSchemaIsNotRegisteredDoesNotStart() {
        SchemaRegistryClient empty = SchemaRegistries.client("mock://empty-registry", Map.of());
        assertThatThrownBy(() -> new RecordSerializer<>(Topics.TRADES, empty))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("market.trades.v1-value")
                .hasMessageContaining("Register the catalogue first");
    }

    @Test
    void aTopicOfPlainBytesHasNoRecordSerde() {
        assertThatThrownBy(() -> new RecordSerializer<>(Topics.DEAD_LETTERS, registry.client()))
                .hasMessageContaining("tickhouse.dead-letters.v1 holds plain bytes");
        assertThatThrownBy(() -> new RecordDeserializer<>(Topics.DEAD_LETTERS, registry.client()))
                .hasMessageContaining("holds plain bytes");
    }

    @Test
    void aRecordWrittenByANewerVersionIsReadWithItsNewFieldLeftOutAndItsNewSymbolUnknown() throws Exception {
        Schema side = SchemaBuilder.enumeration("Side")
                .namespace("io.tickhouse.market")
                .defaultSymbol("UNKNOWN")
                .symbols("UNKNOWN", "BUY", "SELL", "CROSS");
        Schema newer = NewerTrade.schema(side);
        SchemaRegistryClient client = registry.client();
        int id = client.register(Topics.TRADES.subject(), new AvroSchema(newer));
        byte[] bytes = NewerTrade.bytes(newer, side, Samples.trade(), id);
        Trade read = serde.deserializer().deserialize(TOPIC, bytes);
        Trade expected = Samples.trade();
        expected.setSide(io.tickhouse.market.Side.UNKNOWN);
        assertThat(read).isEqualTo(expected);
    }

    private Trade roundTrip(Trade trade) {
        return serde.deserializer().deserialize(TOPIC, serde.serializer().serialize(TOPIC, trade));
    }

    private static Trade priced(BigDecimal price) {
        Trade trade = Samples.trade();
        trade.setPrice(price);
        return trade;
    }
}
