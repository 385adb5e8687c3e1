package io.tickhouse.sink.clickhouse.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyTextHasOneNumberInTheOrderOfItsComing(boolean nullFirst) throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Dictionary dictionary = new Dictionary(nullFirst);
        Map<String, Integer> expected = new HashMap<>();
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            // texts of up to 40 letters out of two, so that many share their length, their beginning and their end
            String text =
                    "a".repeat(random.nextInt(20)) + (char) ('a' + random.nextInt(26)) + "b".repeat(random.nextInt(20));
            int next = expected.size() + (nullFirst ? 1 : 0);
            if (expected.putIfAbsent(text, next) == null) {
                order.add(text);
            }
            byte[] around = ("#" + text + "#").getBytes(StandardCharsets.UTF_8);
            assertThat(dictionary.number(around, 1, around.length - 2))
                    .as("seed %s, text %s", seed, text)
                    .isEqualTo(expected.get(text));
        }
        assertThat(dictionary.size()).isEqualTo(expected.size() + (nullFirst ? 1 : 0));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        dictionary.writeTo(out);
        StringBuilder texts = new StringBuilder(nullFirst ? "\0" : "");
        order.forEach(text -> texts.append((char) text.length()).append(text));
        assertThat(out.toString(StandardCharsets.UTF_8)).as("seed %s", seed).isEqualTo(texts.toString());
    }

    @Test
    void anEmptyTextIsATextAndNotTheNull() {
        Dictionary dictionary = new Dictionary(true);
        assertThat(dictionary.number(new byte[0], 0, 0)).isEqualTo(1);
        assertThat(dictionary.number(new byte[] {'x'}, 0, 1)).isEqualTo(2);
        assertThat(dictionary.number(new byte[] {'x'}, 1, 0)).isEqualTo(1);
    }
}
