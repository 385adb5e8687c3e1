package io.tickhouse.schemas.serde;

import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.schemas.market.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated records of one schema as Avro binary, byte for byte as Avro's own writer does. What each field needs is
 * found out once, from the schema, and not again for each record; that makes it several times as fast. Thread-safe, since
 * it keeps nothing; a buffer belongs to one thread.
 */
final class RecordEncoder {
    private static final Conversions.DecimalConversion DECIMALS = new Conversions.DecimalConversion();
    private static final int MOST_BITS = 63;

    private final Field record;

    RecordEncoder(Schema schema) {
        record = record(schema);
    }

    /**
     * Appends a record.
     *
     * @throws RuntimeException if it has no value where one is needed, or one that does not fit
     */
    void write(SpecificRecord value, AvroBuffer out) {
        record.write(value, out);
    }

    /** Writes one value. */
    private interface Field {
        void write(Object value, AvroBuffer out);
    }

    private static Field of(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case ARRAY -> array(schema);
            case STRING -> (value, out) -> out.text(value.toString());
            case ENUM -> (value, out) -> out.number(((Enum<?>) value).ordinal());
            case BOOLEAN -> (value, out) -> out.flag((Boolean) value);
            case INT ->
                isLogical(schema, LogicalTypes.date())
                        ? (value, out) -> out.number(((LocalDate) value).toEpochDay())
                        : (value, out) -> out.number((Integer) value);
            case LONG ->
                isLogical(schema, LogicalTypes.timestampMicros())
                        ? (value, out) -> out.number(Times.micros((Instant) value))
                        : (value, out) -> out.number((Long) value);
            case BYTES -> bytes(schema);
            default ->
                throw new IllegalArgumentException(
                        "expected a type that the contract has, found " + schema.getType() + " in " + schema);
        };
    }

    private static boolean isLogical(Schema schema, LogicalType type) {
        if (schema.getLogicalType() != null && !schema.getLogicalType().equals(type)) {
            throw new IllegalArgumentException(
                    "expected no other logical type than " + type.getName() + ", found " + schema);
        }
        return schema.getLogicalType() != null;
    }

    /**
     * A record's field.
     *
     * @param name for messages
     * @param optional whether it is a union with null, which says first which it is
     */
    private record Slot(String name, boolean optional, Field field) {
        static Slot of(Schema.Field field, String record) {
            Schema schema = field.schema();
            boolean optional = schema.isUnion();
            return new Slot(record + "." + field.name(), optional, RecordEncoder.of(optional ? value(schema) : schema));
        }

        /** The T of {@code ["null", T]}, the only kind of union the contract has. */
        private static Schema value(Schema union) {
            List<Schema> branches = union.getTypes();
            if (branches.size() != 2 || branches.get(0).getType() != Schema.Type.NULL) {
                throw new IllegalArgumentException("expected [\"null\", T] for what is optional, found " + union);
            }
            return branches.get(1);
        }

        void write(@Nullable Object value, AvroBuffer out) {
            if (value == null && !optional) {
                throw new AvroRuntimeException("expected a value in " + name + ", found null");
            }
            if (optional) {
                out.number(value == null ? 0 : 1);
            }
            if (value != null) {
                field.write(value, out);
            }
        }
    }

    private static Field record(Schema schema) {
        Slot[] slots = schema.getFields().stream()
                .map(field -> Slot.of(field, schema.getName()))
                .toArray(Slot[]::new);
        return (value, out) -> {
            SpecificRecord record = (SpecificRecord) value;
            for (int i = 0; i < slots.length; i++) {
                slots[i].write(record.get(i), out);
            }
        };
    }

    private static Field array(Schema schema) {
        Field element = of(schema.getElementType());
        return (value, out) -> {
            Collection<?> elements = (Collection<?>) value;
            if (!elements.isEmpty()) {
                out.number(elements.size());
                for (Object each : elements) {
                    element.write(each, out);
                }
            }
            out.number(0);
        };
    }

    private static Field bytes(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal && decimal.getScale() == Decimals.SCALE) {
            return (value, out) -> decimal((BigDecimal) value, schema, out);
        }
        throw new IllegalArgumentException("expected bytes to be a decimal of scale 18, found " + schema);
    }

    private static void decimal(BigDecimal value, Schema schema, AvroBuffer out) {
        BigInteger unscaled = value.unscaledValue();
        if (unscaled.signum() >= 0
                && unscaled.bitLength() <= MOST_BITS
                && value.scale() >= 0
                && value.scale() <= Decimals.SCALE) {
            out.decimal(unscaled.longValue(), value.scale());
        } else {
            // below 0, many digits, or none that fit: Avro's own way, with its refusals
            ByteBuffer encoded = DECIMALS.toBytes(value, schema, schema.getLogicalType());
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            out.bytes(bytes);
        }
    }
}
