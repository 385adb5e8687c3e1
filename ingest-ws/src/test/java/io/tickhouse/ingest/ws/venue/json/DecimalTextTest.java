package io.tickhouse.ingest.ws.venue.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.ws.venue.Levels;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
    private final DecimalText number = new DecimalText();

    @ParameterizedTest
    @CsvSource({
        "61837.63000000, 6183763, 2",
        "0.00000001, 1, 8",
        "0.000000000000000001, 1, 18",
        "100, 100, 0",
        "100.000, 100, 0",
        "-0.50, -5, 1",
        "0, 0, 0",
        "-0.000, 0, 0",
        "007.10, 71, 1",
        "123456789012345678, 123456789012345678, 0",
        "1234567890123456789.000000000, 1234567890123456789, 0",
        "431000000000.00000000, 431000000000, 0",
        "9223372036854775807, 9223372036854775807, 0",
        "0.100000000000000001, 100000000000000001, 18",
        "1.000000000000000000000000, 1, 0",
        "1000000000000.000001, 1000000000000000001, 6"
    })
    void aNumberIsReadExactlyAndItsTrailingZerosCutOff(String text, long mantissa, int scale) {
        read(text);
        assertThat(number.mantissa()).isEqualTo(mantissa);
        assertThat(number.scale()).isEqualTo(scale);
        assertThat(number.value()).isEqualByComparingTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @CsvSource({
        "61837.63000000, 6183763000000, 8",
        "0.10, 10, 2",
        "100.000, 100000, 3",
        "100, 100, 0",
        "0.00000000, 0, 8",
        "-0.50, -50, 2",
        "9.223372036854775807, 9223372036854775807, 18"
    })
    void aNumberIsReadAsWrittenWhereZerosCount(String text, long mantissa, int scale) {
        byte[] bytes = ("x" + text + "x").getBytes(StandardCharsets.UTF_8);
        number.readAsWritten(bytes, 1, text.length());
        assertThat(number.mantissa()).isEqualTo(mantissa);
        assertThat(number.scale()).isEqualTo(scale);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0000000000000000000", "9223372036854775807.0", "-9223372036854775807.00", "1.x"})
    void aNumberThatDoesNotFitAsWrittenIsRefused(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> number.readAsWritten(bytes, 0, bytes.length))
                .isInstanceOf(NumberFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "1.",
                ".1",
                "1e5",
                " 1",
                "1 ",
                "+1",
                "NaN",
                "0x1",
                "1.2.3",
                "--1",
                "1,5",
                "١",
                "0.0000000000000000001",
                "9223372036854775808",
                "99999999999999999999999999999999999999999"
            })
    void whatIsNoNumberOrDoesNotFitIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void randomNumbersReadAsBigDecimalReadsThem() {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal value = BigDecimal.valueOf(random.nextLong() >> random.nextInt(63), random.nextInt(19));
            read(value.toPlainString());
            assertThat(number.value())
                    .as("seed %d, %s", seed, value.toPlainString())
                    .isEqualByComparingTo(value);
        }
    }

    @Test
    void levelsComeToOneScaleAndThoseThatCannotAreRefused() {
        LevelsBuilder builder = new LevelsBuilder();
        add(builder, "1.5", "431000000000.0");
        add(builder, "0.00000001", "7");
        Levels levels = builder.build();
        assertThat(levels.prices()).containsExactly(150_000_000, 1);
        assertThat(levels.quantities()).containsExactly(431_000_000_000L, 7);
        assertThat(levels.priceScale()).isEqualTo(8);
        assertThat(levels.quantityScale()).isZero();
        add(builder, "1", "0.00000001");
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
        builder.clear();
        assertThat(builder.build().size()).isZero();
    }

    private static void add(LevelsBuilder builder, String price, String quantity) {
        builder.price(bytes(price), 0, price.length());
        builder.quantity(bytes(quantity), 0, quantity.length());
    }

    private void read(String text) {
        number.read(bytes("x" + text + "y"), 1, bytes(text).length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
