package io.tickhouse.schemas.serde;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;

/** The Confluent wire format: a zero byte, the schema id as four bytes big-endian, then the Avro binary. */
public final class WireFormat {
    /** First byte of every value. */
    public static final byte MAGIC = 0x0;

    /** Bytes before the Avro body. */
    public static final int HEADER_BYTES = 5;

    private WireFormat() {}

    /**
     * The id of the schema the value was written with.
     *
     * @throws SerializationException if the bytes do not begin as the format demands
     */
    public static int schemaId(byte[] value) {
        if (value.length < HEADER_BYTES || value[0] != MAGIC) {
            throw new SerializationException(
                    "expected a value in the Confluent wire format (first byte 0, 4 bytes of schema" + " id), found "
                            + (value.length < HEADER_BYTES ? value.length + " bytes" : "first byte " + value[0]));
        }
        return ByteBuffer.wrap(value).getInt(1);
    }

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
    }
}
