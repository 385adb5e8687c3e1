package io.tickhouse.sink.clickhouse.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalReaderTest {
    private static final long SEED = 4_711;
    private static final BigInteger LIMIT = BigInteger.TEN.pow(38);

    @Test
    void numbersOfEveryLengthArriveAsTheyAreWhereverTheyStand() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 50_000; i++) {
            BigInteger number = new BigInteger(random.nextInt(127), random);
            number = random.nextBoolean() ? number.negate() : number;
            if (number.abs().compareTo(LIMIT) < 0) {
                int before = random.nextInt(12);
                int padding = random.nextInt(4) == 0 ? random.nextInt(6) : 0;
                assertThat(read(padded(number, padding), before, random.nextInt(3)))
                        .as("%s after %d bytes, padded with %d, seed %d", number, before, padding, SEED)
                        .isEqualTo(number);
            }
        }
    }

    @Test
    void theEdgesOfWhatFitsAreRead() throws IOException {
        for (BigInteger number : new BigInteger[] {
            BigInteger.ZERO,
            BigInteger.ONE.negate(),
            BigInteger.valueOf(Long.MAX_VALUE),
            BigInteger.valueOf(Long.MIN_VALUE),
            BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE),
            BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE),
            BigInteger.TWO.pow(64),
            LIMIT.subtract(BigInteger.ONE),
            BigInteger.ONE.subtract(LIMIT)
        }) {
            assertThat(read(number.toByteArray(), 0, 0)).isEqualTo(number);
            assertThat(read(number.toByteArray(), 9, 1)).isEqualTo(number);
        }
    }

    @Test
    void moreThan38DigitsAndNoBytesAtAllAreRefused() {
        assertThatThrownBy(() -> read(LIMIT.toByteArray(), 3, 3)).isInstanceOf(UnmappableException.class);
        assertThatThrownBy(() -> read(LIMIT.negate().toByteArray(), 3, 3)).isInstanceOf(UnmappableException.class);
        assertThatThrownBy(() -> read(new byte[0], 3, 3)).isInstanceOf(UnmappableException.class);
    }

    private static byte[] padded(BigInteger number, int padding) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[bytes.length + padding];
        Arrays.fill(padded, 0, padding, (byte) (number.signum() < 0 ? -1 : 0));
        System.arraycopy(bytes, 0, padded, padding, bytes.length);
        return padded;
    }

    /** What becomes of a decimal with some bytes before and behind it. */
    private static BigInteger read(byte[] number, int before, int behind) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(before + 1 + number.length + behind);
        record.put(new byte[before]).put((byte) (number.length << 1)).put(number);
        AvroInput in = new AvroInput();
        in.reset(record.array(), before);
        FixedColumn column = new FixedColumn(16, ChunkPool.unpooled());
        new DecimalReader().read(in, column);
        assertThat(in.remaining()).isEqualTo(behind);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        column.writeTo(out);
        ByteBuffer written = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        long low = written.getLong();
        return BigInteger.valueOf(written.getLong())
                .shiftLeft(Long.SIZE)
                .or(BigInteger.valueOf(low >>> 1).shiftLeft(1).or(BigInteger.valueOf(low & 1)));
    }
}
