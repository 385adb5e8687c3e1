package io.tickhouse.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class AvroBufferTest {
    private static final long SEED = 20_260_101;

    @Test
    void numbersOfEveryLengthAreWrittenAsAvroWritesThem() throws IOException {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            long power = 1L << bit;
            for (long number : new long[] {power - 1, power, power + 1, -power, 1 - power, -power - 1}) {
                assertWrittenAsAvroDoes(number);
            }
        }
    }

    @Test
    void numbersOfRandomBitsAreWrittenAsAvroWritesThem() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            assertWrittenAsAvroDoes(random.nextLong() >> random.nextInt(Long.SIZE));
        }
    }

    private static void assertWrittenAsAvroDoes(long number) throws IOException {
        AvroBuffer buffer = new AvroBuffer();
        buffer.number(number);
        buffer.number(7); // what follows stands right behind it
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(expected, null);
        encoder.writeLong(number);
        encoder.writeLong(7);
        encoder.flush();
        assertThat(buffer.toArray()).as("%d, seed %d", number, SEED).isEqualTo(expected.toByteArray());
    }
}
