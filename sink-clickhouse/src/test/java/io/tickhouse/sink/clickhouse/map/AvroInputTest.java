package io.tickhouse.sink.clickhouse.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class AvroInputTest {
    private static final long SEED = 90_210;

    @Test
    void numbersThatAvroWroteAreReadOneAfterAnotherToTheEnd() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            List<Long> numbers = new ArrayList<>();
            for (int n = random.nextInt(1, 12); n > 0; n--) {
                numbers.add(random.nextLong() >> random.nextInt(Long.SIZE));
            }
            AvroInput in = over(written(numbers));
            for (long number : numbers) {
                assertThat(in.readLong()).as("of %s, seed %d", numbers, SEED).isEqualTo(number);
            }
            assertThat(in.remaining()).isZero();
        }
    }

    @Test
    void theEdgesOfEveryLengthAreReadWhetherOrNotMoreFollows() throws IOException {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            for (long number : new long[] {(1L << bit) - 1, 1L << bit, -(1L << bit), -(1L << bit) - 1}) {
                byte[] alone = written(List.of(number));
                assertThat(over(alone).readLong()).isEqualTo(number);
                assertThat(over(Arrays.copyOf(alone, alone.length + 9)).readLong())
                        .isEqualTo(number);
            }
        }
    }

    @Test
    void aNumberThatIsCutOffOrDoesNotEndIsRefused() throws IOException {
        byte[] longest = written(List.of(Long.MIN_VALUE));
        for (int length = 0; length < longest.length; length++) {
            AvroInput cut = over(Arrays.copyOf(longest, length));
            assertThatThrownBy(cut::readLong).isInstanceOf(UnmappableException.class);
        }
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0xff);
        assertThatThrownBy(over(endless)::readLong)
                .isInstanceOf(UnmappableException.class)
                .hasMessageContaining("at most 10 bytes");
    }

    private static AvroInput over(byte[] bytes) {
        AvroInput in = new AvroInput();
        in.reset(bytes, 0);
        return in;
    }

    private static byte[] written(List<Long> numbers) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        for (long number : numbers) {
            encoder.writeLong(number);
        }
        encoder.flush();
        return out.toByteArray();
    }
}
