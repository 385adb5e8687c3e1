package io.tickhouse.ingest.ws.venue.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickhouse.ingest.ws.venue.json.JsonReader.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonReader json = new JsonReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " { \"a\" : [ 1 , -2.50 , 1E+5 , true , false , null , \"\" ] , \"bc\" : { } } ",
                "{\"t\":9223372036854775807,\"u\":-9223372036854775808,\"v\":9223372036854775808,\"w\":0,\"x\":-0}",
                "{\"p\":\"61837.63000000\",\"这是测试币\":\"这是测试币456\",\"e\\u0053c\\n\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20AC\\ud83d\\ude00\"}",
                "\"text\"",
                "[[[[]]],[{\"a\":[{}]}]]",
                "[123456789012345678,1234567890123456789,12345678901234567890]"
            })
    void whatIsJsonReadsAsJacksonReadsIt(String text) {
        assertThat(tree(bytes(text))).isEqualTo(Json.tree(bytes(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\":1 \"b\":2}",
                "{a:1}",
                "{'a':1}",
                "[01]",
                "[-]",
                "[1.]",
                "[.5]",
                "[1e]",
                "[+1]",
                "[NaN]",
                "[tru]",
                "[truex]",
                "[nul",
                "\"open",
                "\"tab\there\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\",
                "[1}",
                "{\"a\":1]",
                "{} {}",
                "[]]",
                "1 2",
                "[\"a\" : 1]",
                "{\"a\":1}\u0000",
                "\u0000",
                "[1\u00a0]",
                "{\"\\\":1}"
            })
    void whatIsNotIsRefused(String text) {
        assertThatThrownBy(() -> tree(bytes(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not JSON as expected");
    }

    @Test
    void aTextThatIsNoUnicodeIsRefused() {
        byte[] half = {'[', '"', 'a', (byte) 0xC3, '"', ']'};
        assertThatThrownBy(() -> tree(half)).hasMessageContaining("Unicode");
        assertThatThrownBy(() -> tree(bytes("[\"\\ud83d\"]"))).hasMessageContaining("Unicode");
    }

    @Test
    void whatIsPassedOverIsReadAllTheSameAndNotWithoutEnd() {
        json.begin(bytes("{\"a\":[1,{\"b\":[\"]\"]}],\"c\":7}"));
        assertThat(json.nextField()).isTrue();
        json.skip(json.value());
        assertThat(json.nextField()).isTrue();
        assertThat(json.letter()).isEqualTo('c');
        assertThat(json.value()).isEqualTo(Kind.WHOLE);
        assertThat(json.whole()).isEqualTo(7);
        assertThat(json.nextField()).isFalse();
        json.end();
        assertThatThrownBy(() -> json.skip(json.begin(bytes("[1,{\"b\":[\"]\"}]"))))
                .hasMessageContaining("not JSON as expected");
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) '[');
        assertThatThrownBy(() -> json.skip(json.begin(deep))).hasMessageContaining("32 levels");
    }

    @Test
    void randomTextsAndWhatIsWrongWithThemReadAsJacksonReadsThem() throws Exception {
        long seed = 20_261;
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] text = new ObjectMapper().writeValueAsBytes(random(random, 0));
            if (random.nextBoolean()) {
                text[random.nextInt(text.length)] = (byte)
                        (random.nextInt(4) == 0
                                ? random.nextInt(128)
                                : "{}[]\",:\\0123456789.eE-+ tfnu".charAt(random.nextInt(28)));
            }
            JsonNode expected = orNull(text, JsonReaderTest::jacksons);
            JsonNode found = orNull(text, this::tree);
            assertThat(found)
                    .as("seed %d, text %d: %s", seed, i, new String(text, StandardCharsets.UTF_8))
                    .isEqualTo(expected);
            refused += found == null ? 1 : 0;
        }
        assertThat(refused).as("texts that are not JSON").isBetween(5_000, 25_000);
    }

    private interface Reading {
        JsonNode read(byte[] text);
    }

    private static @Nullable JsonNode orNull(byte[] text, Reading reading) {
        try {
            return reading.read(text);
        } catch (IllegalArgumentException notJson) {
            return null;
        }
    }

    /** Jackson lets halves of letters pass, which no UTF-8 can hold. */
    private static JsonNode jacksons(byte[] text) {
        JsonNode tree = Json.tree(text);
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(tree.toString())) {
            throw new IllegalArgumentException("half a letter");
        }
        return tree;
    }

    private static JsonNode random(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 6 : 9)) {
            case 0 -> NODES.numberNode(random.nextLong() >> random.nextInt(63));
            case 1 -> NODES.numberNode(BigDecimal.valueOf(random.nextLong(), 1 + random.nextInt(18)));
            case 2 -> NODES.booleanNode(random.nextBoolean());
            case 3 -> NODES.nullNode();
            case 4, 5 -> NODES.textNode(text(random));
            case 6 -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(5); i > 0; i--) {
                    array.add(random(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = NODES.objectNode();
                for (int i = random.nextInt(5); i > 0; i--) {
                    object.set(text(random), random(random, depth + 1));
                }
                yield object;
            }
        };
    }

    private static String text(Random random) {
        String letters = random.nextInt(8) == 0 ? "aé€\"\\\n\t😀" : "abcdefghijklmnopqrstuvwxyzET.0";
        StringBuilder text = new StringBuilder();
        int[] points = letters.codePoints().toArray();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private JsonNode tree(byte[] text) {
        JsonNode tree = node(json.begin(text));
        json.end();
        return tree;
    }

    private JsonNode node(Kind kind) {
        return switch (kind) {
            case TEXT -> NODES.textNode(json.string(json.start(), json.size()));
            case WHOLE -> number(Long.toString(json.whole()));
            case NUMBER -> number(json.string(json.start(), json.size()));
            case TRUE -> NODES.booleanNode(true);
            case FALSE -> NODES.booleanNode(false);
            case NULL -> NODES.nullNode();
            case OBJECT -> {
                ObjectNode object = NODES.objectNode();
                while (json.nextField()) {
                    String name = json.name();
                    object.set(name, node(json.value()));
                }
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                while (json.nextElement()) {
                    array.add(node(json.value()));
                }
                yield array;
            }
        };
    }

    /** As a tree of Jackson has the same digits. */
    private static JsonNode number(String digits) {
        return Json.tree(bytes(digits));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
