package io.tickhouse.simulator.fault;

/**
 * What goes wrong, on which paths, and for how many answers ({@code times}, {@link #ALWAYS} for no end).
 *
 * <p>Content faults name the ZIP. Its CHECKSUM is always that of the ZIP as it would be served at that moment, so that a
 * reader gets past it to the defect; {@link StaleChecksum} makes it a wrong one.
 */
public sealed interface Fault {
    int ALWAYS = Integer.MAX_VALUE;

    PathPattern on();

    int times();

    /** The server answers with an error instead of the file. */
    sealed interface Refusal extends Fault {
        int status();

        /** What the Retry-After header says; 0 for no such header. */
        int retryAfterSeconds();
    }

    /** The file is not there: 404. */
    record NotFound(PathPattern on, int times) implements Refusal {
        @Override
        public int status() {
            return 404;
        }

        @Override
        public int retryAfterSeconds() {
            return 0;
        }
    }

    /** The venue is overloaded: 503 with {@code Retry-After: 1}. */
    record Unavailable(PathPattern on, int times) implements Refusal {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public int retryAfterSeconds() {
            return 1;
        }
    }

    /**
     * Any other error.
     *
     * @param status 400 to 599
     * @param retryAfterSeconds 0 for no Retry-After header
     */
    record Refused(PathPattern on, int status, int retryAfterSeconds, int times) implements Refusal {
        public Refused {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("expected a status from 400 to 599, found " + status);
            }
        }
    }

    /** The body comes at this many bytes a second. */
    record Slow(PathPattern on, int bytesPerSecond, int times) implements Fault {}

    /** The connection breaks after so many bytes of the body, although Content-Length promised more. */
    record Cut(PathPattern on, int afterBytes, int times) implements Fault {}

    /** After so many bytes of the body nothing more comes, and the connection stays open until the client gives up. */
    record Stall(PathPattern on, int afterBytes, int times) implements Fault {}

    /**
     * Content-Length is wrong.
     *
     * @param byBytes negative: it promises too little and the body ends there; positive: it promises what never comes,
     *     and the connection closes
     */
    record WrongLength(PathPattern on, int byBytes, int times) implements Fault {}

    /** The CHECKSUM belongs to another generation of the ZIP. {@code times} counts downloads of the CHECKSUM. */
    record StaleChecksum(PathPattern on, int times) implements Fault {}

    /** The ZIP is spoilt. {@code times} counts downloads of the ZIP; afterwards it is published anew, without the defect. */
    record Defective(PathPattern on, Defect defect, int times) implements Fault {}

    /** Listings leave the file or folder (whose path ends with a slash) out, though it is there. Never used up. */
    record Unlisted(PathPattern on) implements Fault {
        @Override
        public int times() {
            return ALWAYS;
        }
    }

    /**
     * Another fault, later.
     *
     * @param answers how many answers that it could have spoilt stay whole first; what an earlier fault of its kind spoils
     *     does not count
     */
    record After(Fault fault, int answers) implements Fault {
        @Override
        public PathPattern on() {
            return fault.on();
        }

        @Override
        public int times() {
            return fault.times();
        }
    }
}
