package io.tickhouse.simulator.fault;

/** A mutated ZIP, and what was done to it. Not a record: equality of arrays would be that of references. */
public final class Mutant {
    private final byte[] zip;
    private final Mutation mutation;
    private final long seed;
    private final String what;

    Mutant(byte[] zip, Mutation mutation, long seed, String what) {
        this.zip = zip;
        this.mutation = mutation;
        this.seed = seed;
        this.what = what;
    }

    /** The bytes, not a copy. */
    public byte[] zip() {
        return zip;
    }

    public Mutation mutation() {
        return mutation;
    }

    /** The content of a CHECKSUM file that vouches for the mutated bytes. */
    public String checksum(String zipName) {
        return Checksums.hexOf(zip) + "  " + zipName + "\n";
    }

    /** For an assertion's message: the mutation, its seed, and what exactly was done where. */
    @Override
    public String toString() {
        return mutation.label() + " (seed " + seed + "): " + what;
    }
}
