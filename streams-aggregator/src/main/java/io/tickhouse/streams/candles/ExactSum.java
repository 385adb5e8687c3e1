package io.tickhouse.streams.candles;

import java.math.BigInteger;

/** A sum of non-negative integers below 2^256, exact. Adding costs four additions and no memory. */
final class ExactSum {
    private static final int WORDS = 4;

    private long word0;
    private long word1;
    private long word2;
    private long word3;

    ExactSum() {}

    /** @throws ArithmeticException if the value is negative or does not fit 256 bits */
    ExactSum(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > WORDS * Long.SIZE) {
            throw new ArithmeticException("expected 0 or more and at most 256 bits, found " + value);
        }
        word0 = value.longValue();
        if (value.bitLength() > Long.SIZE) {
            word1 = value.shiftRight(Long.SIZE).longValue();
            word2 = value.shiftRight(2 * Long.SIZE).longValue();
            word3 = value.shiftRight(3 * Long.SIZE).longValue();
        }
    }

    /** @throws ArithmeticException if the sum does not fit 256 bits, after which it is of no use */
    void add(ExactSum other) {
        word0 += other.word0;
        long carry = Long.compareUnsigned(word0, other.word0) < 0 ? 1 : 0;
        long sum = word1 + other.word1;
        long next = Long.compareUnsigned(sum, word1) < 0 ? 1 : 0;
        word1 = sum + carry;
        carry = next + (carry == 1 && word1 == 0 ? 1 : 0);
        sum = word2 + other.word2;
        next = Long.compareUnsigned(sum, word2) < 0 ? 1 : 0;
        word2 = sum + carry;
        carry = next + (carry == 1 && word2 == 0 ? 1 : 0);
        sum = word3 + other.word3;
        next = Long.compareUnsigned(sum, word3) < 0 ? 1 : 0;
        word3 = sum + carry;
        if (next + (carry == 1 && word3 == 0 ? 1 : 0) > 0) {
            throw new ArithmeticException("a sum beyond 256 bits");
        }
    }

    BigInteger value() {
        BigInteger value = unsigned(word0);
        if ((word1 | word2 | word3) != 0) {
            value = value.or(unsigned(word1).shiftLeft(Long.SIZE))
                    .or(unsigned(word2).shiftLeft(2 * Long.SIZE))
                    .or(unsigned(word3).shiftLeft(3 * Long.SIZE));
        }
        return value;
    }

    private static BigInteger unsigned(long word) {
        BigInteger value = BigInteger.valueOf(word & Long.MAX_VALUE);
        return word < 0 ? value.setBit(Long.SIZE - 1) : value;
    }
}
