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

    /** The file is not there: 404. */
    record NotFound(PathPattern on, int times) implements Fault {}

    /** The venue is overloaded: 503 with {@code Retry-After: 1}. */
    record Unavailable(PathPattern on, int times) implements Fault {}

    /** The body comes at this many bytes a second. */
    record Slow(PathPattern on, int bytesPerSecond, int times) implements Fault {}

    /** The connection breaks after so many bytes of the body, although Content-Length promised more. */
    record Cut(PathPattern on, int afterBytes, int times) implements Fault {}

    /** The CHECKSUM belongs to another generation of the ZIP. {@code times} counts downloads of the CHECKSUM. */
    record StaleChecksum(PathPattern on, int times) implements Fault {}

    /** The ZIP is spoilt. {@code times} counts downloads of the ZIP; afterwards it is published anew, without the defect. */
    record Defective(PathPattern on, Defect defect, int times) implements Fault {}
}
