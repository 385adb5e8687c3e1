package io.tickhouse.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.schemas.Samples;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordEncoderTest {
    private static final long SEED = 77;

    @BeforeAll
    static void avroMayMakeTheContractsRecords() {
        TrustedRecords.register();
    }

    static List<Schema> schemas() {
        return Topics.all().stream()
                .map(Topic::valueSchema)
                .flatMap(schema -> schema.stream())
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void randomRecordsOfEverySchemaAreWrittenByteForByteAsAvroWritesThem(Schema schema) throws IOException {
        Random random = new Random(SEED);
        RecordEncoder encoder = new RecordEncoder(schema);
        AvroBuffer buffer = new AvroBuffer();
        for (int i = 0; i < 500; i++) {
            SpecificRecord record = (SpecificRecord) Objects.requireNonNull(random(schema, random));
            buffer.cutTo(0);
            encoder.write(record, buffer);
            assertThat(buffer.toArray())
                    .as("seed %d, record %d: %s", SEED, i, record)
                    .isEqualTo(avros(record));
        }
    }

    @Test
    void everySampleIsWrittenAsAvroWritesIt() throws IOException {
        for (SpecificRecord sample : Samples.all()) {
            AvroBuffer buffer = new AvroBuffer();
            new RecordEncoder(sample.getSchema()).write(sample, buffer);
            assertThat(buffer.toArray()).as("%s", sample).isEqualTo(avros(sample));
        }
    }

    private static byte[] avros(SpecificRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static @Nullable Object random(Schema schema, Random random) {
        return switch (schema.getType()) {
            case RECORD -> {
                SpecificRecord record = (SpecificRecord)
                        SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
                for (Schema.Field field : schema.getFields()) {
                    record.put(field.pos(), random(field.schema(), random));
                }
                yield record;
            }
            case UNION -> random.nextBoolean() ? null : random(schema.getTypes().get(1), random);
            case ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(random(schema.getElementType(), random));
                }
                yield elements;
            }
            case STRING -> random.nextInt(9) == 0 ? "这是测试币€" : Long.toString(random.nextLong(), 36);
            case ENUM ->
                SpecificData.get()
                        .getClass(schema)
                        .getEnumConstants()[
                        random.nextInt(schema.getEnumSymbols().size())];
            case BOOLEAN -> random.nextBoolean();
            case INT ->
                LogicalTypes.date().equals(schema.getLogicalType())
                        ? LocalDate.ofEpochDay(random.nextInt(40_000))
                        : (Object) (random.nextInt() >> random.nextInt(31));
            case LONG ->
                LogicalTypes.timestampMicros().equals(schema.getLogicalType())
                        ? Instant.EPOCH.plus(random.nextLong() >> (8 + random.nextInt(50)), ChronoUnit.MICROS)
                        : (Object) (random.nextLong() >> random.nextInt(63));
            case BYTES -> decimal(random);
            default -> throw new AssertionError("no such type in the contract: " + schema);
        };
    }

    private static BigDecimal decimal(Random random) {
        int scale = random.nextInt(19);
        // at most 38 digits at scale 18
        int bits = random.nextInt((int) ((20 + scale) / 0.30103) - 1);
        BigDecimal value = new BigDecimal(new BigInteger(bits, random), scale);
        return random.nextInt(4) == 0 ? value.negate() : value;
    }
}
