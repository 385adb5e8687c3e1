package io.tickhouse.sink.clickhouse.map;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Compiles a writer for each pair of an Avro type and a column's type that loses nothing; empty for any other pair. */
final class FieldWriters {
    private static final String DATE_TIME = "DateTime64(6, 'UTC')";
    private static final String DECIMAL = "Decimal(38, 18)";
    private static final LogicalType AVRO_DECIMAL = LogicalTypes.decimal(38, 18);

    /** What DateTime64(6) can hold. */
    private static final long EARLIEST = Instant.parse("1900-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private static final long LATEST = Instant.parse("2300-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private FieldWriters() {}

    static Optional<FieldWriter> of(Schema written, ColumnType column) {
        if (written.getType() == Schema.Type.UNION) {
            return optional(written.getTypes(), column);
        }
        if (column.nullable()) {
            return of(written, column.notNull()).map(value -> (in, out) -> {
                out.put(0);
                value.write(in, out);
            });
        }
        return Optional.ofNullable(
                switch (written.getType()) {
                    case STRING -> column.base().equals("String") ? FieldWriters::string : null;
                    case ENUM -> column.base().equals("String") ? symbols(written.getEnumSymbols()) : null;
                    case BOOLEAN ->
                        column.base().equals("Bool") ? (in, out) -> out.put(in.readBoolean() ? 1 : 0) : null;
                    case INT -> integer(written, column);
                    case LONG -> number(written, column);
                    case BYTES ->
                        AVRO_DECIMAL.equals(written.getLogicalType())
                                        && column.base().equals(DECIMAL)
                                ? new DecimalWriter()
                                : null;
                    default -> null;
                });
    }

    private static Optional<FieldWriter> optional(List<Schema> branches, ColumnType column) {
        if (branches.size() != 2 || !column.nullable()) {
            return Optional.empty();
        }
        int nullBranch = branches.get(0).getType() == Schema.Type.NULL ? 0 : 1;
        if (branches.get(nullBranch).getType() != Schema.Type.NULL) {
            return Optional.empty();
        }
        return of(branches.get(1 - nullBranch), column.notNull()).map(value -> (in, out) -> {
            long branch = in.readLong();
            if (branch != 0 && branch != 1) {
                throw new UnmappableException("expected branch 0 or 1 of an optional field, found " + branch);
            }
            out.put(branch == nullBranch ? 1 : 0);
            if (branch != nullBranch) {
                value.write(in, out);
            }
        });
    }

    private static @Nullable FieldWriter integer(Schema written, ColumnType column) {
        if (written.getLogicalType() != null) {
            return null;
        }
        return switch (column.base()) {
            case "Int32" -> (in, out) -> out.putInt(in.readInt());
            case "Int64" -> (in, out) -> out.putLong(in.readInt());
            default -> null;
        };
    }

    private static @Nullable FieldWriter number(Schema written, ColumnType column) {
        if (written.getLogicalType() == null) {
            return column.base().equals("Int64") ? (in, out) -> out.putLong(in.readLong()) : null;
        }
        return written.getLogicalType() instanceof LogicalTypes.TimestampMicros
                        && column.base().equals(DATE_TIME)
                ? FieldWriters::time
                : null;
    }

    private static void string(AvroInput in, RowOutput out) {
        int length = in.readLength();
        out.putCount(length);
        out.put(in.data(), in.take(length), length);
    }

    private static void time(AvroInput in, RowOutput out) {
        long micros = in.readLong();
        if (micros < EARLIEST || micros >= LATEST) {
            throw new UnmappableException(
                    "expected a time from 1900 to 2299, found " + micros + " microseconds since 1970");
        }
        out.putLong(micros);
    }

    private static FieldWriter symbols(List<String> names) {
        byte[][] symbols = names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        return (in, out) -> {
            int index = in.readInt();
            if (index < 0 || index >= symbols.length) {
                throw new UnmappableException("expected one of " + names + ", found number " + index);
            }
            out.putCount(symbols[index].length);
            out.put(symbols[index], 0, symbols[index].length);
        };
    }
}
