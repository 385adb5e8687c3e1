package io.tickhouse.sink.clickhouse.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class FieldReadersTest {
    private static final BigInteger LARGEST = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);

    @Test
    void aDecimalOfAnyLengthIsTheSameIntegerInLittleEndian() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            BigInteger value = new BigInteger(random.nextInt(127), random).mod(LARGEST.add(BigInteger.ONE));
            value = random.nextBoolean() ? value : value.negate();
            assertThat(int128(decimal(value.toByteArray()))).as("seed %s", seed).isEqualTo(value);
        }
        for (BigInteger value : List.of(LARGEST, LARGEST.negate(), BigInteger.ZERO, BigInteger.ONE.negate())) {
            assertThat(int128(decimal(value.toByteArray()))).isEqualTo(value);
        }
    }

    @Test
    void aDecimalWithSuperfluousLeadingBytesIsTheSameNumber() throws IOException {
        byte[] padded = new byte[20];
        Arrays.fill(padded, (byte) -1);
        padded[19] = -7;
        assertThat(int128(decimal(padded))).isEqualTo(BigInteger.valueOf(-7));
    }

    @Test
    void aDecimalOfMoreThan38DigitsOrOfNoBytesIsRefused() {
        assertThatThrownBy(() -> decimal(LARGEST.add(BigInteger.ONE).toByteArray()))
                .isInstanceOf(UnmappableException.class)
                .hasMessageContaining("38 digits");
        assertThatThrownBy(() -> decimal(BigInteger.TEN.pow(2_000).toByteArray()))
                .isInstanceOf(UnmappableException.class);
        assertThatThrownBy(() -> decimal(new byte[0])).isInstanceOf(UnmappableException.class);
    }

    @Test
    void aLengthBeyondTheRecordsEndIsRefused() {
        AvroInput in = new AvroInput();
        in.reset(new byte[] {20, 1, 2}, 0);
        assertThatThrownBy(in::readLength)
                .isInstanceOf(UnmappableException.class)
                .hasMessageContaining("found a length of 10");
    }

    @Test
    void aTimeOutsideOfWhatTheColumnHoldsIsRefused() throws IOException {
        Schema time = LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
        ColumnType type = ColumnType.parse("DateTime64(6, 'UTC')");
        FieldReader reader = FieldReaders.of(time, type).orElseThrow();
        assertThatThrownBy(() -> read(reader, type, encoder -> encoder.writeLong(Long.MAX_VALUE)))
                .isInstanceOf(UnmappableException.class)
                .hasMessageContaining("1900 to 2299");
        assertThat(bytes(read(reader, type, encoder -> encoder.writeLong(0)))).hasSize(Long.BYTES);
    }

    @Test
    void aFieldFitsAColumnOnlyWithoutLoss() {
        Schema text = Schema.create(Schema.Type.STRING);
        Schema optional = SchemaBuilder.unionOf().nullType().and().stringType().endUnion();
        assertThat(FieldReaders.of(text, ColumnType.parse("LowCardinality(String)")))
                .isPresent();
        assertThat(FieldReaders.of(optional, ColumnType.parse("LowCardinality(Nullable(String))")))
                .isPresent();
        assertThat(FieldReaders.of(optional, ColumnType.parse("String"))).isEmpty();
        assertThat(FieldReaders.of(Schema.create(Schema.Type.LONG), ColumnType.parse("Int32")))
                .isEmpty();
        assertThat(FieldReaders.of(Schema.create(Schema.Type.DOUBLE), ColumnType.parse("Float64")))
                .isEmpty();
    }

    @Test
    void partitionsOfATableAreMonthsOrYears() {
        long micros = 1_723_118_400_000_000L; // 2024-08-08T12:00:00Z
        assertThat(TablePartitions.parse("t", "toYYYYMM(event_time)").span(micros))
                .isEqualTo(new TablePartitions.Span(micros("2024-08-01"), micros("2024-09-01")));
        assertThat(TablePartitions.parse("t", "toYear(open_time)").span(micros))
                .isEqualTo(new TablePartitions.Span(micros("2024-01-01"), micros("2025-01-01")));
        assertThat(TablePartitions.parse("t", "toYYYYMM(event_time)").span(-1))
                .isEqualTo(new TablePartitions.Span(micros("1969-12-01"), 0));
        assertThatThrownBy(() -> TablePartitions.parse("t", "tuple()")).isInstanceOf(TableMismatchException.class);
    }

    private static byte[] decimal(byte[] unscaled) throws IOException {
        return bytes(read(
                new DecimalReader(), ColumnType.parse(ColumnType.DECIMAL), encoder -> encoder.writeBytes(unscaled)));
    }

    private static Column read(FieldReader reader, ColumnType type, Written avro) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        avro.to(encoder);
        encoder.flush();
        AvroInput in = new AvroInput();
        in.reset(bytes.toByteArray(), 0);
        Column column = type.column(ChunkPool.unpooled());
        reader.read(in, column);
        assertThat(in.remaining()).isZero();
        assertThat(column.rows()).isEqualTo(1);
        return column;
    }

    private static byte[] bytes(Column column) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        column.writeTo(out);
        return out.toByteArray();
    }

    private static BigInteger int128(byte[] bytes) {
        assertThat(bytes).hasSize(16);
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] big = ByteBuffer.allocate(16)
                .putLong(little.getLong(8))
                .putLong(little.getLong(0))
                .array();
        return new BigInteger(big);
    }

    private interface Written {
        void to(BinaryEncoder encoder) throws IOException;
    }

    private static long micros(String day) {
        return LocalDate.parse(day).toEpochDay() * 86_400_000_000L;
    }
}
