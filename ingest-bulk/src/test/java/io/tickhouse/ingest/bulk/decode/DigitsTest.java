package io.tickhouse.ingest.bulk.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigitsTest {
    private static final int TEXTS = 200_000;

    /** Whatever stands before, after and where in the array the text begins. */
    @Test
    void itReadsWhatALongIsOfTheSameTextAndNothingElse() {
        long seed = Seed.next();
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < TEXTS; i++) {
            int from = random.nextInt(20);
            byte[] bytes = new byte[from + random.nextInt(22) + random.nextInt(4)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) (random.nextInt(60) == 0 ? random.nextInt(256) : '0' + random.nextInt(10));
            }
            int to = from + random.nextInt(bytes.length - from + 1);
            String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
            long expected = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Digits.NONE;
            assertThat(Digits.read(bytes, from, to))
                    .as("seed %d: '%s'", seed, text)
                    .isEqualTo(expected);
            read += expected == Digits.NONE ? 0 : 1;
        }
        assertThat(read).isBetween(TEXTS / 4, TEXTS - TEXTS / 20);
    }

    /** Bytes that differ from a digit in one bit, in each place. */
    @Test
    void aByteThatIsNearlyADigitIsNone() {
        for (int place = 0; place < 16; place++) {
            for (int value = 0; value < 256; value++) {
                byte[] bytes = "1234567890123456".getBytes(StandardCharsets.US_ASCII);
                bytes[place] = (byte) value;
                boolean digit = value >= '0' && value <= '9';
                assertThat(Digits.read(bytes, 0, 16) == Digits.NONE)
                        .as("byte %d at %d", value, place)
                        .isEqualTo(!digit);
            }
        }
    }
}
