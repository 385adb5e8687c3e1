package io.tickhouse.streams.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void sumsOfAnySizeAreThoseOfBigInteger(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        BigInteger expected = BigInteger.ZERO;
        ExactSum sum = new ExactSum();
        for (int i = 0; i < 20_000; i++) {
            BigInteger value = new BigInteger(random.nextInt(241), random);
            expected = expected.add(value);
            sum.add(new ExactSum(value));
            assertThat(sum.value()).isEqualTo(expected);
        }
    }

    @Test
    void carriesRunThroughAllWords() {
        BigInteger most = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE);
        ExactSum sum = new ExactSum(most);
        sum.add(new ExactSum(BigInteger.ONE));
        assertThat(sum.value()).isEqualTo(BigInteger.ONE.shiftLeft(255));
    }

    @Test
    void aSumBeyond256BitsAndANegativeValueAreRefused() {
        ExactSum sum = new ExactSum(BigInteger.ONE.shiftLeft(255));
        assertThatThrownBy(() -> sum.add(new ExactSum(BigInteger.ONE.shiftLeft(255))))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new ExactSum(BigInteger.valueOf(-1))).isInstanceOf(ArithmeticException.class);
    }
}
