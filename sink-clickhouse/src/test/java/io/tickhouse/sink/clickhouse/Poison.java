package io.tickhouse.sink.clickhouse;

import io.tickhouse.schemas.serde.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Good records made bad in every way that is known to happen.
 *
 * @param schema what the good ones are written with
 * @param otherSchemaId id of another record's schema
 * @param random decides the details
 */
record Poison(Schema schema, int otherSchemaId, Random random) {
    static final int KINDS = 7;
    private static final int ABSURD_DECIMAL = 60;

    /** @param kind 0 to {@link #KINDS} - 1 */
    byte[] of(byte[] good, int kind) {
        byte[] bad = good.clone();
        return switch (kind) {
            case 0 -> {
                bad[0] = (byte) random.nextInt(1, 256);
                yield bad;
            }
            case 1 -> withId(bad, random.nextInt(1_000_000, 1_000_020));
            case 2 -> Arrays.copyOf(good, random.nextInt(1, good.length));
            case 3 -> absurdPrice(good);
            case 4 -> withId(bad, otherSchemaId);
            case 5 -> Arrays.copyOf(good, good.length + random.nextInt(1, 20));
            case 6 -> new byte[0];
            default -> throw new IllegalArgumentException("kind " + kind);
        };
    }

    private static byte[] withId(byte[] value, int id) {
        ByteBuffer.wrap(value).putInt(1, id);
        return value;
    }

    private byte[] absurdPrice(byte[] good) {
        try {
            GenericRecord record = new GenericDatumReader<GenericRecord>(schema)
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(
                                            good,
                                            WireFormat.HEADER_BYTES,
                                            good.length - WireFormat.HEADER_BYTES,
                                            null));
            byte[] price = new byte[ABSURD_DECIMAL];
            random.nextBytes(price);
            price[0] = 1; // not a small number with many leading zeros
            record.put("price", ByteBuffer.wrap(price));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(good, 0, WireFormat.HEADER_BYTES);
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
