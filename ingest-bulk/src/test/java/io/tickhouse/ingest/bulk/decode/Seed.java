package io.tickhouse.ingest.bulk.decode;

/** The seed of a test's randomness: {@code -Dtickhouse.seed} repeats a run. */
public final class Seed {
    private Seed() {}

    public static long next() {
        long seed = Long.getLong("tickhouse.seed", System.nanoTime());
        System.out.println("tickhouse.seed=" + seed);
        return seed;
    }
}
