package io.tickhouse.streams.candles;

import java.math.BigInteger;

/** A sum of non-negative integers below 2^256, exact. Adding costs four additions and no memory. */
final class ExactSum {
    private static final int WORDS = 4;
    private static final int PRODUCT_BITS = 2 * Long.SIZE;

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
            if (value.bitLength() > 2 * Long.SIZE) {
                word2 = value.shiftRight(2 * Long.SIZE).longValue();
                word3 = value.shiftRight(3 * Long.SIZE).longValue();
            }
        }
    }

    /** The product of two integers of at most 128 bits, which all decimal(38,18) have. */
    static ExactSum product(BigInteger one, BigInteger other) {
        if (one.signum() < 0 || other.signum() < 0 || Math.max(one.bitLength(), other.bitLength()) > PRODUCT_BITS) {
            return new ExactSum(one.multiply(other));
        }
        ExactSum product = new ExactSum();
        product.multiply(one.longValue(), high(one), other.longValue(), high(other));
        return product;
    }

    private static long high(BigInteger value) {
        return value.bitLength() > Long.SIZE ? value.shiftRight(Long.SIZE).longValue() : 0;
    }

    private void multiply(long a0, long a1, long b0, long b1) {
        word0 = a0 * b0;
        word1 = Math.unsignedMultiplyHigh(a0, b0);
        if ((a1 | b1) != 0) {
            addAt1(a0 * b1, Math.unsignedMultiplyHigh(a0, b1));
            addAt1(a1 * b0, Math.unsignedMultiplyHigh(a1, b0));
            long low = a1 * b1;
            word2 += low;
            word3 += Math.unsignedMultiplyHigh(a1, b1) + (Long.compareUnsigned(word2, low) < 0 ? 1 : 0);
        }
    }

    private void addAt1(long low, long high) {
        word1 += low;
        long carry = Long.compareUnsigned(word1, low) < 0 ? 1 : 0;
        long sum = high + carry; // high of a product is at most 2^64 - 2
        word2 += sum;
        word3 += Long.compareUnsigned(word2, sum) < 0 ? 1 : 0;
    }

    /** @throws ArithmeticException if the sum does not fit 256 bits, after which it is of no use */
    void add(ExactSum other) {
        word0 += other.word0;
        long carry = Long.compareUnsigned(word0, other.word0) < 0 ? 1 : 0;
        if ((other.word1 | other.word2 | other.word3 | carry) != 0) {
            addAbove(other, carry);
        }
    }

    private void addAbove(ExactSum other, long carried) {
        long sum = word1 + other.word1;
        long next = Long.compareUnsigned(sum, word1) < 0 ? 1 : 0;
        word1 = sum + carried;
        long carry = next + (carried == 1 && word1 == 0 ? 1 : 0);
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

    ExactSum copy() {
        ExactSum copy = new ExactSum();
        copy.word0 = word0;
        copy.word1 = word1;
        copy.word2 = word2;
        copy.word3 = word3;
        return copy;
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
