package io.tickhouse.simulator.archive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of a body, both ends inclusive. Source: RFC 9110, section 14.
 *
 * @param first offset of its first byte
 * @param last offset of its last byte; {@code first - 1} when the body is empty
 */
record ByteRange(long first, long last) {
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static ByteRange whole(long length) {
        return new ByteRange(0, length - 1);
    }

    long length() {
        return last - first + 1;
    }

    /** A range that lies outside the body: 416. */
    static final class NotSatisfiable extends Exception {
        private static final long serialVersionUID = 1L;

        NotSatisfiable(String header, long length) {
            super("expected a range within " + length + " bytes, found " + header);
        }
    }

    /**
     * The part that a Range header asks for; empty when the header is none that this server understands (several ranges,
     * another unit, an end before its start), which per the RFC means the whole body.
     */
    static Optional<ByteRange> parse(String header, long length) throws NotSatisfiable {
        Matcher matcher = SINGLE.matcher(header.trim());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            long suffix = Math.min(Long.parseLong(matcher.group(2)), length);
            if (suffix == 0) {
                throw new NotSatisfiable(header, length);
            }
            return Optional.of(new ByteRange(length - suffix, length - 1));
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? length - 1 : Long.parseLong(matcher.group(2));
        if (!matcher.group(2).isEmpty() && last < first) {
            return Optional.empty();
        }
        if (first >= length) {
            throw new NotSatisfiable(header, length);
        }
        return Optional.of(new ByteRange(first, Math.min(last, length - 1)));
    }
}
