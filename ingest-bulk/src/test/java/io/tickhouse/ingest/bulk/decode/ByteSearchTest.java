package io.tickhouse.ingest.bulk.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
    private static final String ALPHABET = ",-+.,\u0001\u007f";

    @Test
    void aByteIsFoundWhereItIsFirstWhateverStandsAroundIt() {
        long seed = Seed.next();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            byte[] text = new byte[random.nextInt(40)];
            for (int k = 0; k < text.length; k++) {
                text[k] = random.nextInt(4) == 0
                        ? (byte) random.nextInt(256)
                        : (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            }
            int from = random.nextInt(text.length + 1);
            int to = from + random.nextInt(text.length - from + 1);
            int expected = from;
            while (expected < to && text[expected] != ',') {
                expected++;
            }
            assertThat(ByteSearch.indexOf(text, from, to, ByteSearch.eightTimes(',')))
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aLineIsSplitAtEachOfItsCommas() {
        long seed = Seed.next();
        Random random = new Random(seed);
        Fields fields = new Fields();
        for (int i = 0; i < 100_000; i++) {
            StringBuilder line = new StringBuilder();
            for (int k = random.nextInt(90); k > 0; k--) {
                line.append(random.nextInt(3) == 0 ? ',' : (char) ('+' + random.nextInt(15)));
            }
            String[] expected = line.toString().split(",", -1);
            byte[] bytes = ("1,2" + line + ",3").getBytes(StandardCharsets.UTF_8);

            fields.split(bytes, 3, 3 + line.length());

            assertThat(fields.count()).as("seed %d, '%s'", seed, line).isEqualTo(expected.length);
            for (int field = 0; field < Math.min(expected.length, Fields.MOST); field++) {
                assertThat(fields.text(field)).as("seed %d, '%s'", seed, line).isEqualTo(expected[field]);
            }
        }
    }
}
