package io.tickhouse.sink.clickhouse;

import io.tickhouse.schemas.Topic;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records of any type, every field at random within what the contract allows; decimals often at their extremes. */
record RandomRecords(Random random) {
    private static final BigDecimal LARGEST =
            new BigDecimal(BigInteger.TEN.pow(38).subtract(BigInteger.ONE), 18);
    private static final List<BigDecimal> EXTREMES = List.of(
            LARGEST,
            LARGEST.negate(),
            new BigDecimal(BigInteger.ONE, 18),
            new BigDecimal(BigInteger.ONE.negate(), 18),
            new BigDecimal(BigInteger.ZERO, 18));
    private static final List<String> TEXTS = List.of("", "BTC/USD", "ünïcödé ✓", "'quoted'", "1000000MOGUSDT");

    @SuppressWarnings("unchecked")
    <V extends SpecificRecord> V of(Topic<V> topic) {
        return (V) record(topic.valueSchema().orElseThrow());
    }

    private @Nullable Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION ->
                random.nextInt(3) == 0 ? null : value(schema.getTypes().get(1));
            case ENUM -> symbol(schema);
            case ARRAY ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> value(schema.getElementType()))
                        .toList();
            case STRING -> random.nextInt(9) == 0 ? "" : TEXTS.get(random.nextInt(TEXTS.size())) + random.nextInt(1000);
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt();
            case LONG -> schema.getLogicalType() instanceof LogicalTypes.TimestampMicros ? time() : random.nextLong();
            case BYTES -> decimal();
            default -> throw new AssertionError("no field of the contract is " + schema);
        };
    }

    private Object symbol(Schema schema) {
        Object[] symbols = SpecificData.get().getClass(schema).getEnumConstants();
        return symbols[random.nextInt(symbols.length)];
    }

    private SpecificRecord record(Schema schema) {
        SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema()));
        }
        return record;
    }

    private Instant time() {
        return Instant.parse("2020-01-01T00:00:00Z")
                .plus(random.nextLong(10L * 365 * 86_400 * 1_000_000), ChronoUnit.MICROS);
    }

    private BigDecimal decimal() {
        return random.nextInt(3) == 0
                ? EXTREMES.get(random.nextInt(EXTREMES.size()))
                : new BigDecimal(new BigInteger(1 + random.nextInt(126), random), 18)
                        .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1));
    }
}
