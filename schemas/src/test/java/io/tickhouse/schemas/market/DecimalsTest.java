package io.tickhouse.schemas.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    private static final long SEED = 38_18;
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(20);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.00000000",
                "1",
                "007",
                "61837.63000000",
                "-0.5",
                "999999999999999999",
                "9999999999999999999",
                "-9223372036854775808",
                "99999999999999999999.999999999999999999",
                "-99999999999999999999.999999999999999999",
                "0.000000000000000001",
                "0.00000000000000000100000",
                "000000000000000000000000000000000000000000000000001.5",
            })
    void plainTextIsReadExactly(String text) {
        assertThat(Decimals.parse(text)).isEqualByComparingTo(new BigDecimal(text));
        assertThat(Decimals.parse(text).scale()).isBetween(0, Decimals.SCALE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "-.",
                "5.",
                ".5",
                "-.5",
                "1.2.3",
                "1..2",
                "--1",
                "+1",
                "1-",
                "1e5",
                "1E-5",
                "1,5",
                " 1",
                "1 ",
                "NaN",
                "Infinity",
                "0x10",
                "１",
                "1_000",
                "1\u0000",
                "null",
                "12345678901234567890x",
                "1234567890123456789.",
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Decimals.parse(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessageContaining("is not a decimal");
    }

    @ParameterizedTest
    @CsvSource({
        "100000000000000000000, 21 integer digits",
        "-100000000000000000000.5, 21 integer digits",
        "0.0000000000000000001, more than 18 decimals",
        "1.1234567890123456789, more than 18 decimals",
    })
    void whatDoesNotFitIsRefusedAndNeverRounded(String text, String why) {
        assertThatThrownBy(() -> Decimals.parse(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessageContaining(why);
    }

    @Test
    void absurdlyLongTextIsRefusedWithAShortMessage() {
        assertThatThrownBy(() -> Decimals.parse("1".repeat(1_000_000)))
                .isInstanceOf(NumberFormatException.class)
                .hasMessageContaining("longer than any number of 38 digits")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void onlyTheGivenStretchOfTheBytesIsRead() {
        byte[] row = "3735683259,61837.63,0.02".getBytes(StandardCharsets.US_ASCII);
        assertThat(Decimals.parse(row, 11, 19)).isEqualTo(new BigDecimal("61837.63"));
        assertThatThrownBy(() -> Decimals.parse(row, 11, 11)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void randomTextMeansWhatBigDecimalSaysOrIsRefusedWhereTheContractRefusesIt() {
        Random random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = randomText(random);
            boolean plain = text.matches("-?[0-9]+(\\.[0-9]+)?");
            BigDecimal expected = plain ? new BigDecimal(text) : null;
            boolean fits = expected != null
                    && expected.abs().compareTo(LIMIT) < 0
                    && expected.stripTrailingZeros().scale() <= Decimals.SCALE;
            if (fits && expected != null) {
                assertThat(Decimals.parse(text)).as("seed %d, '%s'", SEED, text).isEqualByComparingTo(expected);
                read++;
            } else {
                assertThat(catchThrowable(() -> Decimals.parse(text)))
                        .as("seed %d, '%s'", SEED, text)
                        .isInstanceOf(NumberFormatException.class);
            }
        }
        assertThat(read).isBetween(10_000, 49_000);
    }

    @Test
    void fitTakesOffSuperfluousZerosOnly() {
        assertThat(Decimals.fit(new BigDecimal("1.50000000000000000000")))
                .isEqualTo(new BigDecimal("1.500000000000000000"));
        assertThat(Decimals.fit(new BigDecimal("1.5"))).isEqualTo(new BigDecimal("1.5"));
        assertThat(Decimals.fit(new BigDecimal("1E+19"))).isEqualByComparingTo("10000000000000000000");
        assertThat(Decimals.fit(new BigDecimal("0E+30"))).isEqualByComparingTo("0");
        assertThatThrownBy(() -> Decimals.fit(new BigDecimal("1E+20"))).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void aRefusalOfATinyNumberStaysShort() {
        assertThatThrownBy(() -> Decimals.fit(new BigDecimal("1E-1000000")))
                .isInstanceOf(NumberFormatException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void cutGoesTowardsZeroAtThe18thDigit() {
        assertThat(Decimals.cut(new BigDecimal("0.0000000000000000019")))
                .isEqualTo(new BigDecimal("0.000000000000000001"));
        assertThat(Decimals.cut(new BigDecimal("-0.0000000000000000019")))
                .isEqualTo(new BigDecimal("-0.000000000000000001"));
        assertThat(Decimals.cut(new BigDecimal("1"))).isEqualTo(new BigDecimal("1.000000000000000000"));
    }

    @Test
    void theUnscaledIntegerIsTheValueTimesTenToThe18th() {
        assertThat(Decimals.unscaled(new BigDecimal("-1.5"))).isEqualTo(new BigInteger("-1500000000000000000"));
        assertThat(Decimals.unscaled(LIMIT.subtract(BigDecimal.valueOf(1, 18))))
                .isEqualTo(new BigInteger("9".repeat(38)));
        assertThatThrownBy(() -> Decimals.unscaled(BigDecimal.valueOf(1, 19))).isInstanceOf(ArithmeticException.class);
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
        int digits = random.nextInt(1, 24);
        for (int i = 0; i < digits; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        if (random.nextInt(4) > 0) {
            text.append('.');
            int decimals = random.nextInt(1, 22);
            for (int i = 0; i < decimals; i++) {
                text.append((char) ('0' + (random.nextInt(3) == 0 ? 0 : random.nextInt(10))));
            }
        }
        if (random.nextInt(10) == 0) {
            // one byte that does not belong
            text.setCharAt(random.nextInt(text.length()), "+- .eE,x/:".charAt(random.nextInt(10)));
        }
        return text.toString();
    }
}
