package io.tickhouse.sink.clickhouse.map;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Compiles a reader for each pair of an Avro type and a column's type that loses nothing; empty for any other pair. */
final class FieldReaders {
    private static final LogicalType AVRO_DECIMAL = LogicalTypes.decimal(38, 18);

    /** What DateTime64(6) can hold. */
    private static final long EARLIEST = Instant.parse("1900-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private static final long LATEST = Instant.parse("2300-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private FieldReaders() {}

    static Optional<FieldReader> of(Schema written, ColumnType column) {
        if (written.getType() == Schema.Type.UNION) {
            return optional(written.getTypes(), column);
        }
        Optional<FieldReader> value = Optional.ofNullable(value(written, column));
        return column.flagged() ? value.map(FieldReaders::present) : value;
    }

    private static FieldReader present(FieldReader value) {
        return (in, to) -> value.read(in, ((NullableColumn) to).present());
    }

    private static @Nullable FieldReader value(Schema written, ColumnType column) {
        String base = column.base();
        return switch (written.getType()) {
            case STRING ->
                base.equals(ColumnType.TEXT) ? (column.dictionary() ? FieldReaders::key : FieldReaders::text) : null;
            case ENUM -> base.equals(ColumnType.TEXT) ? symbols(written.getEnumSymbols(), column.dictionary()) : null;
            case BOOLEAN ->
                base.equals(ColumnType.BOOL) ? (in, to) -> ((FixedColumn) to).putByte(in.readBoolean() ? 1 : 0) : null;
            case INT -> integer(written, base);
            case LONG -> number(written, base);
            case BYTES ->
                AVRO_DECIMAL.equals(written.getLogicalType()) && base.equals(ColumnType.DECIMAL)
                        ? new DecimalReader()
                        : null;
            default -> null;
        };
    }

    private static Optional<FieldReader> optional(List<Schema> branches, ColumnType column) {
        if (branches.size() != 2 || !column.nullable()) {
            return Optional.empty();
        }
        int nullBranch = branches.get(0).getType() == Schema.Type.NULL ? 0 : 1;
        if (branches.get(nullBranch).getType() != Schema.Type.NULL) {
            return Optional.empty();
        }
        return of(branches.get(1 - nullBranch), column).map(value -> (in, to) -> {
            long branch = in.readLong();
            if (branch != 0 && branch != 1) {
                throw new UnmappableException("expected branch 0 or 1 of an optional field, found " + branch);
            }
            if (branch == nullBranch) {
                to.putDefault();
            } else {
                value.read(in, to);
            }
        });
    }

    private static @Nullable FieldReader integer(Schema written, String base) {
        if (written.getLogicalType() != null) {
            return null;
        }
        return switch (base) {
            case ColumnType.INT32 -> (in, to) -> ((FixedColumn) to).putInt(in.readInt());
            case ColumnType.INT64 -> (in, to) -> ((FixedColumn) to).putLong(in.readInt());
            default -> null;
        };
    }

    private static @Nullable FieldReader number(Schema written, String base) {
        if (written.getLogicalType() == null) {
            return base.equals(ColumnType.INT64) ? (in, to) -> ((FixedColumn) to).putLong(in.readLong()) : null;
        }
        return written.getLogicalType() instanceof LogicalTypes.TimestampMicros && base.equals(ColumnType.MICROS)
                ? FieldReaders::time
                : null;
    }

    private static void text(AvroInput in, Column to) {
        int length = in.readLength();
        ((TextColumn) to).put(in.data(), in.take(length), length);
    }

    private static void key(AvroInput in, Column to) {
        int length = in.readLength();
        ((DictionaryColumn) to).put(in.data(), in.take(length), length);
    }

    private static void time(AvroInput in, Column to) {
        long micros = in.readLong();
        if (micros < EARLIEST || micros >= LATEST) {
            throw new UnmappableException(
                    "expected a time from 1900 to 2299, found " + micros + " microseconds since 1970");
        }
        ((FixedColumn) to).putLong(micros);
    }

    private static FieldReader symbols(List<String> names, boolean dictionary) {
        byte[][] symbols = names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        return (in, to) -> {
            int index = in.readInt();
            if (index < 0 || index >= symbols.length) {
                throw new UnmappableException("expected one of " + names + ", found number " + index);
            }
            byte[] symbol = symbols[index];
            if (dictionary) {
                ((DictionaryColumn) to).put(symbol, 0, symbol.length);
            } else {
                ((TextColumn) to).put(symbol, 0, symbol.length);
            }
        };
    }
}
