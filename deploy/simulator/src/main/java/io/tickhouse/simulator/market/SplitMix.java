package io.tickhouse.simulator.market;

/**
 * The SplitMix64 generator (Steele, Lea, Flood 2014). Written out, because a JDK may change its own generators and a
 * seed must mean the same trades for ever.
 */
public final class SplitMix {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public SplitMix(long seed) {
        this.state = seed;
    }

    /** A seed that depends on both arguments: makes one independent generator a symbol, a day or a purpose. */
    public static long derive(long seed, long salt) {
        return mix(seed ^ mix(salt + GOLDEN_GAMMA));
    }

    /** Like {@link #derive(long, long)} with a name; {@link String#hashCode()} alone would make neighbours alike. */
    public static long derive(long seed, String name) {
        long derived = derive(seed, name.length());
        for (int i = 0; i < name.length(); i++) {
            derived = derive(derived, name.charAt(i));
        }
        return derived;
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, bound); the bias of at most bound / 2^32 does not matter to a simulation. */
    public int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** Uniform in [0, 1). */
    public double unit() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
