package io.tickhouse.ingest.bulk.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.schemas.serde.AvroBuffer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalFieldTest {
    private static final Column VALUE = new Column(1, "value");
    private static final int TEXTS = 100_000;

    private final DecimalField field = new DecimalField();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.0",
                "1",
                "127",
                "128",
                "0.000000000000000001",
                "0.000000000000000255",
                "99999999999999999999",
                "99999999999999999999.999999999999999999",
                "-99999999999999999999.999999999999999999",
                "999999999999999999",
                "0.99999999999999999",
                "000000000000000000000000000001.50",
                "1.100000000000000000000000",
                "-0.5",
                "61837.63000000"
            })
    void aDecimalIsReadToTheDigitAndWrittenAsAvroWritesIt(String text) throws RefusedRow {
        field.read(row(text), VALUE);
        assertThat(field.value()).isEqualByComparingTo(new BigDecimal(text));
        assertThat(written()).isEqualTo(reference(new BigDecimal(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "-",
                "+1",
                "1.",
                ".5",
                "1.2.3",
                "1e5",
                "1E-7",
                "NaN",
                " 1",
                "1 ",
                "0x10",
                "0.0000000000000000001",
                "100000000000000000000",
                "١"
            })
    void whatIsNoDecimalOfTheContractIsRefusedByName(String text) {
        assertThatThrownBy(() -> field.read(row(text), VALUE))
                .isInstanceOf(RefusedRow.class)
                .hasMessageStartingWith("value: ");
    }

    @Test
    void whatMustBePositiveIsNotZeroAndWhatMustNotBeNegativeMayBe() throws RefusedRow {
        assertThatThrownBy(() -> field.readPositive(row("0.000"), VALUE))
                .isInstanceOf(RefusedRow.class)
                .hasMessage("value: expected more than 0, found '0.000'");
        assertThatThrownBy(() -> field.readNotNegative(row("-0.1"), VALUE))
                .isInstanceOf(RefusedRow.class)
                .hasMessage("value: expected 0 or more, found '-0.1'");
        field.readNotNegative(row("0"), VALUE);
        assertThat(field.value()).isZero();
    }

    /** Short numbers take a way of their own: it must take and refuse exactly what the contract's way does. */
    @Test
    void itAgreesWithTheContractOnAnyText() {
        long seed = Seed.next();
        Random random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            BigDecimal expected = parsed(text);
            BigDecimal found = read(text);
            assertThat(found == null).as("seed %d: '%s'", seed, text).isEqualTo(expected == null);
            if (expected != null) {
                assertThat(found).as("seed %d: '%s'", seed, text).isEqualByComparingTo(expected);
                assertThat(written()).as("seed %d: '%s'", seed, text).isEqualTo(reference(expected));
                taken++;
            }
        }
        assertThat(taken).isBetween(TEXTS / 10, TEXTS - TEXTS / 10);
    }

    @Test
    void aSumIsExactInAllScalesAndBeyondALong() throws RefusedRow {
        long seed = Seed.next();
        Random random = new Random(seed);
        VolumeSum sum = new VolumeSum();
        assertThat(sum.isUsed()).isFalse();
        BigDecimal expected = BigDecimal.ZERO;
        for (int i = 0; i < 10_000; i++) {
            BigDecimal value = RandomText.decimal(random);
            field.read(row(value.toPlainString()), VALUE);
            field.addTo(sum);
            expected = expected.add(value);
        }
        assertThat(sum.isUsed()).isTrue();
        assertThat(sum.value()).as("seed %d", seed).isEqualByComparingTo(expected);
        assertThat(sum.value()).as("asked twice").isEqualByComparingTo(expected);
    }

    private static String text(Random random) {
        if (random.nextInt(3) > 0) {
            String text = RandomText.decimal(random).toPlainString();
            return random.nextInt(5) == 0 ? "0".repeat(random.nextInt(25)) + text : text;
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(24); i >= 0; i--) {
            text.append("0123456789.-e".charAt(random.nextInt(13)));
        }
        return text.toString();
    }

    private static @Nullable BigDecimal parsed(String text) {
        try {
            return Decimals.parse(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private @Nullable BigDecimal read(String text) {
        try {
            field.read(row(text), VALUE);
            return field.value();
        } catch (RefusedRow e) {
            return null;
        }
    }

    private static Fields row(String text) {
        byte[] line = ("before," + text + ",after").getBytes(StandardCharsets.UTF_8);
        return new Fields().split(line, 0, line.length);
    }

    private byte[] written() {
        AvroBuffer buffer = new AvroBuffer();
        field.writeTo(buffer);
        return buffer.toArray();
    }

    private static byte[] reference(BigDecimal value) {
        AvroBuffer buffer = new AvroBuffer();
        buffer.bytes(Decimals.unscaled(value.stripTrailingZeros()).toByteArray());
        return buffer.toArray();
    }
}
